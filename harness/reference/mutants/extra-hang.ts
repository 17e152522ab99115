import { readSyncRequest } from "../../eas/index.js";
import type { Element } from "../../wbxml/index.js";
import type { Sets } from "../option-sets.js";
import type { Rules } from "../rules/index.js";
import { type Entry, mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

/** What a request says that is to be held. */
interface Waiting {
  readonly byMinutes: boolean;
  /** CollectionId of the first of its Collections. */
  readonly first: string | undefined;
}

/** Types of the Inbox and the Outbox ([MS-ASCMD] 2.2.3.186.3). */
const awake: readonly number[] = [2, 6];

/** Mutants of this project that lose sight of something in a Sync that waits. */
export const extraHang: readonly ExtraEntry[] = [
  described(
    "A Sync that waits goes on under the FilterTypes that its folder had before.",
    whileWaiting("X-hang-keeps-filter", (_, { sticky, ...rules }) => ({
      ...rules,
      sticky: {
        ...sticky,
        resolve: (input) => {
          const sets = sticky.resolve(input);
          return sets === undefined || input.stored === undefined ? sets : withFiltersOf(input.stored, sets);
        },
      },
    })),
  ),
  described(
    "A filter in a Sync that waits shuts out every SMS.",
    whileWaiting("X-hang-filter-shuts", (_, { filter, ...rules }) => ({
      ...rules,
      filter: {
        ...filter,
        days: (filterType, item) => (item.class === "SMS" && filterType !== "0" ? 0 : filter.days(filterType, item)),
      },
    })),
  ),
  described(
    "A Sync that waits by Wait, and not by HeartbeatInterval, sleeps on when an SMS comes.",
    whileWaiting("X-hang-minutes-deaf", ({ byMinutes }, rules) => (byMinutes ? withWakes(rules, () => false) : rules)),
  ),
  described(
    "A Sync that waits for several folders is woken by the SMS of the first alone.",
    whileWaiting("X-hang-first-folder", ({ first }, rules) => withWakes(rules, (folderId) => folderId === first)),
  ),
  described(
    "A Sync that waits sleeps on when an SMS comes, but for the Inbox and the Outbox.",
    mutant("X-hang-two-types", ({ hang: { wakes } }) => ({
      hang: { wakes: (item, folder) => wakes(item, folder) && (item.class !== "SMS" || awake.includes(folder.type)) },
    })),
  ),
  described(
    "In a Sync that waits for several folders the sets of the first hold in all.",
    whileWaiting("X-hang-first-sets", (_, { sticky, ...rules }) => {
      let first: Sets | undefined;
      return {
        ...rules,
        sticky: {
          ...sticky,
          resolve: (input) => {
            first ??= sticky.resolve(input);
            return first;
          },
        },
      };
    }),
  ),
  described(
    "What comes in any folder but the first for which a Sync waits is never sent to the device.",
    mutant("X-hang-others-lost", ({ service }) => {
      const lost = new Map<number, Set<number>>();
      const waits = whileWaitingIn(service, ({ first }, { hang, ...rules }, ordinal) => ({
        ...rules,
        hang: {
          ...hang,
          wakes: (item, folder) => {
            if (folder.id === first) return hang.wakes(item, folder);
            lost.set(ordinal, (lost.get(ordinal) ?? new Set()).add(item.id));
            return false;
          },
        },
      }));
      return {
        service: {
          ...waits,
          forDevice: (all, ordinal) => {
            const { select, ...rules } = waits.forDevice(all, ordinal);
            const mayAdd: typeof select.mayAdd = (item, scope) =>
              lost.get(ordinal)?.has(item.id) !== true && select.mayAdd(item, scope);
            return { ...rules, select: { ...select, mayAdd } };
          },
        },
      };
    }),
  ),
];

type Change = (waiting: Waiting, rules: Rules, ordinal: number) => Rules;

/** Other rules for a request that waits, made anew for each. */
function whileWaiting(id: string, change: Change): Entry {
  return mutant(id, ({ service }) => ({ service: whileWaitingIn(service, change) }));
}

function whileWaitingIn(
  { answersInstead, forDevice }: Rules["service"],
  change: Change,
): Pick<Rules["service"], "answersInstead" | "forDevice"> {
  let waiting: Waiting | undefined;
  return {
    answersInstead: (request) => {
      const { document } = request;
      waiting = typeof document === "object" ? waitingOf(document) : undefined;
      return answersInstead(request);
    },
    forDevice: (rules, ordinal) => {
      const own = forDevice(rules, ordinal);
      return waiting === undefined ? own : change(waiting, own, ordinal);
    },
  };
}

function waitingOf(document: Element): Waiting | undefined {
  const { heartbeatInterval, wait, collections = [] } = readSyncRequest(document) ?? {};
  if (heartbeatInterval === undefined && wait === undefined) return undefined;
  return { byMinutes: wait !== undefined, first: collections[0]?.collectionId };
}

/** SMS wake it only in these folders. */
function withWakes(rules: Rules, wakes: (folderId: string) => boolean): Rules {
  const { hang } = rules;
  const isHeard = ({ class: own, folderId }: { readonly class: string; readonly folderId: string }) =>
    own !== "SMS" || wakes(folderId);
  return { ...rules, hang: { ...hang, wakes: (item, folder) => isHeard(item) && hang.wakes(item, folder) } };
}

/** Each set with the filter that the set of its class had before. */
function withFiltersOf({ Email, SMS }: Sets, sets: Sets): Sets {
  return {
    ...sets,
    ...(sets.Email && Email ? { Email: { ...sets.Email, filterType: Email.filterType ?? "0" } } : {}),
    ...(sets.SMS && SMS ? { SMS: { ...sets.SMS, filterType: SMS.filterType ?? "0" } } : {}),
  };
}
