import type { ClientCommand, CommandResponse, ItemFields } from "../../eas/index.js";
import { type Held, heldOf, type Outcome, sameFlag } from "../collection.js";
import type { Item } from "../mailbox.js";
import { judgeAdd, judgeChange, normaliseFlag, parseDate } from "./item-input.js";
import { commandsOf, type SyncJob, serverIdOf } from "./job.js";
import { renderFetched } from "./render.js";

type Add = Extract<ClientCommand, { kind: "Add" }>;
type Change = Extract<ClientCommand, { kind: "Change" }>;
type Delete = Extract<ClientCommand, { kind: "Delete" }>;

const done: Outcome = { status: "1" };
const conflict: Outcome = { status: "7" };

/** Carries out the client's commands in their order; what they came to stands in `job.base` and `job.responses`. */
export function executeCommands(job: SyncJob): void {
  for (const command of commandsOf(job.request)) {
    const { itemStatus } = job.admitted;
    job.responses.push(...(itemStatus === undefined ? execute(job, command) : [refused(command, itemStatus)]));
  }
}

function execute(job: SyncJob, command: ClientCommand): CommandResponse[] {
  switch (command.kind) {
    case "Add":
      return add(job, command);
    case "Change":
      return change(job, command);
    case "Delete":
      return remove(job, command);
    case "Fetch":
      return [renderFetched(job, command.serverId)];
  }
}

function refused(command: ClientCommand, status: string): CommandResponse {
  return command.kind === "Add"
    ? { kind: "Add", clientId: command.clientId, status }
    : { kind: command.kind, serverId: command.serverId, status };
}

/** Does it once for each SyncKey: the same command with the same key is answered from memory. */
function once(job: SyncJob, command: Add | Change | Delete, act: () => Outcome): Outcome {
  const { element: _, ...content } = command;
  const name = JSON.stringify(content);
  const known = job.context.rules.retry.recall(command.kind, job.sent.outcomes.get(name), job.ordinal);
  if (known !== undefined) return known;
  const outcome = act();
  job.sent.outcomes.set(name, outcome);
  return outcome;
}

function add(job: SyncJob, command: Add): CommandResponse[] {
  const { rules } = job.context;
  const { status, itemId } = once(job, command, () => store(job, command));
  const { clientId } = command;
  if (status !== "1") return [refused(command, status)];
  if (itemId !== undefined) recordAdd(job, command, itemId);
  if (!rules.commands.answersAdd()) return [];
  const className = rules.commands.classOfResponse();
  const serverId = itemId === undefined ? `${job.folder.id}:sms${clientId}` : serverIdOf(job, String(itemId), itemId);
  return [{ kind: "Add", ...(className === undefined ? {} : { class: className }), clientId, serverId, status }];
}

/** Puts a client's SMS into the mailbox. */
function store(job: SyncJob, command: Add): Outcome {
  const { account, rules, clock, partnership } = job.context;
  const outbound = account.outbound.state(partnership.id.deviceId);
  const admitted = rules.commands.admitsAdd({ class: command.class, folder: job.folder, outbound, item: command.item });
  if (admitted !== "1") return { status: admitted };
  if (command.element === undefined) return { status: "6" };
  const judged = judgeAdd(command.element, command.item, rules.commands);
  if (judged !== "1") return { status: judged };
  const { to = "", from = "", body } = command.item;
  if (![to, from, body?.data ?? ""].every(rules.commands.admitsText)) return { status: "6" };
  const { mailbox } = account;
  const made =
    rules.commands.recallsClientId(mailbox.clientIds.get(command.clientId)) ??
    rules.commands.recallsEqual(command.item, mailbox.items(job.folder.id));
  if (made !== undefined) return { ...done, itemId: made };
  const className = rules.commands.storedClass(job.folder);
  if (className === undefined) return done;
  const now = clock.now();
  const receivedAt = rules.commands.storedDate(parseDate(command.item.dateReceived ?? "") ?? now, now);
  const fields = storedFields(job, rules.commands.settlesEmpty(command.item), receivedAt);
  const item = mailbox.add({ folderId: job.folder.id, class: className, fields, receivedAt });
  mailbox.clientIds.set(command.clientId, item.id);
  return { ...done, itemId: item.id };
}

/** The client's fields, completed. Its own spelling of the date stays if the date does, or if it was taken for none. */
function storedFields(job: SyncJob, sent: ItemFields, receivedAt: number): ItemFields {
  const kept = sent.dateReceived !== undefined && (parseDate(sent.dateReceived) ?? receivedAt) === receivedAt;
  return {
    ...sent,
    dateReceived: kept && sent.dateReceived !== undefined ? sent.dateReceived : new Date(receivedAt).toISOString(),
    importance: sent.importance ?? "1",
    read: sent.read ?? "0",
    internetCpid: sent.internetCpid ?? "65001",
    flag: normaliseFlag(sent.flag ?? {}),
    body: { type: "1", data: job.context.rules.commands.storedText(sent.body?.data ?? "") },
  };
}

function recordAdd(job: SyncJob, command: Add, itemId: number): void {
  const { rules, account } = job.context;
  if (!rules.commands.recordsAdd()) return;
  const holding = String(itemId);
  const serverId = serverIdOf(job, holding, itemId);
  const { read = "0", flag = {} } = command.item;
  const className = account.mailbox.item(itemId)?.class ?? rules.commands.storedClass(job.folder) ?? "SMS";
  job.base.set(holding, { itemId, serverId, class: className, read, flag: normaliseFlag(flag) });
  if (rules.commands.completesAdd()) job.completed.add(holding);
}

function change(job: SyncJob, command: Change): CommandResponse[] {
  const { rules } = job.context;
  const { status } = once(job, command, () => refusedForClass(job, command) ?? edit(job, command));
  const found = heldBy(job, command.serverId);
  if (status === "1" && found !== undefined) {
    const [holding, held] = found;
    if (rules.commands.executesChange(held.class) && rules.commands.recordsChange()) {
      job.base.set(holding, { ...held, ...changed(held, command.item) });
    }
  }
  if (status === "1" && !rules.commands.answersChange()) return [];
  const className = found?.[1].class === "SMS" ? { class: "SMS" } : {};
  return [{ kind: "Change", ...className, serverId: command.serverId, status }];
}

function refusedForClass({ context }: SyncJob, command: Change | Delete): Outcome | undefined {
  return command.class === undefined || context.rules.commands.admitsClassInEdit() ? undefined : { status: "6" };
}

function edit(job: SyncJob, command: Change): Outcome {
  const { account, rules } = job.context;
  const held = heldBy(job, command.serverId)?.[1];
  const item = held && account.mailbox.item(held.itemId);
  if (held === undefined || item === undefined) return { status: rules.commands.unknownItem() };
  const judged = command.element === undefined ? "6" : judgeChange(command.element, command.item, rules.commands);
  if (judged !== "1") {
    const frozen = rules.commands.storedFrozen(command.item);
    if (frozen === undefined) return { status: judged };
    account.mailbox.edit(item.id, { frozen });
    return done;
  }
  const admitted = rules.commands.admitsEdit(item.class);
  if (admitted !== "1") return { status: admitted };
  if (!rules.commands.executesChange(item.class)) return done;
  const wanted = changed(heldOf(item, held.serverId), command.item);
  if (serverWins(job) && collides(item, held, wanted)) return conflict;
  account.mailbox.edit(item.id, rules.commands.storedChange(wanted));
  return done;
}

/** The values after a change; what it does not name stays ([MS-ASEMAIL] 3.1.5.4). */
function changed(before: Pick<Held, "read" | "flag">, fields: ItemFields): Pick<Held, "read" | "flag"> {
  return { read: fields.read ?? before.read, flag: normaliseFlag(fields.flag ?? before.flag) };
}

/** Both sides changed the same property to different values. */
function collides(item: Item, held: Held, wanted: Pick<Held, "read" | "flag">): boolean {
  const { read, flag } = item.fields;
  const readCollides = read !== held.read && wanted.read !== read;
  return readCollides || (!sameFlag(flag, held.flag) && !sameFlag(wanted.flag, flag));
}

/** Conflict 0: the client wins; 1 or absent: the server ([MS-ASCMD] 2.2.3.34). */
function serverWins(job: SyncJob): boolean {
  const sets = job.sets ?? {};
  return !Object.values(sets).some((set) => set.conflict === "0");
}

function remove(job: SyncJob, command: Delete): CommandResponse[] {
  const found = heldBy(job, command.serverId);
  const { status } = once(job, command, () => refusedForClass(job, command) ?? discard(job, found?.[1]));
  if (status !== "1") return [refused(command, status)];
  if (found !== undefined) job.base.delete(found[0]);
  return [];
}

/** Into Deleted Items, unless DeletesAsMoves is 0 or it lies there already ([MS-ASCMD] 2.2.3.43). */
function discard(job: SyncJob, held: Held | undefined): Outcome {
  const { rules, account } = job.context;
  if (held === undefined) return { status: rules.commands.unknownItem() };
  const admitted = rules.commands.admitsEdit(held.class);
  if (admitted !== "1") return { status: admitted };
  if (!rules.commands.executesDelete(held.class, job.folder)) return done;
  const bin = account.mailbox.folderNamed("Deleted Items");
  if (rules.commands.removesForGood(job.request.deletesAsMoves) || job.folder.id === bin.id)
    account.mailbox.remove(held.itemId);
  else account.mailbox.move(held.itemId, bin.id);
  return done;
}

function heldBy(job: SyncJob, serverId: string): [string, Held] | undefined {
  return [...job.base].find(([, held]) => held.serverId === serverId);
}
