import type { FilterType, ItemClass, SetsInForce, Values } from "../types.js";
import type { Creation, Ending } from "./log.js";

/** What an answer owes a device about one item; `Removed` is Delete or SoftDelete. */
export type Verdict = "Add" | "Change" | "Delete" | "SoftDelete" | "Removed" | "nothing";

/** Longest age in days that a FilterType lets through. */
const reach: readonly number[] = [Number.POSITIVE_INFINITY, 1, 3, 7, 14, 31];

/** The filter of a class under the sets in force; undefined when the class has no set. */
export function filterUnder(sets: SetsInForce, itemClass: ItemClass): FilterType | undefined {
  if (sets === "unknown") throw new Error("The ledger has no verdict while the sets in force are unknown.");
  if (sets === "unset") return itemClass === "Email" ? 0 : undefined;
  return itemClass === "Email" ? sets.email : sets.sms;
}

export function isVisible(creation: Creation, ending: Ending, sets: SetsInForce): boolean {
  const filter = filterUnder(sets, creation.class);
  return ending !== "gone" && filter !== undefined && creation.ageDays <= (reach[filter] ?? 0);
}

/** The table of docs/model.md, section 10: known, alive, visible, filter, edited. */
export function verdictOn(known: Values | undefined, creation: Creation, ending: Ending, sets: SetsInForce): Verdict {
  const visible = isVisible(creation, ending, sets);
  if (known === undefined) return visible ? "Add" : "nothing";
  if (ending === "gone") return filterUnder(sets, creation.class) === undefined ? "Removed" : "Delete";
  if (!visible) return "SoftDelete";
  const edited = known.read !== ending.read || known.flag !== ending.flag;
  return edited ? "Change" : "nothing";
}
