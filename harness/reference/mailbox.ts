import type { FlagFields, FolderName, ItemFields } from "../eas/index.js";
import { folderTypes } from "../eas/index.js";
import { type MailFolder, makeDefaultFolders } from "./folder.js";
import type { Sets } from "./option-sets.js";

export type ItemClass = "SMS" | "Email" | "Calendar" | "Contacts" | "Tasks" | "Notes";

/** An item as stored. Immutable: an edit puts a new one in its place. */
export interface Item {
  /** Identity in the mailbox, never given twice; devices know an item by a ServerId of their own. */
  readonly id: number;
  readonly folderId: string;
  readonly class: ItemClass;
  /** `read` is always set, `flag` is `{}` when there is none; text is whole. */
  readonly fields: ItemFields & { readonly read: string; readonly flag: FlagFields };
  /** What a filter looks at: DateReceived in ms. */
  readonly receivedAt: number;
  /** Change number with which it came into its folder. */
  readonly arrival: number;
  /** Server time of the last change, ms. */
  readonly changedAt: number;
}

/** What a client or an operator may change in a stored item ([MS-ASEMAIL] 3.1.5.4). */
export interface ItemChange {
  readonly read?: string;
  readonly flag?: FlagFields;
  /** Elements that no client may change ([MS-ASEMAIL] 3.1.5.4), from a server that lets it. */
  readonly frozen?: ItemFields;
}

export interface NewItem {
  readonly folderId: string;
  readonly class: ItemClass;
  readonly fields: ItemFields;
  readonly receivedAt: number;
}

/** One user's mailbox, in memory. All devices of the user see the same one. */
export class Mailbox {
  readonly #folders = new Map<string, MailFolder>();
  readonly #items = new Map<number, Item>();
  readonly #removedAt = new Map<number, number>();
  readonly #watchers = new Set<(item: Item) => void>();
  readonly #now: () => number;
  #lastFolder = 0;
  #lastItem = 0;
  #change = 0;
  /** Sets accepted last from any device, by folder. */
  readonly lastSets = new Map<string, Sets>();
  /** ClientIds that devices have ever used, with the item each made. */
  readonly clientIds = new Map<string, number>();

  constructor(
    readonly user: string,
    now: () => number,
  ) {
    this.#now = now;
    for (const folder of makeDefaultFolders()) {
      this.#folders.set(folder.id, folder);
      this.#lastFolder = Number(folder.id);
    }
  }

  /** Goes up with every arrival. */
  get change(): number {
    return this.#change;
  }

  folders(): MailFolder[] {
    return [...this.#folders.values()];
  }

  folder(id: string): MailFolder | undefined {
    return this.#folders.get(id);
  }

  /** @throws Error when the folder was deleted; the default ones cannot be. */
  folderNamed(name: FolderName): MailFolder {
    const found = this.folders().find((folder) => folder.type === folderTypes[name]);
    if (found === undefined) throw new Error(`The mailbox of ${this.user} has no folder ${name}.`);
    return found;
  }

  createFolder(name: string, parentId: string, type: number): MailFolder {
    this.#lastFolder += 1;
    const folder = { id: String(this.#lastFolder), parentId, name, type };
    this.#folders.set(folder.id, folder);
    return folder;
  }

  /** With everything in it, folders included. */
  deleteFolder(id: string): void {
    for (const inner of this.folders().filter((folder) => folder.parentId === id)) this.deleteFolder(inner.id);
    for (const item of this.items(id)) this.remove(item.id);
    this.#folders.delete(id);
  }

  /** Items of a folder in the order in which they came into it. */
  items(folderId: string): Item[] {
    return [...this.#items.values()]
      .filter((item) => item.folderId === folderId)
      .sort((one, other) => one.arrival - other.arrival);
  }

  allItems(): Item[] {
    return [...this.#items.values()];
  }

  item(id: number): Item | undefined {
    return this.#items.get(id);
  }

  /** Server time at which an item was removed, or left its folder. */
  removedAt(id: number): number | undefined {
    return this.#removedAt.get(id);
  }

  add(input: NewItem): Item {
    this.#lastItem += 1;
    const { folderId, receivedAt } = input;
    const fields = { ...input.fields, read: input.fields.read ?? "0", flag: input.fields.flag ?? {} };
    return this.#put({ id: this.#lastItem, folderId, class: input.class, fields, receivedAt });
  }

  edit(id: number, change: ItemChange): void {
    const item = this.#items.get(id);
    if (item === undefined) return;
    const { read = item.fields.read, flag = item.fields.flag, frozen = {} } = change;
    this.#items.set(id, { ...item, fields: { ...item.fields, ...frozen, read, flag }, changedAt: this.#now() });
  }

  /** Into another folder: there it is a new arrival, under a new identity. */
  move(id: number, folderId: string): Item | undefined {
    const item = this.#items.get(id);
    if (item === undefined) return undefined;
    this.remove(id);
    return this.add({ ...item, folderId });
  }

  remove(id: number): void {
    this.#items.delete(id);
    this.#removedAt.set(id, this.#now());
  }

  /** Calls back for each arrival until the returned function is called. */
  watch(listener: (item: Item) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  #put(item: Omit<Item, "arrival" | "changedAt">): Item {
    this.#change += 1;
    const stored = { ...item, arrival: this.#change, changedAt: this.#now() };
    this.#items.set(stored.id, stored);
    for (const notify of this.#watchers) notify(stored);
    return stored;
  }
}
