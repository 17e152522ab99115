import { same } from "./due.js";
import { isConflicting } from "./request.js";
import { wanted, windowDays } from "./sets.js";
import type { FilterType, Seat, SetsInForce, Token } from "./types.js";
import { folderState, limboTokens, type SeatState, seatName, seatState, type World } from "./world.js";

// What a command may name in the present state of the model (docs/model.md, section 4).

/** Nobody else may change these until the Retry, or until a conflict is settled. */
function untouchable(world: World, folder: string): ReadonlySet<Token> {
  return new Set([...limboTokens(world, folder), ...folderState(world, folder).contested.keys()]);
}

/** Items that the server may edit or remove, and those of them that a device holds as they are: to it the change is news. */
export function editable(world: World, folder: string): Named {
  const taboo = untouchable(world, folder);
  const { box } = folderState(world, folder);
  const all = [...box.keys()].filter((token) => !taboo.has(token));
  return { all, rather: all.filter((token) => isNews(world, folder, token)) };
}

/** Does a device, other than this one, hold the item as it is? Then a change of it is news to that device. */
function isNews(world: World, folder: string, token: Token, by?: Seat): boolean {
  const item = folderState(world, folder).box.get(token);
  return [...world.seats].some(([name, { view }]) => {
    const held = view.get(token);
    const isOther = by === undefined || name !== seatName(by);
    return isOther && name.endsWith(`/${folder}`) && held !== undefined && item !== undefined && same(held, item);
  });
}

/** What a command may name, and what of it shows more than the rest. */
export interface Named {
  readonly all: readonly Token[];
  readonly rather: readonly Token[];
}

/** Does a command with this pick look for what shows more? Five in six do. */
export function isPicky(pick: number): boolean {
  return pick % 6 > 0;
}

/** What a command with this pick names. @throws Error where there is nothing to name */
export function namedBy({ all, rather }: Named, pick: number): Token {
  const from = rather.length > 0 && isPicky(pick) ? rather : all;
  const token = from[pick % from.length];
  if (token === undefined) throw new Error("There is nothing to choose from.");
  return token;
}

/**
 * Items that a device may change or delete under these sets; with conflicts also those it has not the present state of, and rather
 * those. Where there are none, rather what other devices hold, too.
 */
export function changeable(world: World, seat: Seat, sets: SetsInForce, conflictsAllowed: boolean): Named {
  const possible = nameable(world, seat, sets);
  const collide = new Set(colliding(world, seat, sets));
  const all = conflictsAllowed ? possible : possible.filter((token) => !collide.has(token));
  if (conflictsAllowed && collide.size > 0) return { all, rather: [...collide] };
  return { all, rather: all.filter((token) => isNews(world, seat.folder, token, seat)) };
}

/** Items that a device may name under these sets, and that were changed or removed behind its back. */
export function colliding(world: World, seat: Seat, sets: SetsInForce): Token[] {
  return nameable(world, seat, sets).filter((token) => isConflicting(world, seat, { kind: "Delete", token }));
}

function nameable(world: World, seat: Seat, sets: SetsInForce): Token[] {
  const taboo = untouchable(world, seat.folder);
  const { box, removed } = folderState(world, seat.folder);
  return [...seatState(world, seat).view].flatMap(([token, held]) => {
    const item = box.get(token) ?? removed.get(token);
    return item === undefined || held.serverId === undefined || taboo.has(token) || !wanted(sets, item) ? [] : [token];
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
