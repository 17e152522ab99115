import { Answering } from "./answering.js";
import { dutyFor, narrowed } from "./conflict.js";
import type { Failure, FailureCode, Findings } from "./failure.js";
import { type Excuse, excuseFor, type Missing, missingOf } from "./freedoms.js";
import { judgeCommand } from "./judge-command.js";
import { judgeResponses } from "./judge-responses.js";
import { pointing } from "./pointing.js";
import { type Asking, keyZero } from "./request.js";
import type { Seat, SeenSync, Token } from "./types.js";
import { type SeatState, seatState, type World, withFolder, withSeat } from "./world.js";

export interface Judged extends Findings {
  readonly world: World;
}

/** Answers with MoreAvailable and no command that a foreign server may give in a row. */
const barrenAllowed = 3;

/** The answer to SyncKey 0: a key and nothing else. */
export function judgeInit(world: World, seat: Seat, answer: SeenSync): Judged {
  const failures: Failure[] = [];
  const fail = (code: FailureCode, expected: string, seen: string) =>
    failures.push(pointing({ ...seat, ...evidence(answer), code, expected, seen }, { answer }));
  if (answer.status !== "1") fail("status", "Status 1 for SyncKey 0", `Status ${answer.status ?? "absent"}`);
  else if (!isKey(answer.syncKey)) fail("sync-key", "A SyncKey other than 0", answer.syncKey ?? "none");
  if (answer.commands.length > 0) {
    fail("init-commands", "No Commands in the answer to SyncKey 0", `${answer.commands.length} commands`);
  }
  const after = failures.length === 0 && isKey(answer.syncKey) ? keyZero(world, seat, answer.syncKey) : world;
  return { world: after, failures, notes: [] };
}

/**
 * The answer to a Sync: what the device holds afterwards, and every departure from what was due (docs/model.md,
 * section 5). `now` in milliseconds matters in the field only.
 */
export function judgeSync(asking: Asking, answer: SeenSync, now = 0): Judged {
  const answering = new Answering(asking, answer, now);
  const { book } = answering;
  if (answer.status !== "1") {
    book.fail({ code: "status", expected: "Status 1", seen: `Status ${answer.status ?? "absent"}` });
    return { world: asking.world, failures: book.failures, notes: book.notes };
  }
  if (answer.empty) judgeEmpty(answering);
  else judgeFull(answering);
  const waits = answer.moreAvailable ? undefined : judgeLeft(answering);
  const state = answer.empty ? quiet(answering, waits) : advanced(answering, waits);
  const world = withFolder(asking.world, asking.pending.seat.folder, answering.folder);
  return {
    world: withSeat(world, asking.pending.seat, state),
    failures: book.failures,
    notes: book.notes,
  };
}

function judgeEmpty(answering: Answering): void {
  if (answering.pending.asked.ops.length === 0) return;
  answering.book.fail({
    code: "empty-answer",
    expected: "An answer to the commands of the request",
    seen: "HTTP 200 with an empty body",
    rests: "N4",
  });
}

function judgeFull(answering: Answering): void {
  const { answer, book, pending, world } = answering;
  const { windowSize } = pending.asked;
  if (answer.commands.length > windowSize) {
    const failure = {
      code: "window-exceeded" as const,
      expected: `At most ${windowSize} commands (WindowSize)`,
      seen: `${answer.commands.length} commands`,
    };
    // Ruling Q49.
    if (answering.strict) book.fail(failure);
    else book.note(failure);
  }
  if (!isKey(answer.syncKey)) {
    book.fail({ code: "sync-key", expected: "A SyncKey other than 0", seen: answer.syncKey ?? "none" });
  }
  judgeResponses(answering);
  for (const command of answer.commands) book.of(command, () => judgeCommand(answering, command));
  const barren = seatState(world, pending.seat).barren;
  if (!answer.moreAvailable || answer.commands.length > 0) return;
  if (!answering.strict && barren < barrenAllowed) return;
  book.fail({
    code: "more-without-commands",
    expected: "At least one command beside MoreAvailable",
    seen: "MoreAvailable and no command",
  });
}

/** Everything due must have come with an answer without MoreAvailable. Returns who waits, and for how many answers. */
function judgeLeft(answering: Answering): ReadonlyMap<Token, number> {
  const state = seatState(answering.world, answering.pending.seat);
  const waits = new Map<Token, number>();
  const excused = new Set<Token>();
  for (const missing of missingOf(answering.left)) {
    const excuse = excuseFor(answering.world, answering.pending, state, missing, answering.now);
    if (excuse !== "none") excused.add(missing.token);
    if (excuse === "waiting") waits.set(missing.token, (state.waits.get(missing.token) ?? 0) + 1);
    takeMissing(answering, missing, excuse);
  }
  judgeDisputes(answering, state);
  if (answering.answer.empty) return waits;
  for (const [token, held] of answering.base) {
    const item = answering.folder.box.get(token);
    if (item !== undefined && !excused.has(token)) answering.base.set(token, { ...held, rev: item.rev });
  }
  return waits;
}

const missingCode: Readonly<Record<Missing["duty"], FailureCode>> = {
  Add: "missing-add",
  Change: "missing-change",
  Delete: "missing-delete",
  SoftDelete: "missing-soft-delete",
  Removed: "missing-removal",
};

function takeMissing(answering: Answering, { token, duty }: Missing, excuse: Excuse): void {
  if (excuse === "owed" || excuse === "waiting" || answering.book.accused.has(token)) return;
  const held = answering.base.get(token);
  const failure = {
    code: missingCode[duty],
    token,
    expected: `${duty === "Removed" ? "Delete or SoftDelete" : duty} of ${answering.tell(token)}`,
    seen: `no such command, and no MoreAvailable that would announce one${held === undefined ? "" : `; the device still holds the item with Read ${held.read}, Flag ${held.flag}`}`,
  };
  if (excuse === "none") {
    answering.book.fail(failure);
    return;
  }
  answering.book.note({ ...failure, rests: "N17" });
  answering.base.delete(token);
  if (held?.serverId !== undefined) answering.strangers.add(held.serverId);
}

/** No word about an item in dispute says that it is as the device has it. */
function judgeDisputes(answering: Answering, state: SeatState): void {
  for (const [token, { item, outcomes }] of answering.folder.contested) {
    if (answering.book.accused.has(token)) continue;
    const held = answering.base.get(token);
    const silent = outcomes.filter((outcome) => dutyFor(held, item, outcome, answering.pending.sets) === "nothing");
    if (silent.length > 0) {
      const excuse = excuseFor(answering.world, answering.pending, state, { token, duty: "Change" }, answering.now);
      if (excuse === "none") answering.folder = narrowed(answering.folder, token, (one) => silent.includes(one));
      continue;
    }
    if (excuseFor(answering.world, answering.pending, state, { token, duty: "Change" }, answering.now) !== "none")
      continue;
    answering.book.fail({
      code: "conflict-outcome",
      token,
      expected: `A command about ${token}, which the device and the mailbox changed at once`,
      seen: "none",
    });
  }
}

/** After an empty answer the key of the request stays valid, and the view that belongs to it ([MS-ASCMD] 2.2.2.19). */
function quiet(answering: Answering, waits: ReadonlyMap<Token, number> | undefined): SeatState {
  const { limbo: _, ...state } = seatState(answering.world, answering.pending.seat);
  const { pending } = answering;
  return {
    ...state,
    ...(pending.key === undefined ? {} : { key: pending.key }),
    view: answering.base,
    sets: pending.sets,
    more: false,
    barren: 0,
    synced: true,
    strangers: answering.strangers,
    optionsDue: state.optionsDue && pending.asked.sets === undefined,
    waits: waits ?? new Map(),
    last: pending,
  };
}

function advanced(answering: Answering, waits: ReadonlyMap<Token, number> | undefined): SeatState {
  const { pending, answer, ids } = answering;
  const before = seatState(answering.world, pending.seat);
  const state = quiet(answering, waits ?? before.waits);
  const more = answer.moreAvailable;
  return {
    ...state,
    ...(isKey(answer.syncKey) ? { key: answer.syncKey } : {}),
    more,
    runStart: before.more ? before.runStart : pending.sent,
    barren: more && answer.commands.length === 0 ? before.barren + 1 : 0,
    last: { ...pending, firstIds: ids },
  };
}

export function isKey(key: string | undefined): key is string {
  return key !== undefined && key !== "" && key !== "0";
}

function evidence({ exchange }: SeenSync): { readonly exchange?: string } {
  return exchange === undefined ? {} : { exchange };
}
