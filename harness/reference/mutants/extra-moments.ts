import { readSyncRequest, type SyncRequest } from "../../eas/index.js";
import type { Held } from "../collection.js";
import { protocolError, type Rules, refuse } from "../rules/index.js";
import { mutant, type Overrides } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

/** Mutants of this project that heed Options in most requests, and not in all. */
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
  described("The Options of a Sync that waits are not judged.", mutant("X-hanging-any-options", overlooking(waits))),
  described(
    "A Sync that waits with the SMS set alone is not woken by an SMS.",
    mutant("X-hang-sms-alone", ({ hang: { wakes } }) => {
      let alone = false;
      return {
        service: watching((request) => {
          if (request !== undefined && waits(request)) alone = asksForSmsAlone(request);
        }),
        hang: { wakes: (item, folder) => !(alone && item.class === "SMS") && wakes(item, folder) },
      };
    }),
  ),
  described(
    "What the Options of a Sync that waits leave out, the device is never told to drop.",
    mutant("X-hang-undropped", (rules) => {
      let waiting = false;
      return {
        service: watching((request) => {
          waiting = request !== undefined && waits(request);
        }),
        ...neverTelling(({ reason }, { optionsGiven }) => waiting && optionsGiven && reason !== undefined)(rules),
      };
    }),
  ),
  described(
    "A device that goes from one class alone to the other alone is not told to drop anything.",
    mutant(
      "X-swap-undropped",
      neverTelling(
        ({ reason }, { before }) => reason === "class" && (before?.Email === undefined) !== (before?.SMS === undefined),
      ),
    ),
  ),
];

function waits({ wait, heartbeatInterval }: SyncRequest): boolean {
  return wait !== undefined || heartbeatInterval !== undefined;
}

function asksForSmsAlone({ collections = [] }: SyncRequest): boolean {
  const sets = collections.flatMap(({ options = [] }) => options);
  return sets.length > 0 && sets.every((set) => set.class === "SMS");
}

/** Is told of each request before it is served; undefined where it is no Sync with a body. */
function watching(see: (request: SyncRequest | undefined) => void): NonNullable<Overrides["service"]> {
  return {
    answersInstead: ({ document }) => {
      see(document === undefined || document === "malformed" ? undefined : readSyncRequest(document));
      return undefined;
    },
  };
}

type Leaves = Parameters<Rules["softDelete"]["commandFor"]>;

/** What leaves the view in such a moment is not soft-deleted, then or later. */
function neverTelling(isSo: (...of: Leaves) => boolean) {
  return ({ softDelete: { commandFor } }: Rules): Overrides => {
    const untold = new WeakSet<Held>();
    return {
      softDelete: {
        commandFor: (kept, scope) => {
          if (isSo(kept, scope)) untold.add(kept.held);
          return untold.has(kept.held) ? undefined : commandFor(kept, scope);
        },
      },
    };
  };
}

/** In such requests the first two sets are served, whatever they name. */
function overlooking(isSo: (request: SyncRequest) => boolean) {
  return ({ options: { foreignClass, limit } }: Rules): Overrides => {
    let overlooks = false;
    return {
      service: watching((request) => {
        overlooks = request !== undefined && isSo(request);
      }),
      options: {
        limit: (sets, folder) => (overlooks ? { sets: sets.slice(0, 2) } : limit(sets, folder)),
        foreignClass: (sets, folder) => (overlooks ? { sets } : foreignClass(sets, folder)),
      },
    };
  };
}
