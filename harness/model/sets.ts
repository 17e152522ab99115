import type { FilterType, Item, ItemClass, Sets, SetsInForce } from "./types.js";

/** Days of the window of FilterType 0 to 5 ([MS-ASMS] 3.1.4.1.1.2 with [MS-ASCMD] 2.2.3.68.2). */
export const windowDays: Readonly<Record<FilterType, number>> = {
  0: Number.POSITIVE_INFINITY,
  1: 1,
  2: 3,
  3: 7,
  4: 14,
  5: 31,
};

/** The ages that items are made with: each at least 12 hours away from every edge. */
export const ages: readonly number[] = [1 / 24, 2.5, 5, 10, 20, 60];

/**
 * The sets that count. Without any Options ever: the default class, FilterType 0 ([MS-ASMS] 3.1.4.1.1).
 * @throws Error when the sets are unknown: nothing may be expected then, so asking is a mistake of the harness.
 */
export function effective(sets: SetsInForce): Sets {
  if (sets === "unknown") throw new Error("The sets in force are unknown; this Sync must carry Options.");
  return sets === "unset" ? { email: 0 } : sets;
}

/** Options in a request replace all sets; none leave those in force ([MS-ASMS] 3.1.4.1.1.1). */
export function setsAfter(inForce: SetsInForce, asked: Sets | undefined): SetsInForce {
  return asked ?? inForce;
}

export function filterOf(sets: SetsInForce, itemClass: ItemClass): FilterType | undefined {
  const { email, sms } = effective(sets);
  return itemClass === "Email" ? email : sms;
}

export function wanted(sets: SetsInForce, item: Pick<Item, "class" | "ageDays">): boolean {
  const filter = filterOf(sets, item.class);
  return filter !== undefined && item.ageDays <= windowDays[filter];
}

/** Plain words: "Email FilterType 0 and SMS FilterType 2". */
export function describeSets(sets: SetsInForce): string {
  if (sets === "unset") return "no Options so far, hence Email FilterType 0";
  if (sets === "unknown") return "unknown after SyncKey 0";
  const parts = [
    sets.email === undefined ? [] : [`Email FilterType ${sets.email}`],
    sets.sms === undefined ? [] : [`SMS FilterType ${sets.sms}`],
  ].flat();
  return parts.length === 0 ? "none" : parts.join(" and ");
}
