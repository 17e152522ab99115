import type { Due } from "./due.js";
import { isDropped } from "./due.js";
import type { Token } from "./types.js";
import { folderState, type Moment, type Pending, type SeatState, type World } from "./world.js";

// What a foreign server may leave out of an answer for the time being (docs/model.md, N12, N13, N16, N17). The embedded
// server gets none of it.

/** Complete answers after which a removal that the rulings leave time for must have come (rulings Q14 and Q17). */
export const patience = 5;

export interface Missing {
  readonly token: Token;
  readonly duty: "Add" | "Change" | "Delete" | "SoftDelete" | "Removed";
}

export function missingOf(left: Due): Missing[] {
  const list = (set: ReadonlySet<Token>, duty: Missing["duty"]) => [...set].map((token) => ({ token, duty }));
  return [
    ...list(left.add, "Add"),
    ...list(left.change, "Change"),
    ...list(left.delete, "Delete"),
    ...list(left.softDelete, "SoftDelete"),
    ...list(left.removed, "Removed"),
  ];
}

/** How a missing command is to be taken. */
export type Excuse = "none" | "owed" | "waiting" | "forgotten";

export function excuseFor(world: World, pending: Pending, state: SeatState, missing: Missing, now: number): Excuse {
  if (world.rules.tolerance === "strict") return "none";
  const { folder } = pending.seat;
  const change = folderState(world, folder).lastChange.get(missing.token);
  if (fluxLeft(world, folder, missing.token, now) > 0) return "owed";
  if (change !== undefined && state.more && isAfterStart(world, state, change)) return "owed";
  const held = pending.base.get(missing.token);
  if (held === undefined) return "none";
  const waited = (state.waits.get(missing.token) ?? 0) + 1;
  const gone = missing.duty === "Delete" || missing.duty === "Removed";
  if (gone && held.class === "SMS" && world.rules.protocolVersion === "14.0") {
    return waited < patience ? "waiting" : "forgotten";
  }
  if (isDropped(pending.sets, held.class) && waited < patience) return "waiting";
  return "none";
}

/** Did it show only after the list of the run was made (freedom N12)? */
function isAfterStart(world: World, { runStart }: SeatState, change: Moment): boolean {
  return change.position >= runStart.position || change.at + world.rules.settleMs >= runStart.at;
}

/** Milliseconds until a foreign server must show the last change of an item; 0 when it must by now (freedom N13). */
export function fluxLeft(world: World, folder: string, token: Token, now: number): number {
  if (world.rules.tolerance === "strict") return 0;
  const change = folderState(world, folder).lastChange.get(token);
  return change === undefined ? 0 : Math.max(0, change.at + world.rules.settleMs - now);
}

/** May a removed SMS come as SoftDelete? At 14.0, in the field (ruling Q17). */
export function softDeleteForDelete(world: World): boolean {
  return world.rules.tolerance === "field" && world.rules.protocolVersion === "14.0";
}
