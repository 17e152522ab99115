import type { OptionSet } from "../../eas/index.js";
import type { Sets } from "../option-sets.js";
import type { Rules } from "../rules/index.js";
import { type Entry, mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

/** Mutants of this project that serve a folder by what was sent for another one, or for its place in the request. */
export const extraTwoFolders: readonly ExtraEntry[] = [
  described(
    "There is one SMS filter for a device: that which it sent last, for whichever folder.",
    ofDevices("X-filter-last-folder", () => {
      let last: string | undefined;
      return ({ filter, sticky, ...rules }) => ({
        ...rules,
        sticky: {
          ...sticky,
          resolve: (input) => {
            const sets = sticky.resolve(input);
            if (input.given !== undefined && sets?.SMS !== undefined) last = sets.SMS.filterType ?? "0";
            return sets;
          },
        },
        filter: {
          ...filter,
          typeFor: (item, set, scope) =>
            item.class === "SMS" && last !== undefined ? last : filter.typeFor(item, set, scope),
        },
      });
    }),
  ),
  described(
    "A request without Options is served under the SMS filter that the device sent last for another folder.",
    ofDevices("X-filter-other-folder", () => {
      const sent = new Map<string, OptionSet>();
      return ({ sticky, ...rules }) => ({
        ...rules,
        sticky: {
          ...sticky,
          resolve: (input) => {
            const sets = sticky.resolve(input);
            if (input.given !== undefined && sets?.SMS !== undefined) sent.set(input.folder.id, sets.SMS);
            const [other] = [...sent].filter(([id]) => id !== input.folder.id).map(([, set]) => set);
            return input.given === undefined && other !== undefined ? withFilterOf(other, sets) : sets;
          },
        },
      });
    }),
  ),
  described(
    "Of several Collections in a request the SMS filter of the first holds in all.",
    mutant("X-filter-first-collection", ({ service: { forDevice } }) => ({
      service: {
        // Asked for once in each request.
        forDevice: (all, ordinal) => {
          const { sticky, ...rules } = forDevice(all, ordinal);
          let first: OptionSet | undefined;
          return {
            ...rules,
            sticky: {
              ...sticky,
              resolve: (input) => {
                const sets = sticky.resolve(input);
                first ??= sets?.SMS;
                return first === undefined ? sets : withFilterOf(first, sets);
              },
            },
          };
        },
      },
    })),
  ),
  described(
    "Of several Collections in a request the first alone brings SMS.",
    mutant("X-second-collection-mute", ({ service: { forDevice } }) => ({
      service: {
        // Asked for once in each request.
        forDevice: (all, ordinal) => {
          const { select, sticky, ...rules } = forDevice(all, ordinal);
          let first: string | undefined;
          return {
            ...rules,
            sticky: {
              ...sticky,
              resolve: (input) => {
                first ??= input.folder.id;
                return sticky.resolve(input);
              },
            },
            select: {
              ...select,
              mayAdd: (item, scope) => {
                const isMute = item.class === "SMS" && first !== undefined && item.folderId !== first;
                return !isMute && select.mayAdd(item, scope);
              },
            },
          };
        },
      },
    })),
  ),
];

/** Each device is served by rules that remember what it alone has done. */
function ofDevices(id: string, remembering: () => (rules: Rules) => Rules): Entry {
  return mutant(id, ({ service: { forDevice } }) => {
    const changed = new Map<number, (rules: Rules) => Rules>();
    return {
      service: {
        forDevice: (rules, ordinal) => {
          const change = changed.get(ordinal) ?? remembering();
          changed.set(ordinal, change);
          return change(forDevice(rules, ordinal));
        },
      },
    };
  });
}

function withFilterOf({ filterType = "0" }: OptionSet, sets: Sets | undefined): Sets | undefined {
  return sets?.SMS === undefined ? sets : { ...sets, SMS: { ...sets.SMS, filterType } };
}
