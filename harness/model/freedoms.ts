import type { Due } from "./due.js";
import { isDropped } from "./due.js";
import type { Token } from "./types.js";
import { folderState, type Pending, type SeatState, type World } from "./world.js";

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
  if (change !== undefined && now - change.at < world.rules.settleMs) return "owed";
  if (change !== undefined && state.more && change.position >= state.runStart) return "owed";
  const held = pending.base.get(missing.token);
  if (held === undefined) return "none";
  const waited = (state.waits.get(missing.token) ?? 0) + 1;
  if (isDropped(pending.sets, held.class)) return waited < patience ? "waiting" : "none";
  const silentDelete = missing.duty === "Delete" && held.class === "SMS" && world.rules.protocolVersion === "14.0";
  if (silentDelete) return waited < patience ? "waiting" : "forgotten";
  return "none";
}

/** May a removed SMS come as SoftDelete? At 14.0, in the field (ruling Q17). */
export function softDeleteForDelete(world: World): boolean {
  return world.rules.tolerance === "field" && world.rules.protocolVersion === "14.0";
}
