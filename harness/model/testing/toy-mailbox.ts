import type { ItemClass, Payload, Token } from "../types.js";

/** An item as the toy server keeps it. */
export interface ToyItem {
  readonly token: Token;
  class: ItemClass;
  ageDays: number;
  read: number;
  flag: number;
  payload: Payload;
  version: number;
}

/** The mailbox of the toy server: one map of items per folder. */
export class ToyMailbox {
  private readonly folders = new Map<string, Map<Token, ToyItem>>();
  private readonly waiting: { readonly due: number; readonly happen: () => void }[] = [];

  /** Lets something happen at a later time: a server that shows changes with delay. */
  later(due: number, happen: () => void): void {
    this.waiting.push({ due, happen });
  }

  /** Everything that was due by now happens, in order. */
  catchUp(now: number): void {
    while (this.waiting[0] !== undefined && this.waiting[0].due <= now) this.waiting.shift()?.happen();
  }

  folder(name: string): Map<Token, ToyItem> {
    const found = this.folders.get(name) ?? new Map<Token, ToyItem>();
    this.folders.set(name, found);
    return found;
  }

  put(folder: string, item: Omit<ToyItem, "version">): void {
    this.folder(folder).set(item.token, { ...item, version: 1 });
  }

  edit(folder: string, token: Token, values: { readonly read?: number; readonly flag?: number }): void {
    const item = this.folder(folder).get(token);
    if (item === undefined) return;
    Object.assign(item, values);
    item.version += 1;
  }

  remove(folder: string, token: Token): void {
    this.folder(folder).delete(token);
  }
}
