import { readSyncRequest } from "../../eas/index.js";
import type { Monitor } from "../monitor.js";
import { broken, commandsPath, held } from "../observe.js";
import { markIn, requests } from "./requests.js";

const expected = "a Change or Delete of the client has no Class";

/** Class stands in the Adds of a client alone ([MS-ASMS] 2.2.2.2.2, ruling Q20). */
export const commandClass: Monitor = {
  id: "CLI-CLASS",
  section: "2.2.2.2.2",
  purpose: "The client puts Class into its Adds, not into Change or Delete",
  requirements: ["ASMS-2.2.2.2.2-6"],
  judges: "client",
  *observe(session) {
    for (const { exchange, document } of requests(session, ["Sync"])) {
      for (const command of (readSyncRequest(document)?.collections ?? []).flatMap(({ commands = [] }) => commands)) {
        if (command.kind !== "Change" && command.kind !== "Delete") continue;
        const { class: name, element, kind } = command;
        const seen = `a ${kind} with Class ${JSON.stringify(name ?? "")}`;
        yield {
          requirement: "ASMS-2.2.2.2.2-6",
          exchange,
          observation:
            name === undefined
              ? held(expected, "it has none")
              : broken(expected, seen, markIn(element, `${commandsPath}/${kind}`)),
          ruling: "Q20.client",
        };
      }
    }
  },
};
