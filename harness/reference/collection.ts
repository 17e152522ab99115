import type { FlagFields } from "../eas/index.js";
import type { Item, ItemClass } from "./mailbox.js";
import type { Sets } from "./option-sets.js";

/** What a device holds of one item. */
export interface Held {
  readonly itemId: number;
  readonly serverId: string;
  readonly class: ItemClass;
  readonly read: string;
  readonly flag: FlagFields;
}

/** Everything that a device holds of a folder, by holding: one item is one holding, unless a rule makes it several. */
export type View = ReadonlyMap<string, Held>;

/** What came of a client command, kept with the SyncKey that it came with: the same command takes effect once. */
export interface Outcome {
  readonly status: string;
  /** Of an Add: the item that it made. */
  readonly itemId?: number;
}

/** The state of one folder on one device that belongs to a SyncKey ([MS-ASCMD] 2.2.3.181.4). */
export interface CollectionState {
  readonly key: string;
  readonly view: View;
  /** Sets in force; undefined until Options were accepted. */
  readonly sets: Sets | undefined;
  /** Commands that came with this key, by content. */
  readonly outcomes: Map<string, Outcome>;
  /** By class: change number up to which all that was due has been sent under the sets in force. */
  readonly settled: Readonly<Partial<Record<ItemClass, number>>>;
  /** Server time of the answer; undefined after SyncKey 0. */
  readonly answeredAt: number | undefined;
  /** Holdings that the answer owed when it said MoreAvailable. */
  readonly owed: ReadonlySet<string>;
  /** Holdings that the answer soft-deleted. */
  readonly softDeleted: readonly Held[];
}

export function primed(key: string, sets: Sets | undefined): CollectionState {
  return {
    key,
    sets,
    view: new Map(),
    outcomes: new Map(),
    settled: {},
    answeredAt: undefined,
    owed: new Set(),
    softDeleted: [],
  };
}

/**
 * One folder of one partnership. It keeps two states: that of the key in use, and the one before, because a device
 * whose answer was lost repeats the key it has.
 */
export class Collection {
  #current: CollectionState | undefined;
  #previous: CollectionState | undefined;
  readonly #serverIds = new Map<string, string>();
  readonly #itemIds = new Map<string, number>();

  get current(): CollectionState | undefined {
    return this.#current;
  }

  /** The state of a key: the current one first, since a rule may let two states share a key. */
  find(key: string): CollectionState | undefined {
    return [this.#current, this.#previous].find((state) => state?.key === key);
  }

  /** SyncKey 0: everything before is forgotten, but for the names that items have on this device. */
  restart(state: CollectionState): void {
    this.#current = state;
    this.#previous = undefined;
  }

  /** `from`: the state of the key that was sent. Whatever followed it before is void. */
  advance(from: CollectionState, next: CollectionState): void {
    this.#previous = from;
    this.#current = next;
  }

  /** The same key goes on with other sets: an answer without body changes no key. */
  replace(state: CollectionState, next: CollectionState): void {
    if (this.#current === state) this.#current = next;
    else if (this.#previous === state) this.#previous = next;
  }

  /** Every key of this folder becomes wrong. */
  invalidate(): void {
    this.#current = undefined;
    this.#previous = undefined;
  }

  /** The ServerId of a holding on this device, made on first use. */
  serverId(holding: string, itemId: number, make: (ordinal: number) => string): string {
    const known = this.#serverIds.get(holding);
    if (known !== undefined) return known;
    const made = make(this.#serverIds.size + 1);
    this.#serverIds.set(holding, made);
    this.#itemIds.set(made, itemId);
    return made;
  }

  itemId(serverId: string): number | undefined {
    return this.#itemIds.get(serverId);
  }
}

export function heldOf(item: Item, serverId: string): Held {
  return { itemId: item.id, serverId, class: item.class, read: item.fields.read, flag: item.fields.flag };
}

export function sameFlag(one: FlagFields, other: FlagFields): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
