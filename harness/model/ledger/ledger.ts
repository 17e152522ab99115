import type { Item, OwnCommand, Seat, Sets, SetsInForce, SyncAsked, Token, Values } from "../types.js";
import { type Entry, type Known, knownAt, setsFor, withOwn } from "./history.js";
import { creations, type Ending, endingsOf, type Fact, isNewsSince } from "./log.js";
import { isVisible, type Verdict, verdictOn } from "./verdict.js";

/**
 * The second formulation: one line of facts per item, one history of answers per device and folder, and a table of
 * verdicts. No view is carried along. It shares no function with the first.
 */
export interface Ledger {
  readonly logs: Readonly<Record<string, readonly Fact[]>>;
  readonly histories: Readonly<Record<string, History>>;
}

export interface History {
  readonly entries: readonly Entry[];
  /** Index of the entry whose SyncKey the device will send; -1 after SyncKey 0. */
  readonly current: number;
  /** The last request, answered or not, with all its Collections: it may be sent once more. */
  readonly sent?: readonly LedgerRequest[];
}

/** A request on the ledger, as far as it is for one folder: the entry whose key it carries, its commands, and its Options if it has any. */
export interface LedgerRequest {
  readonly seat: Seat;
  readonly base: number;
  readonly ops: readonly OwnCommand[];
  readonly carried?: Sets;
}

export const emptyLedger: Ledger = { logs: {}, histories: {} };

const place = (seat: Seat) => JSON.stringify([seat.device, seat.folder]);

export function historyOf(ledger: Ledger, seat: Seat): History {
  return ledger.histories[place(seat)] ?? { entries: [], current: -1 };
}

export function withHistory(ledger: Ledger, seat: Seat, history: History): Ledger {
  return { ...ledger, histories: { ...ledger.histories, [place(seat)]: history } };
}

export function logOf(ledger: Ledger, folder: string): readonly Fact[] {
  return ledger.logs[folder] ?? [];
}

export function noted(ledger: Ledger, folder: string, fact: Fact): Ledger {
  return { ...ledger, logs: { ...ledger.logs, [folder]: [...logOf(ledger, folder), fact] } };
}

export function noteCreation(
  ledger: Ledger,
  folder: string,
  token: Token,
  item: Omit<Item, "rev" | "payload">,
): Ledger {
  const { class: itemClass, ageDays, read, flag } = item;
  return noted(ledger, folder, { token, what: "creation", class: itemClass, ageDays, values: { read, flag } });
}

export function noteEdit(ledger: Ledger, folder: string, token: Token, values: Partial<Values>): Ledger {
  return noted(ledger, folder, { token, what: "edit", values });
}

export function noteRemoval(ledger: Ledger, folder: string, token: Token): Ledger {
  return noted(ledger, folder, { token, what: "removal" });
}

/** SyncKey 0 was answered: the next request has no past. */
export function noteFreshKey(ledger: Ledger, seat: Seat): Ledger {
  return withHistory(ledger, seat, { ...historyOf(ledger, seat), current: -1 });
}

/** The request as the ledger sees it, with the key that the device has now. */
export function requestOn(ledger: Ledger, seat: Seat, { sets, ops }: Pick<SyncAsked, "sets" | "ops">): LedgerRequest {
  return { seat, base: historyOf(ledger, seat).current, ops, ...(sets === undefined ? {} : { carried: sets }) };
}

/**
 * The last request of the device in this folder: each of its Collections, with the key that it had.
 * @throws Error when there was none, or a later one took a folder of it
 */
export function requestAgain(ledger: Ledger, seat: Seat): readonly LedgerRequest[] {
  const { sent } = historyOf(ledger, seat);
  if (sent === undefined) throw new Error(`The ledger has no request of device ${seat.device} in ${seat.folder}.`);
  for (const { seat: other } of sent) {
    if (historyOf(ledger, other).sent !== sent) throw new Error(`The ledger has a later request in ${other.folder}.`);
  }
  return sent;
}

/** The sets that count for a request, worked out from what it and those before it carried. */
export function setsOn(ledger: Ledger, { seat, base, carried }: LedgerRequest): SetsInForce {
  return setsFor(historyOf(ledger, seat).entries, base, carried);
}

/** A request that is sent for the first time, with all its Collections; its commands are facts of the items. */
export function noteSent(ledger: Ledger, request: readonly LedgerRequest[]): Ledger {
  return request.reduce(
    (before, one) =>
      noteCommands(withHistory(before, one.seat, { ...historyOf(before, one.seat), sent: request }), one),
    ledger,
  );
}

function noteCommands(ledger: Ledger, { seat, base, ops }: LedgerRequest): Ledger {
  let after = ledger;
  for (const op of ops) {
    const log = logOf(after, seat.folder);
    if (op.kind === "Add") after = noteCreation(after, seat.folder, op.token, { ...op, class: "SMS" });
    else {
      const known = knownAt(historyOf(after, seat).entries, base, log).get(op.token);
      after = noted(after, seat.folder, ownFact(op, known, endingsOf(log, op.token)));
    }
  }
  return after;
}

/** A plain edit or removal, or a dispute when the device did not know how the item stood. */
function ownFact(
  op: Exclude<OwnCommand, { readonly kind: "Add" }>,
  known: Values | undefined,
  endings: readonly Ending[],
): Fact {
  const { token } = op;
  const [ending] = endings;
  if (known === undefined || ending === undefined) throw new Error(`The ledger knows no item ${token} to change.`);
  const clean = ending !== "gone" && ending.read === known.read && ending.flag === known.flag;
  if (op.kind === "Delete") {
    return clean || ending === "gone"
      ? { token, what: "removal" }
      : { token, what: "dispute", endings: ["gone", ending] };
  }
  const { read, flag } = op;
  if (clean) {
    const values = { ...(read === undefined ? {} : { read }), ...(flag === undefined ? {} : { flag }) };
    return { token, what: "edit", values };
  }
  if (ending === "gone") {
    return { token, what: "dispute", endings: ["gone", { read: read ?? known.read, flag: flag ?? known.flag }] };
  }
  const possible = new Map<string, Ending>();
  for (const r of [ending.read, read ?? ending.read]) {
    for (const f of [ending.flag, flag ?? ending.flag]) possible.set(`${r}${f}`, { read: r, flag: f });
  }
  return { token, what: "dispute", endings: [...possible.values()] };
}

/** What the device knows when it sends the request, its own commands written over it. */
export function knownFor(
  ledger: Ledger,
  { seat, base, ops }: Pick<LedgerRequest, "seat" | "base" | "ops">,
): Map<Token, Known> {
  const log = logOf(ledger, seat.folder);
  return withOwn(knownAt(historyOf(ledger, seat).entries, base, log), ops, log);
}

/** The verdict on every item, several where a dispute is open; items about which nothing is owed are left out. */
export function verdictsOn(ledger: Ledger, request: LedgerRequest): Map<Token, readonly Verdict[]> {
  const log = logOf(ledger, request.seat.folder);
  const known = knownFor(ledger, request);
  const sets = setsOn(ledger, request);
  const verdicts = new Map<Token, readonly Verdict[]>();
  for (const creation of creations(log)) {
    const { token } = creation;
    const found = endingsOf(log, token).map((end) => verdictOn(known.get(token), creation, end, sets));
    if (found.some((verdict) => verdict !== "nothing")) verdicts.set(token, [...new Set(found)].sort());
  }
  return verdicts;
}

/** The numbers that an estimate may be. Only its own Options count, and without any the default class (section 3.2.5.2). */
export function estimateOn(
  ledger: Ledger,
  seat: Seat,
  carried: Sets | undefined,
): { readonly min: number; readonly max: number } {
  const log = logOf(ledger, seat.folder);
  const sets = carried ?? "unset";
  const known = knownFor(ledger, { seat, base: historyOf(ledger, seat).current, ops: [] });
  let [min, max] = [0, 0];
  for (const creation of creations(log)) {
    const { token } = creation;
    const endings = endingsOf(log, token);
    const held = known.get(token);
    const verdicts = endings.map((ending) => verdictOn(held, creation, ending, sets));
    const counted = verdicts.filter((verdict) => verdict === "Add" || verdict === "Change" || verdict === "Delete");
    const restored =
      held !== undefined && isNewsSince(log, token, held.upTo) && isVisible(creation, endings[0] ?? "gone", sets);
    const open = endings.length > 1 && (sets === "unset" ? creation.class === "Email" : hasSet(sets, creation.class));
    if (counted.length === endings.length) min += 1;
    if (counted.length > 0 || softly(verdicts, sets, creation.class) || restored || open) max += 1;
  }
  return { min, max };
}

/** SoftDelete for a class that the estimate asks about: its window is narrower. */
function softly(verdicts: readonly Verdict[], sets: SetsInForce, itemClass: Item["class"]): boolean {
  return verdicts.includes("SoftDelete") && (sets === "unset" ? itemClass === "Email" : hasSet(sets, itemClass));
}

function hasSet(sets: SetsInForce, itemClass: Item["class"]): boolean {
  return typeof sets === "object" && (itemClass === "Email" ? sets.email : sets.sms) !== undefined;
}
