import type { OptionSet } from "../eas/index.js";
import { defaultClass, type MailFolder } from "./folder.js";
import type { ItemClass } from "./mailbox.js";

/** Sets of options by the class that each is for: at most the folder's own class and SMS ([MS-ASMS] 3.1.4.1.1). */
export type Sets = Readonly<Partial<Record<ItemClass, OptionSet>>>;

/** The class that a set is for: its own, or the folder's when it names none ([MS-ASMS] 3.1.4.1.1). */
export function classOf(set: OptionSet, folder: MailFolder): ItemClass {
  return set.class === "SMS" ? "SMS" : defaultClass(folder);
}

/** The sets of a request by class; of two for one class the later counts. */
export function byClass(sets: readonly OptionSet[], folder: MailFolder): Sets {
  return Object.fromEntries(sets.map((set) => [classOf(set, folder), set]));
}

/** What holds when no Options were ever sent: the default class, unfiltered ([MS-ASMS] 3.1.4.1.1). */
export function impliedSets(folder: MailFolder): Sets {
  return { [defaultClass(folder)]: {} };
}

/** Classes of `before` that `after` no longer has. */
export function droppedClasses(before: Sets, after: Sets): string[] {
  return Object.keys(before).filter((name) => !Object.hasOwn(after, name));
}
