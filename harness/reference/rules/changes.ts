import type { Held } from "../collection.js";
import type { Item } from "../mailbox.js";
import type { Scope } from "./select.js";

/** Why an item that still exists leaves the view of a device that holds it. */
export type Leaving = "class" | "window";

/** An item that the device holds and the mailbox has; `reason` is undefined while it stays in view. */
export interface Kept {
  readonly item: Item;
  readonly held: Held;
  readonly reason: Leaving | undefined;
}

/** Items that left the view but not the mailbox ([MS-ASMS] 3.1.4.1.1.1; [MS-ASCMD] 2.2.3.172). */
export interface SoftDeleteRules {
  readonly commandFor: (kept: Kept, scope: Scope) => "SoftDelete" | "Delete" | undefined;
  /** Is the item also removed from the mailbox? */
  readonly removesFromMailbox: () => boolean;
  /** SoftDeletes of the last answer that are said once more. */
  readonly repeats: (softDeleted: readonly Held[]) => readonly Held[];
}

/** Items that are gone, and items whose values differ ([MS-ASCMD] 2.2.3.42.2, 2.2.3.24). */
export interface ChangeRules {
  readonly removal: (held: Held, scope: Scope) => "Delete" | "SoftDelete" | undefined;
  readonly update: (item: Item, scope: Scope) => "Change" | "Add" | undefined;
}

export const softDelete: SoftDeleteRules = {
  commandFor: ({ reason }) => (reason === undefined ? undefined : "SoftDelete"),
  removesFromMailbox: () => false,
  repeats: () => [],
};

export const change: ChangeRules = {
  removal: () => "Delete",
  update: () => "Change",
};
