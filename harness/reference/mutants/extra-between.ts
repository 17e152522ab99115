import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

/** Mutants of this project that fail a device only in a later Sync than the one that judges them easily. */
export const extraBetween: readonly ExtraEntry[] = [
  described(
    "Under an e-mail set with a FilterType other than 0, SMS that arrive later are sent in answer to a Sync without Options.",
    mutant("X-set-filter-later", ({ select: { setFor } }) => ({
      select: {
        setFor: (item, scope) => {
          const { optionsGiven, sets, state } = scope;
          const { filterType = "0" } = sets.Email ?? {};
          const isLater = state.answeredAt !== undefined && item.changedAt >= state.answeredAt;
          const leaks = item.class === "SMS" && filterType !== "0" && !optionsGiven && isLater;
          return setFor(item, scope) ?? (leaks ? {} : undefined);
        },
      },
    })),
  ),
  described(
    "Items that are no longer wanted are soft-deleted in answer to a Sync with Options alone, or when more was promised.",
    mutant("X-drop-no-changes", ({ softDelete: { commandFor } }) => ({
      softDelete: {
        commandFor: (kept, scope) =>
          scope.optionsGiven || scope.state.owed.size > 0 ? commandFor(kept, scope) : undefined,
      },
    })),
  ),
  described(
    "A Sync without Options that is repeated is served with e-mail alone.",
    mutant("X-retry-sets", {
      retry: { base: (sent, newest) => (sent === newest ? sent : { ...sent, sets: undefined }) },
    }),
  ),
  described(
    "A Sync that waits delivers the e-mail that arrives, whatever the sets say.",
    mutant("X-hang-email", { hang: { handsOver: (item) => item.class === "Email" } }),
  ),
  described(
    "The Sync of a device that waits is woken by the first SMS, and by none that comes later.",
    mutant("X-hang-once", ({ service: { forDevice } }) => {
      const woken = new Set<number>();
      return {
        service: {
          forDevice: (rules, ordinal) => {
            const own = forDevice(rules, ordinal);
            const { hang } = own;
            const wakes: typeof hang.wakes = (item, folder) => {
              if (item.class === "SMS" && woken.has(ordinal)) return false;
              if (item.class === "SMS") woken.add(ordinal);
              return hang.wakes(item, folder);
            };
            return { ...own, hang: { ...hang, wakes } };
          },
        },
      };
    }),
  ),
];
