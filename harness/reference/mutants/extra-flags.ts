import type { FlagFields } from "../../eas/index.js";
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
];

/** Rules under which this is stored of a flag. */
function storing(write: (flag: FlagFields) => FlagFields): Overrides {
  return {
    commands: {
      storedChange: (change) => (change.flag === undefined ? change : { ...change, flag: write(change.flag) }),
    },
  };
}
