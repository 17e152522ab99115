import { type Entry, mutant } from "../variant.js";

/** Each filter value read as the next one. */
const shifted: Readonly<Record<string, string>> = { "1": "2", "2": "3", "3": "4", "4": "5", "5": "0" };

export const filter: readonly Entry[] = [
  mutant("M-flt-sms-ignored", ({ filter: { typeFor } }) => ({
    filter: { typeFor: (item, set, scope) => (item.class === "SMS" ? "0" : typeFor(item, set, scope)) },
  })),
  mutant("M-flt-email-on-sms", ({ filter: { typeFor } }) => ({
    filter: {
      typeFor: (item, set, scope) => typeFor(item, item.class === "SMS" ? (scope.sets.Email ?? set) : set, scope),
    },
  })),
  mutant("M-flt-sms-on-email", ({ filter: { typeFor } }) => ({
    filter: {
      typeFor: (item, set, scope) => typeFor(item, item.class === "Email" ? (scope.sets.SMS ?? set) : set, scope),
    },
  })),
  mutant("M-flt-table-shift", ({ filter: { days } }) => ({
    filter: {
      days: (filterType, item) => days(item.class === "SMS" ? (shifted[filterType] ?? filterType) : filterType, item),
    },
  })),
  mutant("M-flt-narrow-none", ({ softDelete: { commandFor } }) => ({
    softDelete: {
      commandFor: (kept, scope) =>
        kept.item.class === "SMS" && kept.reason === "window" ? undefined : commandFor(kept, scope),
    },
  })),
  mutant("M-flt-narrow-hard", ({ softDelete: { commandFor } }) => ({
    softDelete: { commandFor: (kept, scope) => (kept.reason === "window" ? "Delete" : commandFor(kept, scope)) },
  })),
  mutant("M-flt-widen-none", ({ select: { mayAdd } }) => ({
    select: {
      // Whatever was there when this class had last been brought up to date is not looked at again.
      mayAdd: (item, scope) =>
        (item.class !== "SMS" || item.arrival > (scope.state.settled.SMS ?? 0)) && mayAdd(item, scope),
    },
  })),
];
