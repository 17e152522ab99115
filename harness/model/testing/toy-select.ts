import type { WireSync } from "../driver.js";
import type { Sets } from "../types.js";
import type { ToyItem } from "./toy-mailbox.js";

/** Which deliberate violations are on. */
export type Flawed = (id: string) => boolean;

export const days = [Number.POSITIVE_INFINITY, 1, 3, 7, 14, 31];

/** The sets in force after the request. */
export function setsOf(flawed: Flawed, { sets, style }: WireSync, before: Sets | undefined): Sets | undefined {
  if (sets === undefined) {
    if (flawed("M-sticky-forget")) return undefined;
    if (flawed("M-sticky-filter-forget") && before !== undefined) {
      return { ...(before.email === undefined ? {} : { email: 0 }), ...(before.sms === undefined ? {} : { sms: 0 }) };
    }
    return before;
  }
  if (flawed("M-sticky-merge")) return { ...before, ...sets };
  if (flawed("M-only-first-options") && sets.email !== undefined && sets.sms !== undefined) {
    return style.smsFirst ? { sms: sets.sms } : { email: sets.email };
  }
  return sets;
}

export function setsOfEstimate(flawed: Flawed, asked: Sets | undefined, sticky: Sets | undefined): Sets | undefined {
  if (flawed("M-est-sms-unasked")) return { email: 0, ...asked, sms: asked?.sms ?? 0 };
  if (flawed("M-est-sticky") && sticky?.sms !== undefined) return { ...(asked ?? { email: 0 }), sms: sticky.sms };
  if (flawed("M-est-sms-only-counts-email") && asked?.sms !== undefined) return { email: 0, ...asked };
  if (flawed("M-est-wrong-filter") && asked?.sms !== undefined) return { ...asked, sms: asked.email ?? 0 };
  return asked;
}

export function isWanted(flawed: Flawed, folder: string, item: ToyItem, sets: Sets | undefined): boolean {
  if (item.class === "SMS") {
    if (flawed("M-sms-never") || (flawed("M-inbox-only-sms") && folder !== "one")) return false;
    if (flawed("M-sms-always") && sets?.sms === undefined) return true;
    if (flawed("M-sms-when-default") && sets?.email !== undefined && sets.sms === undefined) return true;
  } else {
    if (flawed("M-email-dropped-with-both") && sets?.email !== undefined && sets.sms !== undefined) return false;
    if (flawed("M-email-leak-sms-only") && sets?.sms !== undefined && sets.email === undefined) return true;
  }
  const filter = filterFor(flawed, item, sets);
  return filter !== undefined && item.ageDays <= (days[filter] ?? 0);
}

function filterFor(flawed: Flawed, item: ToyItem, sets: Sets | undefined): number | undefined {
  const { email, sms } = sets ?? { email: 0 as const, sms: undefined };
  if (item.class === "Email") return flawed("M-flt-sms-on-email") && email !== undefined ? (sms ?? email) : email;
  if (sms === undefined) return undefined;
  if (flawed("M-flt-sms-ignored")) return 0;
  if (flawed("M-flt-email-on-sms")) return email ?? sms;
  if (flawed("M-flt-table-shift") && sms > 0) return sms === 5 ? 0 : sms + 1;
  return sms;
}
