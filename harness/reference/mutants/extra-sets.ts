import { codePage, folderTypes, type OptionSet } from "../../eas/index.js";
import { child, children, type Element, textOf } from "../../wbxml/index.js";
import { byClass, type Sets } from "../option-sets.js";
import type { Rules, Scope, StickyInput, StickyRules } from "../rules/index.js";
import { mutant, type Overrides } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

const storeCommands: ReadonlySet<string> = new Set(["ItemOperations", "MoveItems", "FolderCreate", "FolderDelete"]);

/** Mutants of this project that concern what a set says beside its class, and for how long and where it is in force. */
export const extraSets: readonly ExtraEntry[] = [
  described(
    "SMS are sent to devices whose e-mail set has a FilterType other than 0.",
    mutant(
      "X-set-filter-unasked",
      unaskedBeside(({ filterType = "0" }) => filterType !== "0"),
    ),
  ),
  described(
    "SMS are sent to devices whose e-mail set has MIMESupport 1 or 2, or no BodyPreference.",
    mutant(
      "X-set-mime-unasked",
      unaskedBeside(
        ({ mimeSupport = "0", bodyPreferences = [] }) => mimeSupport !== "0" || bodyPreferences.length === 0,
      ),
    ),
  ),
  described(
    "A folder in which a device never sent Options takes those that it sent last for another one.",
    mutant("X-sticky-everywhere", () => {
      let last: { readonly sets: Sets; readonly folder: string } | undefined;
      return {
        sticky: {
          resolve: ({ stored, given, folder }) => {
            if (given !== undefined) last = { sets: byClass(given, folder), folder: folder.id };
            if (given !== undefined) return last?.sets;
            const isMail = folder.type === folderTypes.Inbox || folder.type === folderTypes["Sent Items"];
            return stored ?? (isMail && last?.folder !== folder.id ? last?.sets : undefined);
          },
        },
      };
    }),
  ),
  described(
    "A request without Options forgets the body preferences.",
    mutant("X-sticky-loses-bodies", {
      sticky: {
        resolve: remembering(({ bodyPreferences: _, ...set }) => set),
      },
    }),
  ),
  described(
    "The sets are forgotten after four requests without Options.",
    mutant("X-sticky-fades", () => {
      const uses = new Map<Sets, number>();
      return {
        sticky: {
          resolve: ({ stored, given, folder }) => {
            if (given !== undefined) return byClass(given, folder);
            if (stored === undefined) return undefined;
            uses.set(stored, (uses.get(stored) ?? 0) + 1);
            return (uses.get(stored) ?? 0) > 4 ? undefined : stored;
          },
        },
      };
    }),
  ),
  described(
    "The sets are forgotten as soon as any device asks for its folders or for settings.",
    forgottenBy("X-sticky-until-other", ({ tag }) => tag === "FolderSync" || tag === "Settings"),
  ),
  described(
    "The sets are forgotten with a Ping.",
    forgottenBy("X-sticky-until-ping", ({ tag }) => tag === "Ping"),
  ),
  described(
    "The sets are forgotten when a device fetches or moves an item, or makes or deletes a folder.",
    forgottenBy("X-sticky-until-store", ({ tag }) => storeCommands.has(tag)),
  ),
  described(
    "The sets are forgotten when something arrives for which a Sync waits.",
    mutant("X-sticky-until-woken", ({ hang: { wakes }, sticky }) => {
      const { forget, resolve } = forgetful(sticky);
      return {
        hang: {
          wakes: (item, folder) => {
            forget();
            return wakes(item, folder);
          },
        },
        sticky: { resolve },
      };
    }),
  ),
  described(
    "Where sets are in force, those of a request with HeartbeatInterval or Wait are passed over.",
    passedOver("X-sticky-over-waiting", (document) =>
      ["HeartbeatInterval", "Wait"].some((tag) => child(document, codePage.airSync, tag)),
    ),
  ),
  described(
    "Where sets are in force, those of a request with GetChanges 0 are passed over.",
    passedOver("X-sticky-over-no-changes", (document) =>
      collectionsOf(document)
        .flatMap((one) => children(one, codePage.airSync, "GetChanges"))
        .some((asked) => textOf(asked) === "0"),
    ),
  ),
  described(
    "A request without Options that follows an answer with MoreAvailable is served with e-mail alone.",
    mutant("X-sticky-until-more", ({ select: { setFor } }) => ({
      select: {
        setFor: (item, scope) => {
          const goesOn = !scope.optionsGiven && scope.state.owed.size > 0;
          return goesOn && item.class === "SMS" ? undefined : setFor(item, scope);
        },
      },
    })),
  ),
  described(
    "The sets are forgotten with the first client command that comes without Options.",
    forgottenBy("X-sticky-until-command", hasCommandsAlone),
  ),
  described(
    "A new set without FilterType takes over that of the set before it.",
    keepsFromBefore("X-sticky-keeps-filter", (set, { filterType }) =>
      set.filterType === undefined && filterType !== undefined ? { ...set, filterType } : set,
    ),
  ),
  described(
    "A new set without BodyPreference takes over that of the set before it.",
    keepsFromBefore("X-sticky-keeps-body", (set, { bodyPreferences }) =>
      set.bodyPreferences === undefined && bodyPreferences !== undefined ? { ...set, bodyPreferences } : set,
    ),
  ),
  described(
    "What a narrower e-mail filter leaves out goes by Delete.",
    mutant("X-narrow-email-hard", ({ softDelete: { commandFor } }) => ({
      softDelete: {
        commandFor: (kept, scope) =>
          kept.reason === "window" && kept.item.class === "Email" ? "Delete" : commandFor(kept, scope),
      },
    })),
  ),
  described(
    "E-mail that a narrower filter leaves out stays on the device.",
    mutant("X-narrow-email-kept", ({ softDelete: { commandFor } }) => ({
      softDelete: {
        commandFor: (kept, scope) =>
          kept.reason === "window" && kept.item.class === "Email" ? undefined : commandFor(kept, scope),
      },
    })),
  ),
  described(
    "A new e-mail filter soft-deletes all e-mail that the device holds.",
    mutant("X-narrow-email-all", ({ softDelete: { commandFor } }) => ({
      softDelete: {
        commandFor: (kept, scope) => {
          const [before, now] = [scope.before?.Email, scope.sets.Email].map((set) => set?.filterType ?? "0");
          const isNarrowed = kept.item.class === "Email" && before !== now;
          return isNarrowed ? "SoftDelete" : commandFor(kept, scope);
        },
      },
    })),
  ),
  described(
    "A Sync without Options tells of new SMS alone, and never of those that were changed.",
    mutant("X-sticky-changes-untold", {
      change: { update: ({ class: own }, { optionsGiven }) => (own === "SMS" && !optionsGiven ? undefined : "Change") },
    }),
  ),
  described(
    "A Sync without Options never tells that an SMS was deleted.",
    mutant("X-sticky-deletes-untold", {
      change: {
        removal: ({ class: own }, { optionsGiven }) => (own === "SMS" && !optionsGiven ? undefined : "Delete"),
      },
    }),
  ),
  described(
    "A set without FilterType takes over that of the other set.",
    mutant("X-filter-borrowed", {
      filter: {
        typeFor: ({ class: own }, set, { sets }) =>
          set.filterType ?? sets[own === "SMS" ? "Email" : "SMS"]?.filterType ?? "0",
      },
    }),
  ),
  described("A day lasts 45 hours: FilterType 1 reaches back nearly two.", longer("X-filter-day-long", { "1": 1.9 })),
  described(
    "Three days, a week and two weeks are nearly a day longer; one day is one day.",
    longer("X-filter-others-long", { "2": 3.9, "3": 7.9, "4": 14.9 }),
  ),
  described("A week has nine days, and a month 45.", longer("X-filter-weeks-long", { "3": 9, "5": 45 })),
];

/** Sets are in force until a request comes that `ends` them, of whatever device. */
function forgottenBy(id: string, ends: (document: Element) => boolean) {
  return mutant(id, ({ service: { answersInstead }, sticky }) => {
    const { forget, resolve } = forgetful(sticky);
    return {
      service: {
        answersInstead: (request) => {
          const { document } = request;
          if (typeof document === "object" && ends(document)) forget();
          return answersInstead(request);
        },
      },
      sticky: { resolve },
    };
  });
}

/** Sets that hold for Syncs without Options until all of them are forgotten. */
function forgetful({ resolve }: Pick<StickyRules, "resolve">) {
  const stillKnown = new Set<Sets>();
  return {
    forget: () => stillKnown.clear(),
    resolve: (input: StickyInput) => {
      if (input.given === undefined) return input.stored && stillKnown.has(input.stored) ? input.stored : undefined;
      const sets = resolve(input);
      if (sets !== undefined) stillKnown.add(sets);
      return sets;
    },
  };
}

function hasCommandsAlone(document: Element): boolean {
  if (document.tag !== "Sync") return false;
  const has = (one: Element, tag: string) => children(one, codePage.airSync, tag).length > 0;
  return collectionsOf(document).some((one) => has(one, "Commands") && !has(one, "Options"));
}

function collectionsOf(document: Element): readonly Element[] {
  return children(document, codePage.airSync, "Collections").flatMap((one) =>
    children(one, codePage.airSync, "Collection"),
  );
}

/** What becomes of a new set beside the one that was in force for its class. */
function keepsFromBefore(id: string, kept: (set: OptionSet, before: OptionSet) => OptionSet) {
  return mutant(id, {
    sticky: {
      resolve: ({ stored, given, folder }) => {
        if (given === undefined) return stored;
        const sets = Object.entries(byClass(given, folder));
        return Object.fromEntries(sets.map(([name, set]) => [name, kept(set, stored?.[name as keyof Sets] ?? {})]));
      },
    },
  });
}

/** Sets of such a request are not taken up while others are in force. */
function passedOver(id: string, isSuch: (document: Element) => boolean) {
  return mutant(id, ({ service: { answersInstead }, sticky: { resolve } }) => {
    let passes = false;
    return {
      service: {
        answersInstead: (request) => {
          const { document } = request;
          passes = typeof document === "object" && isSuch(document);
          return answersInstead(request);
        },
      },
      sticky: {
        resolve: (input) => (passes && input.stored !== undefined ? input.stored : resolve(input)),
      },
    };
  });
}

function longer(id: string, lengths: Readonly<Record<string, number>>) {
  return mutant(id, ({ filter: { days } }) => ({
    filter: { days: (filterType, item) => lengths[filterType] ?? days(filterType, item) },
  }));
}

/** SMS come to who asks for e-mail by such a set. */
function unaskedBeside(isSo: (set: OptionSet) => boolean) {
  return ({ select: { setFor } }: Rules): Overrides => {
    const isAsking = ({ sets }: Scope) => sets.Email !== undefined && isSo(sets.Email);
    return {
      select: {
        setFor: (item, scope) => setFor(item, scope) ?? (item.class === "SMS" && isAsking(scope) ? {} : undefined),
      },
    };
  };
}

/** What is left of each stored set in a request without Options. */
function remembering(left: (set: OptionSet) => OptionSet) {
  return ({ stored, given, folder }: StickyInput): Sets | undefined => {
    if (given !== undefined || stored === undefined) return given === undefined ? stored : byClass(given, folder);
    return Object.fromEntries(Object.entries(stored).map(([name, set]) => [name, left(set)]));
  };
}
