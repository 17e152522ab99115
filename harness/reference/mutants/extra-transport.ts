import { readSyncRequest, type SyncCollectionRequest } from "../../eas/index.js";
import type { Reply } from "../context.js";
import type { RequestBody } from "../rules/index.js";
import { type Entry, mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

/** Mutants of this project that answer well until a history comes to some point, and there not at all, or by HTTP alone. */
export const extraTransport: readonly ExtraEntry[] = [
  described(
    "Closes the connection when a request for several folders is repeated.",
    whereTwoRepeat("X-drops-two-repeated", { hangUp: true }),
  ),
  described(
    "Answers a repeated request for several folders with HTTP 500.",
    whereTwoRepeat("X-http-500-two-repeated", { http: 500 }),
  ),
  described(
    "Closes the connection when an SMS that is added has several recipients and a Flag.",
    whereRichSmsIsAdded("X-text-drops", { hangUp: true }),
  ),
  described(
    "Answers with HTTP 500 when an SMS that is added has several recipients and a Flag.",
    whereRichSmsIsAdded("X-text-http-500", { http: 500 }),
  ),
];

/** Which request was sent before is known by its bytes, for the SyncKeys in it are given once. */
function whereTwoRepeat(id: string, reply: Reply): Entry {
  return mutant(
    id,
    () => {
      const sent = new Set<string>();
      return {
        service: {
          answersInstead: ({ user, document }) => {
            if (!isOfTwo(document)) return undefined;
            const print = JSON.stringify([user, document]);
            if (sent.has(print)) return reply;
            sent.add(print);
            return undefined;
          },
        },
      };
    },
    { suite: "model" },
  );
}

/** SyncKey 0 stands in the first request of every device. */
function isOfTwo(document: RequestBody["document"]): boolean {
  const collections = collectionsOf(document);
  return collections.length > 1 && collections.every(({ syncKey }) => syncKey !== "0");
}

function whereRichSmsIsAdded(id: string, reply: Reply): Entry {
  return mutant(
    id,
    { service: { answersInstead: ({ document }) => (addsRichSms(document) ? reply : undefined) } },
    { suite: "text" },
  );
}

function addsRichSms(document: RequestBody["document"]): boolean {
  const commands = collectionsOf(document).flatMap((one) => one.commands ?? []);
  return commands.some(
    (one) => one.kind === "Add" && one.item.flag?.Status !== undefined && /[;,].*[;,]/.test(one.item.to ?? ""),
  );
}

function collectionsOf(document: RequestBody["document"]): readonly SyncCollectionRequest[] {
  const request = document === undefined || document === "malformed" ? undefined : readSyncRequest(document);
  return request?.collections ?? [];
}
