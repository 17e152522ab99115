import type { Monitor, MonitorObservation } from "./monitor.js";
import { broken, held } from "./observe.js";
import { type SyncStep, syncSteps } from "./sync-steps.js";

const expected = "an answer with Commands or Responses has a new SyncKey, of at most 64 characters";
const complete = "a Collection with Commands has SyncKey, CollectionId and Status 1";

/** SyncKeys of each partnership ([MS-ASMS] 3.1.4.1, [MS-ASCMD] 2.2.3.181.4). */
export const syncKey: Monitor = {
  id: "ORC-KEY",
  section: "3.1.4.1",
  purpose: "An answer that carries Commands or Responses has a SyncKey that differs from the one sent",
  requirements: ["ASMS-3.1.4.1-2", "ASMS-4.3-8"],
  judges: "server",
  *observe(session) {
    for (const step of syncSteps(session)) {
      const { exchange, request, response, succeeded } = step;
      if (response.commands.length > 0) yield members(step);
      if (!succeeded || request === undefined) continue;
      if (response.commands.length === 0 && response.responses.length === 0) continue;
      const key = response.syncKey ?? "";
      const carried = response.commands.length > 0 ? "Commands" : "Responses";
      const fault =
        key === ""
          ? `${carried} without a SyncKey`
          : key === request.syncKey
            ? `the SyncKey did not change: ${carried} came under the very key that was sent`
            : key.length > 64
              ? `a SyncKey of ${key.length} characters`
              : undefined;
      yield {
        requirement: "ASMS-3.1.4.1-2",
        exchange,
        observation:
          fault === undefined
            ? held(expected, "a new SyncKey")
            : broken(expected, fault, { about: response.element, within: ["SyncKey"] }),
      };
    }
  },
};

/** As the Collection of the document's example ([MS-ASMS] 4.3). */
function members({ exchange, response }: SyncStep): MonitorObservation {
  const { syncKey: key = "", collectionId = "", status } = response;
  const missing = [
    ...(key === "" ? ["SyncKey"] : []),
    ...(collectionId === "" ? ["CollectionId"] : []),
    ...(status === undefined ? ["Status"] : []),
  ];
  const fault =
    missing.length > 0
      ? `Commands without ${missing.join(", ")}`
      : status === "1"
        ? undefined
        : `Commands beside Status ${JSON.stringify(status)}`;
  // What is missing is missing in the Collection; a Status that is there stands in it.
  const mark = { about: response.element, within: missing.length > 0 ? [] : ["Status"] };
  const observation = fault === undefined ? held(complete, "it has") : broken(complete, fault, mark);
  return { requirement: "ASMS-4.3-8", exchange, observation };
}
