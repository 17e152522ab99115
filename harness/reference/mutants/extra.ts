import { byClass } from "../option-sets.js";
import { conformantRules } from "../rules/index.js";
import { type Entry, mutant } from "../variant.js";

/** An entry of our own: its summary stands here and not in vectors/mutants.json. */
export interface ExtraEntry extends Entry {
  readonly summary: string;
}

export function described(summary: string, entry: Entry): ExtraEntry {
  return { ...entry, summary };
}

/** Mutants of this project, beside those of vectors/mutants.json: each breaks what no other mutant breaks alone. */
export const extra: readonly ExtraEntry[] = [
  described(
    "The body preferences of the default set are used for SMS as well.",
    mutant("X-body-set-mixed", ({ select: { setFor } }) => ({
      select: {
        setFor: (item, scope) => {
          const set = setFor(item, scope);
          const preferences = scope.sets.Email?.bodyPreferences;
          return item.class !== "SMS" || set === undefined || preferences === undefined
            ? set
            : { ...set, bodyPreferences: preferences };
        },
      },
    })),
  ),
  described(
    "A text that was cut to TruncationSize does not say so.",
    mutant("X-body-cut-silently", ({ item: { body } }) => ({
      item: {
        body: (item, set) => {
          const { truncated: _, ...written } = body(item, set) ?? {};
          return written;
        },
      },
    })),
  ),
  described(
    "White space at both ends of a text is lost on storing.",
    mutant("X-text-trimmed", { commands: { storedText: (text) => text.trim() } }),
  ),
  described(
    "An SMS comes without To.",
    mutant("X-to-lost", ({ item: { parties } }) => ({
      item: {
        parties: (item, folder) => {
          const { to, ...others } = parties(item, folder);
          return item.class === "SMS" || to === undefined ? others : { to, ...others };
        },
      },
    })),
  ),
  described(
    "DateReceived of an SMS is an hour late: local time with a Z.",
    mutant("X-date-shifted", ({ item: { dateReceived } }) => ({
      item: {
        dateReceived: (item) =>
          item.class === "SMS" ? new Date(item.receivedAt + 3_600_000).toISOString() : dateReceived(item),
      },
    })),
  ),
  described(
    "The flag in a Change is acknowledged and thrown away; Read is stored.",
    mutant("X-flag-ignored", { commands: { storedChange: ({ flag: _, ...others }) => others } }),
  ),
  described(
    "A request without Options uses the sets that any device of the user sent last for this folder.",
    mutant("X-sticky-per-user", {
      sticky: {
        resolve: ({ stored, given, folder, elsewhere }) =>
          given === undefined ? (elsewhere ?? stored) : byClass(given, folder),
      },
    }),
  ),
  described(
    "SMS are looked for by change number alone: those asked for again, or inside a wider filter, are not sent.",
    mutant("X-sms-change-number", ({ select: { mayAdd } }) => ({
      select: {
        mayAdd: (item, scope) => {
          const { SMS: sms = 0, Email: email = 0 } = scope.state.settled;
          return (item.class !== "SMS" || item.arrival > Math.max(sms, email)) && mayAdd(item, scope);
        },
      },
    })),
  ),
  described(
    "A SyncKey that was used before gets Status 3, also when the answer was lost.",
    mutant("X-retry-refused", { retry: { accepts: () => false } }),
  ),
  described(
    "Delete of an SMS in the Outbox is answered as success and not executed.",
    mutant("X-outbox-delete-ignored", ({ commands: { executesDelete } }) => ({
      commands: { executesDelete: (className, folder) => folder.type !== 6 && executesDelete(className, folder) },
    })),
  ),
  described(
    "Every third item of a folder gets a ServerId that another one has.",
    mutant("X-serverid-reused", ({ key: { serverId } }) => ({
      key: { serverId: (parts) => serverId({ ...parts, ordinal: parts.ordinal - (parts.ordinal % 3 === 0 ? 1 : 0) }) },
    })),
  ),
  described(
    "WindowSize is not looked at.",
    mutant("X-window-ignored", { window: { size: () => Number.POSITIVE_INFINITY } }),
  ),
  described(
    "An Add without Class is stored as an SMS.",
    mutant("X-add-without-class", ({ commands: { admitsAdd } }) => ({
      commands: {
        admitsAdd: (input) => admitsAdd(input.class === undefined ? { ...input, class: "SMS" } : input),
      },
    })),
  ),
  described(
    "Two sets for the same class are merged.",
    mutant("X-same-class-merged", {
      options: { sameClass: (sets, folder) => ({ sets: Object.values(byClass(sets, folder)) }) },
    }),
  ),
  described(
    "Of two sets for the same class the first is served.",
    mutant("X-same-class-first", {
      options: {
        sameClass: (sets) => ({
          sets: sets.filter((one, at) => sets.findIndex((other) => other.class === one.class) === at),
        }),
      },
    }),
  ),
  described(
    "FilterType 6 to 9 are taken as no filter, by Sync and by GetItemEstimate.",
    mutant("X-filter-beyond", {
      options: {
        filterType: (sets, folder) => {
          const beyond = sets.some(({ filterType = "0" }) => ["6", "7", "8", "9"].includes(filterType));
          return beyond ? { sets } : conformantRules.options.filterType(sets, folder);
        },
      },
      estimate: { refusesFilter: () => undefined },
    }),
  ),
];
