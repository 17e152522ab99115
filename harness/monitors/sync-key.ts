import type { Monitor } from "./monitor.js";
import { broken, held, markAt } from "./observe.js";
import { syncSteps } from "./sync-steps.js";

const expected = "an answer with Commands or Responses has a new SyncKey, of at most 64 characters";

/** SyncKeys of each partnership ([MS-ASMS] 3.1.4.1, [MS-ASCMD] 2.2.3.181.4). */
export const syncKey: Monitor = {
  id: "ORC-KEY",
  section: "3.1.4.1",
  purpose: "An answer that carries Commands or Responses has a SyncKey that differs from the one sent",
  requirements: ["ASMS-3.1.4.1-2"],
  judges: "server",
  *observe(session) {
    for (const { exchange, request, response, succeeded } of syncSteps(session)) {
      if (!succeeded || request === undefined) continue;
      if (response.commands.length === 0 && response.responses.length === 0) continue;
      const key = response.syncKey ?? "";
      const carried = response.commands.length > 0 ? "Commands" : "Responses";
      const fault =
        key === ""
          ? `${carried} without a SyncKey`
          : key === request.syncKey
            ? `${carried} under the very SyncKey that was sent`
            : key.length > 64
              ? `a SyncKey of ${key.length} characters`
              : undefined;
      yield {
        requirement: "ASMS-3.1.4.1-2",
        exchange,
        observation:
          fault === undefined
            ? held(expected, "a new SyncKey")
            : broken(expected, fault, markAt(response.element, "Sync/Collections/Collection")),
      };
    }
  },
};
