import type { FlagFields } from "../../eas/index.js";
import type { Rules } from "../rules/index.js";
import { mutant, type Overrides } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

/** Mutants of this project that store another flag than the one that a device set. */
export const extraFlags: readonly ExtraEntry[] = [
  described(
    "Every flag that is set has a reminder: ReminderSet 0 is stored as 1.",
    mutant(
      "X-reminder-always",
      storing((flag) => (flag.ReminderSet === "0" ? { ...flag, ReminderSet: "1" } : flag)),
    ),
  ),
  described(
    "Every member of a flag but its Status is stored with another value.",
    mutant(
      "X-flag-members-altered",
      storing((flag) =>
        Object.fromEntries(
          Object.entries(flag).map(([name, value]) => [name, name === "Status" ? value : altered(value ?? "")]),
        ),
      ),
      {
        axes: { flag: ["least", "own-type", "due-at-start", "no-subject", "no-reminder", "no-order", "long-subject"] },
      },
    ),
  ),
  described(
    "A flag has one FlagType, whatever the device wrote.",
    mutant(
      "X-flagtype-constant",
      storing((flag) => (flag.FlagType === undefined ? flag : { ...flag, FlagType: "for Follow Up" })),
    ),
  ),
  described(
    "Subject of a flag is cut after 16 characters.",
    mutant(
      "X-flag-subject-cut",
      storing((flag) => (flag.Subject === undefined ? flag : { ...flag, Subject: flag.Subject.slice(0, 16) })),
    ),
  ),
  described(
    "The Flag of an SMS that a device adds is thrown away.",
    mutant(
      "X-flag-add-ignored",
      adding(() => ({})),
    ),
  ),
  described(
    "An SMS that a device adds with a Flag of any Status is flagged.",
    mutant(
      "X-flag-add-any",
      adding((flag) => ({ FlagType: "Flag for follow up", ...flag, Status: "2" })),
      { axes: { flag: ["empty", "cleared"] } },
    ),
  ),
];

/** Rules under which this is stored of the Flag of an Add. */
function adding(write: (flag: FlagFields) => FlagFields) {
  return ({ commands: { settlesEmpty } }: Rules): Overrides => ({
    commands: {
      settlesEmpty: (fields) => {
        const settled = settlesEmpty(fields);
        return settled.flag === undefined ? settled : { ...settled, flag: write(settled.flag) };
      },
    },
  });
}

/** Rules under which this is stored of a flag. */
function storing(write: (flag: FlagFields) => FlagFields): Overrides {
  return {
    commands: {
      storedChange: (change) => (change.flag === undefined ? change : { ...change, flag: write(change.flag) }),
    },
  };
}

/** A day later, the other truth value, or another text. */
function altered(value: string): string {
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return new Date(Date.parse(value) + 86_400_000).toISOString();
  return value === "0" || value === "1" ? String(1 - Number(value)) : `${value}5`;
}
