import type { OptionSet } from "../../eas/index.js";
import type { Item } from "../mailbox.js";
import type { Scope } from "./select.js";

/** What FilterType does ([MS-ASMS] 3.1.4.1.1.2; [MS-ASCMD] 2.2.3.68.2). */
export interface FilterRules {
  /** The filter value for an item that `set` asks for. */
  readonly typeFor: (item: Item, set: OptionSet, scope: Scope) => string;
  /** Length of the window in days. */
  readonly days: (filterType: string, item: Item) => number;
}

const windows: Readonly<Record<string, number>> = {
  "0": Number.POSITIVE_INFINITY,
  "1": 1,
  "2": 3,
  "3": 7,
  "4": 14,
  // The document speaks of one month and gives no number of days.
  "5": 31,
};

const dayMs = 86_400_000;

export const filter: FilterRules = {
  typeFor: (_item, set) => set.filterType ?? "0",
  days: (filterType) => windows[filterType] ?? Number.POSITIVE_INFINITY,
};

/** Is the item young enough for the set? */
export function inWindow(rules: FilterRules, item: Item, set: OptionSet, scope: Scope): boolean {
  const days = rules.days(rules.typeFor(item, set, scope), item);
  return scope.now - item.receivedAt <= days * dayMs;
}
