import type { MailFolder } from "../folder.js";
import type { Item, ItemClass } from "../mailbox.js";
import type { Sets } from "../option-sets.js";

/** A Sync that waits ([MS-ASCMD] 3.1.5.4; [MS-ASMS] 3.2.5.1.1). */
export interface HangRules {
  /** Does the arrival of this item make the server look whether there is something to say? */
  readonly wakes: (item: Item, folder: MailFolder) => boolean;
  /** Is the item that woke it delivered, whatever the sets say? */
  readonly handsOver: (item: Item) => boolean;
  /** Does the arrival end the waiting although there is nothing to say? */
  readonly endsWithout: (item: Item) => boolean;
  /** Does an item of this class end a Ping of a device that has these sets in force for Sync? */
  readonly pings: (className: ItemClass, sets: Sets) => boolean;
  /** Is a Sync with these sets never answered? */
  readonly stalls: (sets: Sets) => boolean;
}

export const hang: HangRules = {
  wakes: () => true,
  handsOver: () => false,
  endsWithout: () => false,
  // What a Sync would bring is what the device is told of: SMS too, once they are asked for.
  pings: (className, sets) => sets[className] !== undefined,
  stalls: () => false,
};
