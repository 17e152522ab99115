import type { OptionSet } from "../../eas/index.js";
import { byClass, type Sets } from "../option-sets.js";
import type { StickyInput } from "../rules/index.js";
import { type Entry, mutant } from "../variant.js";

/** Are there other classes than before? A change of filters alone is not meant. */
function changesClasses({ stored, given, folder }: StickyInput): boolean {
  if (stored === undefined || given === undefined) return false;
  const names = (sets: Sets) => Object.keys(sets).sort().join();
  return names(stored) !== names(byClass(given, folder));
}

function unfiltered({ filterType: _, ...set }: OptionSet): OptionSet {
  return set;
}

export const sticky: readonly Entry[] = [
  mutant("M-sticky-forget", {
    sticky: { resolve: ({ given, folder }) => (given === undefined ? undefined : byClass(given, folder)) },
  }),
  mutant("M-sticky-forget-silent", {
    select: { examines: (className, { optionsGiven }) => optionsGiven || className !== "SMS" },
  }),
  mutant("M-sticky-merge", {
    sticky: {
      resolve: ({ stored, given, folder }) => (given === undefined ? stored : { ...stored, ...byClass(given, folder) }),
    },
  }),
  mutant("M-sticky-filter-forget", {
    sticky: {
      resolve: ({ stored, given, folder }) => {
        if (given !== undefined || stored === undefined) return given && byClass(given, folder);
        return Object.fromEntries(Object.entries(stored).map(([name, set]) => [name, unfiltered(set)]));
      },
    },
  }),
  mutant("M-optchange-status3", { sticky: { forcesRestart: changesClasses } }),
];
