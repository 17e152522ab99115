import { dispute } from "./conflict.js";
import { type Due, dueBetween, same } from "./due.js";
import { itemCreated, itemEdited, itemRemoved } from "./mailbox.js";
import { setsAfter } from "./sets.js";
import type { OwnCommand, Seat, SyncAsked, Token } from "./types.js";
import {
  folderState,
  freshSeat,
  type Held,
  type Pending,
  seatState,
  type View,
  type World,
  withSeat,
} from "./world.js";

/** A Sync about to be sent: the world with the request's commands carried out, and what the request leaves behind. */
export interface Asking {
  readonly world: World;
  readonly pending: Pending;
}

/**
 * A first request, or one Collection of it. Its commands take effect on the mailbox and on what the device holds.
 *
 * @param together one list for all Collections of the request; default: there is no other
 */
export function askSync(
  world: World,
  seat: Seat,
  asked: SyncAsked,
  at = 0,
  together: readonly Seat[] = [seat],
): Asking {
  const state = seatState(world, seat);
  const conflicting = asked.ops.some((op) => isConflicting(world, seat, op));
  let after = world;
  for (const op of asked.ops) after = carriedOut(after, seat, op, at);
  const pending: Pending = {
    seat,
    together,
    asked,
    key: state.key,
    base: baseAfter(after, seat, state.view, asked.ops),
    sets: setsAfter(state.sets, asked.sets),
    setsBefore: state.sets,
    touched: new Set(asked.ops.map(({ token }) => token)),
    sent: { position: after.position, at },
    repeated: false,
    firstIds: new Map(),
    conflicting,
  };
  return { world: after, pending };
}

/** The answer was thrown away unseen: the device stays where it was, with the request in limbo, each Collection of it. */
export function loseAnswer(world: World, request: readonly Pending[]): World {
  return request.reduce((before, pending) => {
    const { last: _, ...state } = seatState(before, pending.seat);
    return withSeat(before, pending.seat, { ...state, limbo: pending });
  }, world);
}

/** The request in limbo once more, each Collection of it. @throws Error when there is none. */
export function askRetry(world: World, seat: Seat): Asking[] {
  return askAgain(world, seat, "limbo");
}

/** The last request once more, although it was answered; the device goes back to what it held before. */
export function askResend(world: World, seat: Seat): Asking[] {
  return askAgain(world, seat, "last");
}

function askAgain(world: World, seat: Seat, which: "limbo" | "last"): Asking[] {
  const request = seatState(world, seat)[which]?.together ?? [seat];
  return request.map((one) => {
    const pending = seatState(world, one)[which];
    if (pending?.together !== request) throw new Error(`Device ${one.device} has no such request in ${one.folder}.`);
    return { world, pending: { ...pending, repeated: true } };
  });
}

/** May the last request be sent again, with all its Collections? */
export function canResend(world: World, seat: Seat): boolean {
  const request = seatState(world, seat).last?.together;
  return request?.every((one) => isRepeatable(world, one, request)) ?? false;
}

/** Was nothing else sent since, and did nobody touch the items of this Collection? */
function isRepeatable(world: World, seat: Seat, request: readonly Seat[]): boolean {
  const { last, limbo } = seatState(world, seat);
  if (last?.together !== request || limbo !== undefined || last.conflicting) return false;
  if (!world.rules.retryDedupe && last.asked.ops.some(({ kind }) => kind === "Add")) return false;
  const { lastChange } = folderState(world, seat.folder);
  return [...last.touched].every((token) => (lastChange.get(token)?.position ?? -1) < last.sent.position);
}

/** What the answer to this request has to bring, items in dispute left out. */
export function dueFor({ world, pending }: Asking): Due {
  const { box, contested } = folderState(world, pending.seat.folder);
  const settled = new Map([...pending.base].filter(([token]) => !contested.has(token)));
  return dueBetween(settled, box, pending.sets);
}

/** SyncKey 0: the device forgets everything; whether the sets survive is not said (reading decision D4). */
export function keyZero(world: World, seat: Seat, key: string): World {
  const { sets, key: old } = seatState(world, seat);
  const unset = old === undefined || sets === "unset";
  return withSeat(world, seat, { ...freshSeat, key, sets: unset ? "unset" : "unknown" });
}

/** Does the device not know the present state of the item it is about to change? */
export function isConflicting(world: World, seat: Seat, op: OwnCommand): boolean {
  if (op.kind === "Add") return false;
  const held = seatState(world, seat).view.get(op.token);
  const item = folderState(world, seat.folder).box.get(op.token);
  return held === undefined || item === undefined || !same(held, item);
}

function carriedOut(world: World, seat: Seat, op: OwnCommand, at: number): World {
  const { folder } = seat;
  if (op.kind === "Add") {
    const { ageDays, read, flag, payload } = op;
    return itemCreated(world, folder, op.token, { class: "SMS", ageDays, read, flag, payload }, at);
  }
  if (isConflicting(world, seat, op)) return dispute(world, folder, op, heldBy(world, seat, op.token), at);
  if (op.kind === "Delete") return itemRemoved(world, folder, op.token, at);
  return itemEdited(world, folder, op.token, valuesOf(op), at);
}

function baseAfter(world: World, seat: Seat, view: View, ops: readonly OwnCommand[]): View {
  const base = new Map(view);
  for (const op of ops) {
    if (op.kind === "Delete") base.delete(op.token);
    // A server may complete the item and still owe a Change for that (freedoms N5, N6): not the `rev` of the mailbox.
    else if (op.kind === "Add") base.set(op.token, { class: "SMS", read: op.read, flag: op.flag, rev: -1 });
    else base.set(op.token, { ...heldBy(world, seat, op.token), ...valuesOf(op) });
  }
  return base;
}

function heldBy(world: World, seat: Seat, token: Token): Held {
  const held = seatState(world, seat).view.get(token);
  if (held === undefined) throw new Error(`Device ${seat.device} does not hold item ${token} that it wants to change.`);
  return held;
}

function valuesOf({ read, flag }: Extract<OwnCommand, { kind: "Change" }>): { read?: 0 | 1; flag?: 0 | 2 } {
  return { ...(read === undefined ? {} : { read }), ...(flag === undefined ? {} : { flag }) };
}
