import type { OptionSet } from "../../eas/index.js";
import type { Item } from "../mailbox.js";
import type { Sets } from "../option-sets.js";
import type { Scope } from "../rules/index.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

/** [MS-ASCMD] 2.2.3.186.3. */
const inboxType = 2;

/** Mutants of this project that go wrong under filters, or with one set alone. */
export const extraFilters: readonly ExtraEntry[] = [
  described(
    "Where both sets have filters, the wider one holds for both.",
    mutant("X-filter-wider-wins", ({ filter: { typeFor } }) => ({
      filter: {
        typeFor: (item, set, scope) => {
          const both = filtersOf(scope.sets).filter((one) => one !== "0");
          return both.length < 2 ? typeFor(item, set, scope) : String(Math.max(...both.map(Number)));
        },
      },
    })),
  ),
  described(
    "Beside an e-mail set only FilterType 0 and 2 of the SMS set hold.",
    mutant("X-filter-beside-email", ({ filter: { typeFor } }) => ({
      filter: {
        typeFor: (item, set, scope) => {
          const type = typeFor(item, set, scope);
          return item.class === "SMS" && scope.sets.Email !== undefined && type !== "2" ? "0" : type;
        },
      },
    })),
  ),
  described(
    "Where the set of e-mail writes its Class, no FilterType holds.",
    mutant("X-filter-class-written", ({ filter: { typeFor } }) => ({
      filter: {
        typeFor: (item, set, scope) => (scope.sets.Email?.class === undefined ? typeFor(item, set, scope) : "0"),
      },
    })),
  ),
  described(
    "Under a filter SMS with a date ahead of the server's clock are not sent.",
    mutant("X-filter-future-lost", ({ select: { mayAdd } }) => ({
      select: {
        mayAdd: (item, scope) => {
          const ahead = item.class === "SMS" && item.receivedAt > scope.now;
          return !(ahead && smsAreFiltered(scope)) && mayAdd(item, scope);
        },
      },
    })),
  ),
  described(
    "In the Inbox SMS that a narrower filter leaves out stay on the phone.",
    mutant("X-filter-inbox-kept", ({ softDelete: { commandFor } }) => ({
      softDelete: {
        commandFor: (kept, scope) => {
          const stays = scope.folder.type === inboxType && kept.item.class === "SMS" && kept.reason === "window";
          return stays ? undefined : commandFor(kept, scope);
        },
      },
    })),
  ),
  described(
    "In the Inbox a new SMS filter soft-deletes all SMS that the phone holds.",
    mutant("X-filter-inbox-all", ({ softDelete: { commandFor } }) => ({
      softDelete: {
        commandFor: (kept, scope) => {
          const [before, now] = [scope.before?.SMS, scope.sets.SMS].map((set) => set?.filterType ?? "0");
          const isNarrowed = scope.folder.type === inboxType && kept.item.class === "SMS" && before !== now;
          return isNarrowed ? "SoftDelete" : commandFor(kept, scope);
        },
      },
    })),
  ),
  described(
    "Under a filter SMS that were changed are never told of.",
    mutant("X-filter-changes-untold", ({ change: { update } }) => ({
      change: {
        update: (item, scope) => (smsAreFiltered(scope) && item.class === "SMS" ? undefined : update(item, scope)),
      },
    })),
  ),
  described(
    "Under a filter SMS that were deleted are never told of.",
    mutant("X-filter-deletes-untold", ({ change: { removal } }) => ({
      change: {
        removal: (held, scope) => (smsAreFiltered(scope) && held.class === "SMS" ? undefined : removal(held, scope)),
      },
    })),
  ),
  described(
    "Beside an SMS set e-mail that was changed is never told of.",
    mutant("X-mail-changes-untold", ({ change: { update } }) => ({
      change: {
        update: (item, scope) =>
          scope.sets.SMS !== undefined && item.class === "Email" ? undefined : update(item, scope),
      },
    })),
  ),
  described(
    "A filter goes by the time of the last change: an old SMS comes when it is marked as read.",
    mutant("X-filter-by-change", ({ filter: { typeFor } }) => {
      const firstSeen = new Map<number, number>();
      return {
        filter: {
          typeFor: (item, set, scope) => {
            const { id, changedAt } = item;
            if (!firstSeen.has(id)) firstSeen.set(id, changedAt);
            return item.class === "SMS" && firstSeen.get(id) !== changedAt ? "0" : typeFor(item, set, scope);
          },
        },
      };
    }),
  ),
  described(
    "MoreAvailable stands in an answer only where something new is left to tell.",
    mutant("X-more-only-new", ({ window: { moreAvailable } }) => ({
      window: { moreAvailable: (owed) => moreAvailable(owed.filter(({ kind }) => kind === "Add")) },
    })),
  ),
  described(
    "Changes of SMS do not count against WindowSize.",
    mutant("X-window-changes", { window: { counts: ({ kind, item }) => kind !== "Change" || item?.class !== "SMS" } }),
  ),
  described(
    "Deletes do not count against WindowSize.",
    mutant("X-window-deletes", { window: { counts: ({ kind }) => kind !== "Delete" } }),
  ),
  described(
    "What an answer with MoreAvailable left over is sent, even if the set that asked for it is dropped before.",
    mutant("X-more-despite-drop", ({ select: { setFor } }) => ({
      select: {
        setFor: (item, scope) => setFor(item, scope) ?? (isLeftOver(item, scope) ? earlierSet(item, scope) : undefined),
      },
    })),
  ),
  described(
    "What an answer with MoreAvailable left over is sent under the filter of that time, not under a new one.",
    mutant("X-more-despite-filter", ({ filter: { typeFor } }) => ({
      filter: {
        typeFor: (item, set, scope) =>
          typeFor(item, (isLeftOver(item, scope) ? earlierSet(item, scope) : undefined) ?? set, scope),
      },
    })),
  ),
  described(
    "Estimates with the SMS set alone pay no heed to its filter.",
    mutant("X-est-alone-unfiltered", ({ estimate: { sets } }) => ({
      estimate: {
        sets: (input) => {
          const asked = sets(input);
          return asked.SMS === undefined || asked.Email !== undefined
            ? asked
            : { SMS: { ...asked.SMS, filterType: "0" } };
        },
      },
    })),
  ),
  described(
    "Estimates for both classes count the SMS alone where the set of e-mail writes its Class.",
    mutant("X-est-class-written", ({ estimate: { sets } }) => ({
      estimate: {
        sets: (input) => {
          const { SMS, ...others } = sets(input);
          return SMS !== undefined && others.Email?.class !== undefined ? { SMS } : sets(input);
        },
      },
    })),
  ),
  described(
    "Estimates know the FilterTypes 0 and 2; under any other they count everything.",
    mutant("X-est-filter-unknown", ({ estimate: { sets } }) => ({
      estimate: {
        sets: (input) => {
          const known = ({ filterType }: OptionSet) => filterType === undefined || ["0", "2"].includes(filterType);
          const asked = Object.entries(sets(input));
          return Object.fromEntries(asked.map(([name, set]) => [name, known(set) ? set : { ...set, filterType: "0" }]));
        },
      },
    })),
  ),
];

function isLeftOver({ id }: Item, { state }: Scope): boolean {
  return state.owed.has(String(id));
}

function earlierSet({ class: own }: Item, { before }: Scope): OptionSet | undefined {
  return before?.[own];
}

function filtersOf(sets: Sets): string[] {
  return Object.values(sets).map(({ filterType = "0" }) => filterType);
}

function smsAreFiltered({ sets: { SMS } }: Scope): boolean {
  return (SMS?.filterType ?? "0") !== "0";
}
