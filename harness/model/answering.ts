import type { Due } from "./due.js";
import { FindingsBook } from "./failure.js";
import { fluxLeft } from "./freedoms.js";
import { type Asking, dueFor } from "./request.js";
import { describeSets } from "./sets.js";
import { ageInWords } from "./step.js";
import type { Item, SeenSync, Token } from "./types.js";
import { type FolderState, folderState, type Held, type Pending, seatState, type World } from "./world.js";

/** What is still expected: the sets of section 3 of docs/model.md, consumed command by command. */
export type Left = { readonly [Kind in keyof Due]: Set<Token> };

/** One answer being read: what the device holds changes with every command, what is due shrinks. */
export class Answering {
  readonly world: World;
  readonly pending: Pending;
  readonly answer: SeenSync;
  readonly base: Map<Token, Held>;
  readonly left: Left;
  readonly strangers: Set<string>;
  readonly book: FindingsBook;
  /** ServerIds given to own Adds, by ClientId. */
  readonly ids = new Map<string, string>();
  /** Changes as outcomes of conflicts are seen. */
  folder: FolderState;

  constructor(
    asking: Asking,
    answer: SeenSync,
    readonly now: number,
  ) {
    this.world = asking.world;
    this.pending = asking.pending;
    this.answer = answer;
    this.base = new Map(asking.pending.base);
    this.left = copyOf(dueFor(asking));
    this.strangers = new Set(seatState(asking.world, asking.pending.seat).strangers);
    this.book = new FindingsBook(asking.pending.seat, answer);
    this.folder = folderState(asking.world, asking.pending.seat.folder);
  }

  get strict(): boolean {
    return this.world.rules.tolerance === "strict";
  }

  /** A foreign server may still show the item as it was before its last change. */
  inFlux(token: Token): boolean {
    return fluxLeft(this.world, this.pending.seat.folder, token, this.now) > 0;
  }

  holderOf(serverId: string): Token | undefined {
    for (const [token, held] of this.base) if (held.serverId === serverId) return token;
    return undefined;
  }

  /** The item in the settled mailbox, in dispute, or removed. */
  known(token: Token): Item | undefined {
    return this.folder.box.get(token) ?? this.folder.contested.get(token)?.item ?? this.folder.removed.get(token);
  }

  /** "SMS 12015550100". */
  name(token: Token): string {
    const item = this.known(token);
    return item === undefined ? token : `${item.class === "SMS" ? "SMS" : "e-mail"} ${token}`;
  }

  /** Plain words for a failure: what the item is, and what was asked for. */
  tell(token: Token): string {
    const item = this.known(token);
    const gone = this.folder.removed.has(token) ? ", removed from the mailbox" : "";
    const what =
      item === undefined
        ? `item ${token}, which nobody made`
        : `${item.class} ${token} (${ageInWords(item.ageDays)}, Read ${item.read}, Flag ${item.flag}${gone})`;
    return `${what}; sets in force: ${describeSets(this.pending.sets)}`;
  }
}

function copyOf(due: Due): Left {
  return {
    add: new Set(due.add),
    change: new Set(due.change),
    delete: new Set(due.delete),
    removed: new Set(due.removed),
    softDelete: new Set(due.softDelete),
  };
}
