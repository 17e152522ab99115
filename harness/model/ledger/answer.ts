import type { Seat, SeenCommand, SeenSync, Token, Values } from "../types.js";
import { type Known, knownAt, type Mark, ownMark, write } from "./history.js";
import {
  historyOf,
  knownFor,
  type Ledger,
  type LedgerRequest,
  logOf,
  noted,
  requestOn,
  setsOn,
  verdictsOn,
  withHistory,
} from "./ledger.js";
import { creationOf, creations, type Ending, endingsOf } from "./log.js";
import { verdictOn } from "./verdict.js";

export interface Booked {
  readonly ledger: Ledger;
  /** What was wrong with the Commands of the answer, one sentence each: empty for a conforming answer. */
  readonly complaints: readonly string[];
}

/** Books an answer: an entry in the history of the device, and the complaints about its Commands and the ServerIds of own Adds. */
export function bookAnswer(ledger: Ledger, request: LedgerRequest, answer: SeenSync): Booked {
  // Another Status says nothing of the items, and moves no key.
  if (answer.status !== "1") return { ledger, complaints: [] };
  const log = logOf(ledger, request.seat.folder);
  const known = knownFor(ledger, request);
  const marks: Mark[] = request.ops.map((op) => ownMark(op, idFor(op, answer)));
  const complaints = marks.flatMap((mark) => reusedIn(known, mark));
  for (const mark of marks) if (mark.op === "OwnAdd") write(known, mark, log.length, log);
  let after = ledger;
  for (const command of answer.commands) {
    const read = readCommand(after, request, known, command);
    after = read.ledger;
    if (read.complaint !== undefined) complaints.push(read.complaint);
    if (read.mark === undefined) continue;
    marks.push(read.mark);
    write(known, read.mark, log.length, log);
  }
  after = withEntry(after, request, marks, answer);
  if (answer.moreAvailable) return { ledger: after, complaints };
  const closed = closeRun(after, request);
  return { ledger: closed.ledger, complaints: [...complaints, ...closed.complaints] };
}

function idFor(op: LedgerRequest["ops"][number], answer: SeenSync): string | undefined {
  if (op.kind !== "Add") return undefined;
  return answer.responses.find(({ kind, clientId }) => kind === "Add" && clientId === op.clientId)?.serverId;
}

/** The ServerId of an own Add stands for no other item that the device knows. */
function reusedIn(known: ReadonlyMap<Token, Known>, { token, serverId }: Mark): string[] {
  const other = [...known].find(([one, held]) => one !== token && held.serverId === serverId)?.[0];
  return serverId === undefined || other === undefined ? [] : [`Add of ${token} under ${serverId}, which is ${other}`];
}

function withEntry(ledger: Ledger, request: LedgerRequest, marks: readonly Mark[], answer: SeenSync): Ledger {
  const { seat, base, carried } = request;
  const { entries, ...rest } = historyOf(ledger, seat);
  const position = logOf(ledger, seat.folder).length;
  const complete = !answer.moreAvailable && !answer.empty;
  const entry = { base, marks, position, complete, ...(carried === undefined ? {} : { carried }) };
  return withHistory(ledger, seat, { ...rest, entries: [...entries, entry], current: entries.length });
}

interface Read {
  readonly ledger: Ledger;
  readonly mark?: Mark;
  readonly complaint?: string;
}

function readCommand(
  ledger: Ledger,
  request: LedgerRequest,
  known: ReadonlyMap<Token, Known>,
  command: SeenCommand,
): Read {
  const { kind, serverId } = command;
  const bearer = [...known].find(([, { serverId: id }]) => id === serverId)?.[0];
  const token = kind === "Add" ? command.token : bearer;
  const log = logOf(ledger, request.seat.folder);
  const creation = token === undefined ? undefined : creationOf(log, token);
  if (token === undefined || creation === undefined)
    return { ledger, complaint: `${kind} of ${serverId}: no such item` };
  if (kind === "Add" && bearer !== undefined) return { ledger, complaint: `Add under ${serverId}, already in use` };
  const told = toldValues(command, known.get(token));
  const endings = endingsOf(log, token);
  const sets = setsOn(ledger, request);
  const fitting = endings.filter((ending) => {
    const verdict = verdictOn(known.get(token), creation, ending, sets);
    return realises(kind, verdict)
      ? kind.endsWith("Delete") || isSame(told, ending)
      : isRepetition(kind, verdict, told, ending);
  });
  const mark: Mark = { token, op: kind, values: told, ...(kind === "Add" ? { serverId } : {}) };
  if (fitting.length === 0) return { ledger, mark, complaint: `${kind} of ${token} realises no verdict` };
  if (fitting.length === endings.length) return { ledger, mark };
  return { ledger: noted(ledger, request.seat.folder, { token, what: "sighting", endings: fitting }), mark };
}

function realises(kind: SeenCommand["kind"], verdict: string): boolean {
  return verdict === kind || (verdict === "Removed" && (kind === "Delete" || kind === "SoftDelete"));
}

/** A Change that tells the device what it knows already is tolerated. */
function isRepetition(kind: SeenCommand["kind"], verdict: string, told: Partial<Values>, ending: Ending): boolean {
  return kind === "Change" && verdict === "nothing" && isSame(told, ending);
}

function isSame(told: Partial<Values>, ending: Ending): boolean {
  return ending !== "gone" && told.read === ending.read && told.flag === ending.flag;
}

function toldValues({ kind, read, flag }: SeenCommand, known: Values | undefined): Partial<Values> {
  if (kind === "Delete" || kind === "SoftDelete") return {};
  const before = kind === "Change" ? known : undefined;
  const r = read ?? before?.read;
  const f = flag ?? before?.flag ?? 0;
  return { ...(r === 0 || r === 1 ? { read: r } : {}), ...(f === 0 || f === 2 ? { flag: f } : {}) };
}

/** After the first answer without MoreAvailable no verdict may be open any more. */
function closeRun(ledger: Ledger, request: LedgerRequest): Booked {
  const { seat } = request;
  const sets = setsOn(ledger, request);
  const { entries, current } = historyOf(ledger, seat);
  const log = logOf(ledger, seat.folder);
  const known = knownAt(entries, current, log);
  let after = ledger;
  const complaints: string[] = [];
  for (const creation of creations(log)) {
    const { token } = creation;
    const endings = endingsOf(log, token);
    const quiet = endings.filter((ending) => verdictOn(known.get(token), creation, ending, sets) === "nothing");
    if (quiet.length === 0) complaints.push(`${token}: the verdict was not realised`);
    else if (quiet.length < endings.length) {
      after = noted(after, seat.folder, { token, what: "sighting", endings: quiet });
    }
  }
  return { ledger: after, complaints };
}

/** What a device lacks or has too much of, were it asked for nothing new: empty at the end of a good history. */
export function openVerdicts(ledger: Ledger, seat: Seat): Map<Token, readonly string[]> {
  return verdictsOn(ledger, requestOn(ledger, seat, { ops: [] }));
}
