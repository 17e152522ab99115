import type { OptionSet } from "../../eas/index.js";
import type { CollectionState } from "../collection.js";
import type { MailFolder } from "../folder.js";
import type { Item, ItemClass } from "../mailbox.js";
import type { Sets } from "../option-sets.js";

/** All that decides what a device is to hold of a folder. */
export interface Scope {
  readonly folder: MailFolder;
  /** In force for this request. */
  readonly sets: Sets;
  /** In force before it; undefined on the first Sync after SyncKey 0. */
  readonly before: Sets | undefined;
  /** ConversationMode of this request; absent in an estimate and in a Ping. */
  readonly conversationMode?: "0" | "1";
  /** Does this request carry Options? */
  readonly optionsGiven: boolean;
  /** The state that belongs to the key of the request. */
  readonly state: CollectionState;
  /** Server time, ms. */
  readonly now: number;
}

/** Which items are in view ([MS-ASMS] 3.1.4.1.1, 3.2.1, 3.2.5.1). */
export interface SelectRules {
  /** The set that asks for items of this class; none: they are not wanted. */
  readonly setFor: (item: Item, scope: Scope) => OptionSet | undefined;
  /** Does this request look for new and for changed items of this class? */
  readonly examines: (className: ItemClass, scope: Scope) => boolean;
  /** May an item that the device does not hold be added now? */
  readonly mayAdd: (item: Item, scope: Scope) => boolean;
  /** How many times the device gets it. */
  readonly copies: (item: Item, scope: Scope) => number;
  /** Can a change made at this time be seen by other devices yet? */
  readonly visible: (changedAt: number, now: number) => boolean;
}

export const select: SelectRules = {
  setFor: (item, { sets }) => sets[item.class],
  examines: () => true,
  mayAdd: () => true,
  copies: () => 1,
  visible: () => true,
};
