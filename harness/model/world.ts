import type { Rules } from "./rules.js";
import type { Item, ItemClass, Payload, Seat, SetsInForce, SyncAsked, Token, Values } from "./types.js";

/** What a device holds of one item. */
export interface Held extends Values {
  readonly class: ItemClass;
  /** `rev` of the item when it was last brought up to date. */
  readonly rev: number;
  /** Absent for an own Add whose answer has not come. */
  readonly serverId?: string;
  /** As this device was given it; absent for an own Add. */
  readonly payload?: Payload;
}

export type View = ReadonlyMap<Token, Held>;
export type Box = ReadonlyMap<Token, Item>;

/** Position in the log of what happened to the mailbox, and milliseconds. */
export interface Moment {
  readonly position: number;
  readonly at: number;
}

/** How an item can have come out of a conflict. */
export type Outcome = Values | "gone";

export interface Contested {
  readonly item: Item;
  readonly outcomes: readonly Outcome[];
}

export interface FolderState {
  /** Items about which there is no doubt. */
  readonly box: Box;
  /** Items changed by two sides at once, until somebody saw the result. */
  readonly contested: ReadonlyMap<Token, Contested>;
  /** Items that are no more. */
  readonly removed: Box;
  /** When each item was last made, edited or removed. */
  readonly lastChange: ReadonlyMap<Token, Moment>;
}

/** A request together with what the device had when it sent it. */
export interface Pending {
  readonly seat: Seat;
  /** Its Collections, in their order. All of them share one list, and no other request has it: it tells requests apart. */
  readonly together: readonly Seat[];
  readonly asked: SyncAsked;
  /** The SyncKey that it carries. */
  readonly key: string | undefined;
  /** View after the request's own commands. */
  readonly base: View;
  readonly sets: SetsInForce;
  /** The sets before, to which a Resend goes back. */
  readonly setsBefore: SetsInForce;
  /** Tokens of the request's own commands. */
  readonly touched: ReadonlySet<Token>;
  /** Right after the request's own commands. */
  readonly sent: Moment;
  /** Sent before: its commands take effect once ([MS-ASCMD], reading decision D13). */
  readonly repeated: boolean;
  /** ServerIds that the first answer gave to the Adds, by ClientId; empty unless this is a Resend. */
  readonly firstIds: ReadonlyMap<string, string>;
  /** Holds a command on an item that the device did not know the present state of. */
  readonly conflicting: boolean;
}

export interface SeatState {
  readonly key?: string;
  readonly sets: SetsInForce;
  readonly view: View;
  /** ServerIds of e-mail that the target put there by itself (field). */
  readonly strangers: ReadonlySet<string>;
  /** A request whose answer was lost. */
  readonly limbo?: Pending;
  /** The last request, while it can still be sent again. */
  readonly last?: Pending;
  /** The last answer had MoreAvailable. */
  readonly more: boolean;
  /** When the run of answers with MoreAvailable began. */
  readonly runStart: Moment;
  /** Answers with MoreAvailable and no command, in a row. */
  readonly barren: number;
  /** A Sync with a key other than 0 was answered. */
  readonly synced: boolean;
  /** The next Sync has to carry Options (field). */
  readonly optionsDue: boolean;
  /** Complete answers that left an item waiting which a server may take time to remove (field). */
  readonly waits: ReadonlyMap<Token, number>;
}

export interface Outbound {
  /** `unknown` when the target may answer either way and said yes. */
  readonly on: 0 | 1 | "unknown";
  readonly number?: string;
}

export interface World {
  readonly rules: Rules;
  readonly folders: ReadonlyMap<string, FolderState>;
  readonly seats: ReadonlyMap<string, SeatState>;
  readonly outbound: ReadonlyMap<string, Outbound>;
  /** Tokens of Adds inside refused requests: they must never be seen. */
  readonly refused: ReadonlySet<Token>;
  /** What lay in the mailbox before the history began, and is nobody's business here (field). */
  readonly foreign: ReadonlySet<Token>;
  /** How many things happened to the mailbox. */
  readonly position: number;
}

const emptyFolder: FolderState = { box: new Map(), contested: new Map(), removed: new Map(), lastChange: new Map() };

export const freshSeat: SeatState = {
  sets: "unset",
  view: new Map(),
  strangers: new Set(),
  more: false,
  runStart: { position: 0, at: 0 },
  barren: 0,
  synced: false,
  optionsDue: false,
  waits: new Map(),
};

export function newWorld(rules: Rules, folders: readonly string[], foreign: ReadonlySet<Token> = new Set()): World {
  return {
    rules,
    folders: new Map(folders.map((name) => [name, emptyFolder])),
    seats: new Map(),
    outbound: new Map(),
    refused: new Set(),
    foreign,
    position: 0,
  };
}

export function seatName(seat: Seat): string {
  return `${seat.device}/${seat.folder}`;
}

export function seatState(world: World, seat: Seat): SeatState {
  return world.seats.get(seatName(seat)) ?? freshSeat;
}

export function withSeat(world: World, seat: Seat, state: SeatState): World {
  return { ...world, seats: withEntry(world.seats, seatName(seat), state) };
}

/** @throws Error for a folder that the world was not made with. */
export function folderState(world: World, folder: string): FolderState {
  const state = world.folders.get(folder);
  if (state === undefined) throw new Error(`The model has no folder ${JSON.stringify(folder)}.`);
  return state;
}

export function withFolder(world: World, folder: string, state: FolderState): World {
  return { ...world, folders: withEntry(world.folders, folder, state) };
}

/** A copy of the map with one entry more. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

export function withoutEntry<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

/** Tokens that a request in limbo touches: nobody else may change them until the Retry. */
export function limboTokens(world: World, folder: string): ReadonlySet<Token> {
  const tokens = new Set<Token>();
  for (const [name, { limbo }] of world.seats) {
    if (limbo === undefined || name !== seatName({ ...limbo.seat, folder })) continue;
    for (const token of limbo.touched) tokens.add(token);
  }
  return tokens;
}
