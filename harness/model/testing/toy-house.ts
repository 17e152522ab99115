import type { Seat, SeenCommand, SeenSync, Sets, Token } from "../types.js";
import { ToyMailbox } from "./toy-mailbox.js";
import type { Flawed } from "./toy-select.js";

/** What a partnership knows under one SyncKey. */
export interface Snapshot {
  readonly view: ReadonlyMap<string, Sent>;
  readonly sets: Sets | undefined;
  /** Tokens of the run that is under way: what becomes due meanwhile comes after it. */
  readonly run?: ReadonlySet<Token>;
}

export interface Sent {
  readonly token: Token;
  readonly class: string;
  readonly read: number;
  readonly flag: number;
  readonly version: number;
}

export interface Partnership {
  readonly seat: Seat;
  readonly snapshots: Map<string, Snapshot>;
  /** What a request under a key did, so that its repetition does nothing: ServerIds by ClientId. */
  readonly carriedOut: Map<string, ReadonlyMap<string, string>>;
  readonly answers: Map<string, readonly string[]>;
  /** M-sd-twice. */
  again: SeenCommand[];
  /** Answers for which the items of a dropped class stay. */
  delay: number;
}

export type Working = Map<string, Sent>;

export interface ToyHabits {
  /** Ids of deliberate violations (vectors/mutants.json). */
  readonly flaws: ReadonlySet<string>;
  /** Lawful liberties: any of "small batches", "reversed", "empty answers", "echo", "global ids", "client wins" … */
  readonly liberties: ReadonlySet<string>;
}

/** What every part of the toy server has: the mailbox, its habits, ids, and what is known of each partnership. */
export class ToyHouse {
  readonly mailbox = new ToyMailbox();
  protected readonly has: Flawed;
  private readonly partnerships = new Map<string, Partnership>();
  private serial = 0;

  constructor(private readonly habits: ToyHabits) {
    this.has = (id) => habits.flaws.has(id);
  }

  protected flawed(id: string): boolean {
    return this.habits.flaws.has(id);
  }

  protected takes(liberty: string): boolean {
    return this.habits.liberties.has(liberty);
  }

  protected partnershipOf(seat: Seat): Partnership {
    const name = `${seat.device} ${seat.folder}`;
    const found = this.partnerships.get(name) ?? {
      seat,
      snapshots: new Map(),
      carriedOut: new Map(),
      answers: new Map(),
      again: [],
      delay: 0,
    };
    this.partnerships.set(name, found);
    return found;
  }

  protected idFor(token: Token): string {
    return this.takes("global ids") ? `g-${token}` : this.freshId("i");
  }

  protected freshId(prefix: string): string {
    this.serial += 1;
    return `${prefix}${this.serial}`;
  }
}

export function refusal(status: string): SeenSync {
  return { status, empty: false, commands: [], responses: [], moreAvailable: false };
}

export function isDropped(sets: Sets | undefined, itemClass: string | undefined): boolean {
  if (itemClass === undefined) return false;
  return itemClass === "SMS" ? sets?.sms === undefined : sets !== undefined && sets.email === undefined;
}
