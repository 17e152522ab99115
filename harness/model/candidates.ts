import { isConflicting } from "./request.js";
import { wanted, windowDays } from "./sets.js";
import type { FilterType, OwnCommand, Seat, SetsInForce, Token } from "./types.js";
import { folderState, limboTokens, type SeatState, seatState, type World } from "./world.js";

// What a command may name in the present state of the model (docs/model.md, section 4).

/** Nobody else may change these until the Retry, or until a conflict is settled. */
function untouchable(world: World, folder: string): ReadonlySet<Token> {
  return new Set([...limboTokens(world, folder), ...folderState(world, folder).contested.keys()]);
}

/** Items that the server may edit or remove. */
export function editable(world: World, folder: string): Token[] {
  const taboo = untouchable(world, folder);
  return [...folderState(world, folder).box.keys()].filter((token) => !taboo.has(token));
}

/** Items that a device may change or delete under these sets; with conflicts also those it has not the present state of. */
export function changeable(world: World, seat: Seat, sets: SetsInForce, conflictsAllowed: boolean): Token[] {
  const taboo = untouchable(world, seat.folder);
  const { box, removed } = folderState(world, seat.folder);
  return [...seatState(world, seat).view].flatMap(([token, held]) => {
    const item = box.get(token) ?? removed.get(token);
    if (item === undefined || held.serverId === undefined || taboo.has(token) || !wanted(sets, item)) return [];
    const op: OwnCommand = { kind: "Delete", token };
    return isConflicting(world, seat, op) && !conflictsAllowed ? [] : [token];
  });
}

/** Ages that a client may give an SMS: inside the filter, and only fresh where the target sets dates itself. */
export function agesInside(filter: FilterType, ages: readonly number[], backdate: boolean): number[] {
  return ages.filter((age, index) => age <= windowDays[filter] && (backdate || index === 0));
}

/** May this seat send an ordinary request? */
export function isIdle(state: SeatState): boolean {
  return state.key !== undefined && state.limbo === undefined;
}

/** Every token ever made or refused in the world. */
export function tokensMade(world: World): number {
  let count = world.refused.size;
  for (const { lastChange } of world.folders.values()) count += lastChange.size;
  return count;
}
