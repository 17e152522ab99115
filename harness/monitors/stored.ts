import { type Exchange, type ItemFields, numbersIn, readFolderSyncResponse, textOfItem } from "../eas/index.js";
import type { Monitor, MonitorObservation, Session } from "./monitor.js";
import { broken, held, markAt } from "./observe.js";
import { smsSet } from "./sets-in-force.js";
import { type SyncStep, syncSteps } from "./sync-steps.js";

const requirement = "ASMS-3.1.4.1.2-1";
const expected =
  "what was acknowledged with Status 1 reaches a device that asks for all SMS of its folder afterwards, under whatever Class";

/**
 * A success is binding: what was acknowledged is there for others ([MS-ASMS] 3.1.4.1.2, ruling Q42). An SMS is lost when a device
 * that starts anew in its folder, asks for all SMS and is sent all there is, is not sent it, and no other device ever was. Where
 * no SMS comes through at all, the case of the smoke test says so, and this says nothing.
 */
export const storedSms: Monitor = {
  id: "ORC-STORED",
  section: "3.1.4.1.2",
  purpose: "No SMS that was acknowledged is missing for a device that asks for all SMS of its folder afterwards",
  requirements: [requirement],
  judges: "server",
  across: "mailbox",
  *observe(mailbox, { settleMs } = { settleMs: 0 }) {
    const outcomes = casesOf(mailbox).flatMap((one) => outcomesIn(one, settleMs));
    if (outcomes.some(({ came }) => came)) yield* outcomes.map(judged);
  },
};

interface Outcome {
  readonly added: AddedSms;
  readonly came: boolean;
}

function judged({ added, came }: Outcome): MonitorObservation {
  const { exchange, step } = added;
  const lost =
    "it was acknowledged, and another device that asked for all SMS of the folder afterwards was not sent it";
  const mark = markAt(step.response.element, "Sync/Collections/Collection");
  const observation = came ? held(expected, "it does") : broken(expected, lost, mark);
  return { requirement, exchange, observation, ruling: "Q42.stored" };
}

/** What one case said, by partnership: cases share a mailbox, and clean up behind them. */
function casesOf({ exchanges }: Session): Session[][] {
  const byCase = new Map<string, Map<string, Exchange[]>>();
  for (const one of exchanges) {
    // "case/device/number"; a case's axes may hold a stroke.
    const name = one.id.split("/").slice(0, -2).join("/");
    const devices = byCase.get(name) ?? new Map<string, Exchange[]>();
    const { deviceId } = one.partnership;
    devices.set(deviceId, [...(devices.get(deviceId) ?? []), one]);
    byCase.set(name, devices);
  }
  return [...byCase.values()].map((devices) =>
    [...devices.values()].flatMap((all) =>
      all[0] === undefined ? [] : [{ partnership: all[0].partnership, exchanges: all }],
    ),
  );
}

interface AddedSms {
  readonly exchange: Exchange;
  readonly step: SyncStep;
  readonly deviceId: string;
  readonly folder: string | undefined;
  readonly serverId: string;
  readonly item: ItemFields;
}

function outcomesIn(sessions: readonly Session[], settleMs: number): Outcome[] {
  const added = sessions.flatMap(acknowledged);
  // What is moved or thrown away with its folder is not lost.
  const moves = sessions.some(({ exchanges }) =>
    exchanges.some(({ command }) => command === "MoveItems" || command === "FolderDelete"),
  );
  if (added.length === 0 || moves) return [];
  return added.flatMap((one) => {
    const others = sessions.filter(({ partnership }) => partnership.deviceId !== one.deviceId);
    const came = others.some((other) => syncSteps(other).some((step) => brings(step, one, added)));
    const asked = others.some((other) => readsAll(other, one, settleMs));
    return came || asked ? [{ added: one, came }] : [];
  });
}

/** The SMS that a device added, and that it was told are stored; without those that it deleted itself. */
function acknowledged(session: Session): AddedSms[] {
  const steps = syncSteps(session);
  const deleted = new Set(
    steps.flatMap(({ request }) =>
      (request?.commands ?? []).flatMap((command) => (command.kind === "Delete" ? [command.serverId] : [])),
    ),
  );
  const folders = foldersOf(session);
  return steps.flatMap((step) => {
    const { exchange, request, response, succeeded, collectionId } = step;
    if (!succeeded || exchange.deliberate !== undefined) return [];
    return (request?.commands ?? []).flatMap((command) => {
      if (command.kind !== "Add" || command.class !== "SMS") return [];
      const word = response.responses.find(({ kind, clientId }) => kind === "Add" && clientId === command.clientId);
      if (word?.status !== "1" || word.serverId === undefined || deleted.has(word.serverId)) return [];
      const { deviceId } = session.partnership;
      const { item } = command;
      if (numberOf(item) === undefined && textOfItem(item) === "") return [];
      return [{ exchange, step, deviceId, folder: folders.get(collectionId), serverId: word.serverId, item }];
    });
  });
}

/** Type and name of each folder by its ServerId. An Outbox is emptied by relay, so what leaves it is not lost. */
function foldersOf({ exchanges }: Session): ReadonlyMap<string, string> {
  const outbox = 6;
  const listed = exchanges.flatMap(({ command, response }) =>
    command === "FolderSync" && response?.document !== undefined
      ? (readFolderSyncResponse(response.document)?.added ?? [])
      : [],
  );
  return new Map(
    listed.flatMap(({ serverId, type, displayName }) =>
      type === outbox ? [] : [[serverId, `${type} ${displayName}`] as const],
    ),
  );
}

/** Did this device start anew in the folder after the SMS was acknowledged, ask for all SMS, and get all that there is? */
function readsAll(reader: Session, { exchange, folder }: AddedSms, settleMs: number): boolean {
  if (folder === undefined) return false;
  const folders = foldersOf(reader);
  const acknowledgedAt = Date.parse(exchange.startedAt) + exchange.durationMs;
  let startedAt: number | undefined;
  let isWhole = false;
  for (const { exchange: asked, request, response, succeeded, sets, collectionId } of syncSteps(reader)) {
    if (folders.get(collectionId) !== folder || request === undefined) continue;
    const at = Date.parse(asked.startedAt);
    if (request.syncKey === "0") startedAt = at;
    const sms = smsSet(sets);
    const wantsAll = sms !== undefined && (sms.filterType ?? "0") === "0" && request.getChanges !== "0";
    const isAfter = startedAt !== undefined && startedAt > acknowledgedAt && at > acknowledgedAt + settleMs;
    isWhole =
      request.syncKey !== "0" && succeeded && asked.lost !== true && wantsAll && isAfter && !response.moreAvailable;
  }
  return isWhole;
}

function brings({ response }: SyncStep, one: AddedSms, all: readonly AddedSms[]): boolean {
  return response.commands.some(({ kind, item }) => kind === "Add" && item !== undefined && isSame(item, one, all));
}

/**
 * By the number in From; where a server writes another one there, by the number in To, or by one of the two in the place of the other,
 * if no other SMS of the case has it; and by the text, cut or inside other markup as it may be, unless it is another SMS's.
 */
function isSame(item: ItemFields, one: AddedSms, all: readonly AddedSms[]): boolean {
  const number = numberOf(item);
  if (number !== undefined && number === numberOf(one.item)) return true;
  const others = all.filter((other) => other !== one);
  if (number !== undefined && others.some((other) => numberOf(other.item) === number)) return false;
  const elsewhere = new Set(others.flatMap((other) => partiesOf(other.item)));
  const own = partiesOf(one.item).filter((party) => !elsewhere.has(party));
  return partiesOf(item).some((party) => own.includes(party)) || hasTextOf(item, one.item);
}

/** The shortest text that is known again inside another. */
const tellingText = 8;

function hasTextOf(item: ItemFields, sent: ItemFields): boolean {
  const [text, whole] = [textOfItem(item), textOfItem(sent)];
  if (text === "" || whole === "") return false;
  const isCut = item.body?.truncated === "1" && text.length >= tellingText && whole.startsWith(text);
  return text === whole || isCut || (whole.length >= tellingText && text.includes(whole));
}

function partiesOf({ from = "", to = "" }: ItemFields): readonly string[] {
  return [...numbersIn(from), ...numbersIn(to)];
}

function numberOf({ from }: ItemFields): string | undefined {
  return numbersIn(from ?? "")[0];
}
