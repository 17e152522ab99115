import type { Answering } from "./answering.js";
import { dutyFor, isOutcome, narrowed } from "./conflict.js";
import { isDropped } from "./due.js";
import { softDeleteForDelete } from "./freedoms.js";
import { effective, wanted } from "./sets.js";
import type { Item, Payload, SeenCommand, Token, Values } from "./types.js";
import type { Held } from "./world.js";

/** One command of the server, held against what is due; the device's view follows it. */
export function judgeCommand(answering: Answering, command: SeenCommand): void {
  if (command.serverId === "") {
    answering.book.fail({
      code: "server-id-missing",
      expected: `${command.kind} with a ServerId`,
      seen: `${command.kind} without one`,
    });
    return;
  }
  if (command.kind === "Add") judgeAdd(answering, command);
  else judgeHeld(answering, command);
}

function judgeAdd(answering: Answering, command: SeenCommand): void {
  const { token, serverId } = command;
  const { book, base } = answering;
  const item = token === undefined ? undefined : answering.known(token);
  if (token === undefined || item === undefined) {
    judgeUnknown(answering, command);
    return;
  }
  const place = { token, serverId };
  const holder = answering.holderOf(serverId);
  if (holder !== undefined && holder !== token) {
    book.fail({
      ...place,
      code: "server-id-reused",
      expected: `Add with a ServerId that the device does not hold`,
      seen: `Add of ${token} with ServerId ${serverId}, which stands for ${holder}`,
      rests: "I1",
    });
    return;
  }
  const held = base.get(token);
  if (held !== undefined) {
    judgeSecondAdd(answering, command, token, held);
    return;
  }
  const shown = shownBefore(answering, command, token, item);
  if (shown !== undefined) {
    judgeClass(answering, command, item);
    answering.left.add.delete(token);
    base.set(token, { class: item.class, ...shown, rev: -1, serverId, payload: command.payload ?? {} });
    return;
  }
  if (!answering.folder.contested.has(token)) {
    if (!answering.left.add.has(token)) {
      failUnduly(answering, token, item, serverId);
      return;
    }
    answering.left.add.delete(token);
  }
  judgeClass(answering, command, item);
  if (!settleValues(answering, command, token, { read: 0, flag: 0 }, "Add")) return;
  judgePayload(answering, token, item.payload, command.payload);
  const now = answering.known(token) ?? item;
  base.set(token, {
    class: item.class,
    read: now.read,
    flag: now.flag,
    rev: now.rev,
    serverId,
    payload: command.payload ?? {},
  });
}

/** Read and Flag of an item as a foreign server may still show it for a while, whatever they were (freedom N13). */
function shownBefore(answering: Answering, command: SeenCommand, token: Token, item: Item): Values | undefined {
  if (!answering.inFlux(token) || answering.folder.contested.has(token)) return undefined;
  if (!wanted(answering.pending.sets, item)) return undefined;
  const held = command.kind === "Change" ? answering.base.get(token) : undefined;
  const { read = held?.read, flag = held?.flag ?? 0 } = command;
  return (read === 0 || read === 1) && (flag === 0 || flag === 2) ? { read, flag } : undefined;
}

/** An item that the model never made. A foreign server may have mail of its own (freedom N14), never an SMS. */
function judgeUnknown(answering: Answering, { token, serverId, looksLike, class: tag }: SeenCommand): void {
  const refused = token !== undefined && answering.world.refused.has(token);
  const failure = {
    code: refused ? ("add-refused-request" as const) : ("add-invented" as const),
    serverId,
    ...(token === undefined ? {} : { token }),
    expected: refused
      ? "Nothing of a refused request carried out (ruling Q45)"
      : "Only items that were put into the mailbox",
    seen: `Add of ${tag ?? "an item without Class"}, ${token ?? "without any identity"}, ServerId ${serverId}`,
  };
  const tolerated = !answering.strict && (refused || (looksLike ?? tag ?? "Email") !== "SMS");
  if (!tolerated) {
    answering.book.fail(failure);
    return;
  }
  answering.strangers.add(serverId);
  answering.book.note({ ...failure, rests: refused ? "D6" : "N14" });
}

/** The device holds the item already. */
function judgeSecondAdd(answering: Answering, command: SeenCommand, token: Token, held: Held): void {
  const own = held.payload === undefined;
  const failure = {
    code: own ? ("add-echo" as const) : ("add-held" as const),
    token,
    serverId: command.serverId,
    expected: own ? `No Add of an item that the device itself added` : `No Add of an item that the device holds`,
    seen: `Add of ${token} with ServerId ${command.serverId}; the device holds it under ${held.serverId ?? "no ServerId"}`,
    rests: own ? "D12" : "I1",
  };
  // Ruling Q37: a foreign server that repeats the Add under the same ServerId has doubled nothing.
  if (own && !answering.strict && held.serverId === command.serverId) answering.book.note(failure);
  else answering.book.fail(failure);
}

function failUnduly(answering: Answering, token: Token, item: Item, serverId: string): void {
  const removed = answering.folder.removed.has(token);
  const unasked = isDropped(answering.pending.sets, item.class);
  answering.book.fail({
    code: removed ? "add-removed" : unasked ? "add-unrequested" : "add-outside-window",
    token,
    serverId,
    expected: `No Add of ${answering.tell(token)}`,
    seen: `Add of ${token} with ServerId ${serverId}`,
    rests: removed ? "D11" : "D1",
  });
}

function judgeHeld(answering: Answering, command: SeenCommand): void {
  const { serverId, kind } = command;
  const token = answering.holderOf(serverId);
  if (token === undefined) {
    if (answering.strangers.has(serverId)) return;
    answering.book.fail({
      code: "server-id-not-held",
      serverId,
      expected: `${kind} of an item that the device holds`,
      seen: `${kind} of ServerId ${serverId}, which it does not hold`,
      rests: "I1",
    });
    return;
  }
  const item = answering.known(token);
  const held = answering.base.get(token);
  if (item === undefined || held === undefined) throw new Error(`A device holds ${token}, which the model never made.`);
  if (command.token !== undefined && command.token !== token) {
    answering.book.fail({
      code: "identity-changed",
      token,
      serverId,
      expected: `ServerId ${serverId} stands for ${token}`,
      seen: `${kind} of ServerId ${serverId} with the identity of ${command.token}`,
    });
  }
  if (command.class !== undefined) judgeClass(answering, command, item);
  if (kind === "Change") judgeChange(answering, command, token, item, held);
  else judgeRemoval(answering, command, token);
}

function judgeChange(answering: Answering, command: SeenCommand, token: Token, item: Item, held: Held): void {
  const shown = shownBefore(answering, command, token, item);
  if (shown !== undefined) {
    answering.left.change.delete(token);
    answering.base.set(token, { ...held, ...shown, rev: -1 });
    return;
  }
  const { box, contested } = answering.folder;
  if (!contested.has(token)) {
    const exists = box.has(token);
    if (!exists || !wanted(answering.pending.sets, item)) {
      answering.book.fail({
        code: exists ? "change-unwanted" : "change-removed",
        token,
        serverId: command.serverId,
        expected: `No Change of ${answering.tell(token)}`,
        seen: `Change of ${token}`,
      });
      return;
    }
  }
  if (!settleValues(answering, command, token, held, "Change")) return;
  answering.left.change.delete(token);
  const now = answering.known(token) ?? item;
  answering.base.set(token, { ...held, read: now.read, flag: now.flag, rev: now.rev });
}

function judgeRemoval(answering: Answering, { kind, serverId }: SeenCommand, token: Token): void {
  const { left, base, folder } = answering;
  if (folder.contested.has(token)) {
    removeContested(answering, kind, serverId, token);
    return;
  }
  const soft = kind === "SoftDelete";
  const consumed = left.removed.delete(token) || (soft ? left.softDelete.delete(token) : left.delete.delete(token));
  const silent = soft && (isQuietDelete(answering, token) || answering.inFlux(token));
  if (consumed || (silent && left.delete.delete(token))) {
    base.delete(token);
    return;
  }
  const exists = folder.box.has(token);
  answering.book.fail({
    code: exists ? (soft ? "soft-delete-wanted" : "delete-alive") : "soft-delete-removed",
    token,
    serverId,
    expected: exists
      ? left.softDelete.has(token)
        ? `SoftDelete of ${answering.tell(token)}`
        : `No removal of ${answering.tell(token)}`
      : `Delete of ${answering.tell(token)}`,
    seen: `${kind} of ${token}`,
    rests: "D11",
  });
}

/** At 14.0 the removal of an SMS may come as SoftDelete. */
function isQuietDelete(answering: Answering, token: Token): boolean {
  return softDeleteForDelete(answering.world) && answering.base.get(token)?.class === "SMS";
}

function removeContested(answering: Answering, kind: SeenCommand["kind"], serverId: string, token: Token): void {
  const contested = answering.folder.contested.get(token);
  const held = answering.base.get(token);
  if (contested === undefined) return;
  const fits = contested.outcomes.filter((outcome) => {
    const duty = dutyFor(held, contested.item, outcome, answering.pending.sets);
    return duty === kind || duty === "Removed";
  });
  if (fits.length === 0) {
    failConflict(answering, token, serverId, kind);
    return;
  }
  answering.folder = narrowed(answering.folder, token, (outcome) => fits.includes(outcome));
  answering.base.delete(token);
}

/** Read and Flag of an Add or a Change must be the mailbox's; in a dispute they say how it ended. */
function settleValues(
  answering: Answering,
  command: SeenCommand,
  token: Token,
  absent: { readonly read: number; readonly flag: number },
  kind: "Add" | "Change",
): boolean {
  const { read = kind === "Add" ? undefined : absent.read, flag = absent.flag } = command;
  const contested = answering.folder.contested.get(token);
  if (contested !== undefined) {
    const values = { read: read === 1 ? 1 : 0, flag: flag === 2 ? 2 : 0 } as const;
    const exact = values.read === read && values.flag === flag && wanted(answering.pending.sets, contested.item);
    const fits = contested.outcomes.filter((outcome) => exact && isOutcome(outcome, values));
    if (fits.length === 0) {
      failConflict(answering, token, command.serverId, `${kind} with Read ${read}, Flag ${flag}`);
      return false;
    }
    answering.folder = narrowed(answering.folder, token, (outcome) => fits.includes(outcome));
    return true;
  }
  const item = answering.folder.box.get(token);
  if (item !== undefined && item.read === read && item.flag === flag) return true;
  answering.book.fail({
    code: "values",
    token,
    serverId: command.serverId,
    expected: `${kind} of ${answering.tell(token)}`,
    seen: `${kind} with Read ${read ?? "absent"}, Flag ${flag}`,
  });
  return false;
}

function failConflict(answering: Answering, token: Token, serverId: string, what: string): void {
  const outcomes = (answering.folder.contested.get(token)?.outcomes ?? []).map((outcome) =>
    outcome === "gone" ? "gone" : `Read ${outcome.read}, Flag ${outcome.flag}`,
  );
  answering.book.fail({
    code: "conflict-outcome",
    token,
    serverId,
    expected: `After a conflict about ${token}, one of: ${outcomes.join("; ")}`,
    seen: what,
  });
}

function judgeClass(answering: Answering, command: SeenCommand, item: Item): void {
  const { kind, serverId, class: tag, looksLike = item.class } = command;
  const place = { serverId, ...(command.token === undefined ? {} : { token: command.token }) };
  if (looksLike !== item.class) {
    answering.book.fail({
      ...place,
      code: "class-disguised",
      expected: `${kind} of an item of class ${item.class}, as it was made`,
      seen: `${kind} of an item that looks like ${looksLike}`,
      rests: "I2",
    });
  }
  const agrees = tag === item.class || (tag === undefined && item.class === "Email");
  if (agrees) return;
  const failure = {
    ...place,
    code: "class-tag" as const,
    expected:
      item.class === "SMS" ? `${kind} of an SMS with Class SMS` : `${kind} of an e-mail without Class, or Email`,
    seen: tag === undefined ? "no Class" : `Class ${tag}`,
    rests: "N8",
  };
  // Ruling Q18: where SMS alone is synchronised, a missing Class confuses nobody.
  const alone = tag === undefined && effective(answering.pending.sets).email === undefined;
  if (alone && !answering.strict) answering.book.note(failure);
  else answering.book.fail(failure);
}

function judgePayload(answering: Answering, token: Token, made: Payload, seen: Payload | undefined): void {
  for (const [name, value] of Object.entries(made)) {
    if (seen?.[name] === value) continue;
    answering.book.fail({
      code: "payload",
      token,
      expected: `${name} of ${token} as it was made: ${JSON.stringify(value)}`,
      seen: seen?.[name] === undefined ? "absent" : JSON.stringify(seen[name]),
    });
  }
}
