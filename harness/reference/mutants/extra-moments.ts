import { readSyncRequest, type SyncRequest } from "../../eas/index.js";
import { protocolError, type Rules, refuse } from "../rules/index.js";
import { mutant, type Overrides } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

/** Mutants of this project that heed the limits of Options in most requests, and not in all. */
export const extraMoments: readonly ExtraEntry[] = [
  described(
    "Three and four Options are refused; of more the first two are served.",
    mutant("X-three-or-four-only", {
      options: {
        limit: (sets) => (sets.length === 3 || sets.length === 4 ? refuse(protocolError) : { sets: sets.slice(0, 2) }),
      },
    }),
  ),
  described(
    "Beside SyncKey 0 Options are not judged, and are in force afterwards.",
    mutant(
      "X-first-key-any-options",
      overlooking(({ collections = [] }) => collections.some(({ syncKey }) => syncKey === "0")),
    ),
  ),
  described(
    "The Options of a Sync that waits are not judged.",
    mutant(
      "X-hanging-any-options",
      overlooking(({ wait, heartbeatInterval }) => wait !== undefined || heartbeatInterval !== undefined),
    ),
  ),
];

/** In such requests the first two sets are served, whatever they name. */
function overlooking(isSo: (request: SyncRequest) => boolean) {
  return ({ options: { foreignClass, limit } }: Rules): Overrides => {
    let overlooks = false;
    return {
      service: {
        answersInstead: ({ document }) => {
          const request = document === undefined || document === "malformed" ? undefined : readSyncRequest(document);
          overlooks = request !== undefined && isSo(request);
          return undefined;
        },
      },
      options: {
        limit: (sets, folder) => (overlooks ? { sets: sets.slice(0, 2) } : limit(sets, folder)),
        foreignClass: (sets, folder) => (overlooks ? { sets } : foreignClass(sets, folder)),
      },
    };
  };
}
