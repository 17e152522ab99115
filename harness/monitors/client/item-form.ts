import { readSyncRequest } from "../../eas/index.js";
import { child } from "../../wbxml/index.js";
import { recipientLooks, senderLooks } from "../looks/addresses.js";
import { bodyLooks } from "../looks/body.js";
import { conversationLooks } from "../looks/conversation.js";
import { dateLooks } from "../looks/dates.js";
import { type Look, observed } from "../looks/look.js";
import { valueLooks } from "../looks/values.js";
import type { Monitor } from "../monitor.js";
import { commandsPath } from "../observe.js";
import { isSms } from "../sync-steps.js";
import { markIn, requests } from "./requests.js";

/** Rows that bind both sides; what the example of [MS-ASMS] 4.3 shows binds the server alone. */
const rows: readonly string[] = [
  "ASMS-2.2-4",
  "ASMS-2.2-5",
  "ASMS-2.2-6",
  "ASMS-2.2-7",
  "ASMS-2.2-8",
  "ASMS-2.2-9",
  "ASMS-2.2-10",
  "ASMS-2.2-11",
  "ASMS-2.2-12",
  "ASMS-2.2-13",
  "ASMS-2.2.2.1.1-2",
  "ASMS-2.2.2.1.1-3",
  "ASMS-2.2.2.1.2-3",
  "ASMS-2.2.2.2.2-5",
];

/** The client half of the schema: what an item says must have its form whoever writes it ([MS-ASMS] 2.2 and 2.2.2.1). */
export const itemForm: Monitor = {
  id: "CLI-ITEM",
  section: "2.2",
  purpose: "The elements of an SMS that the client sends have the types and forms of the schema",
  requirements: rows,
  judges: "client",
  *observe(session) {
    for (const { exchange, document } of requests(session, ["Sync"])) {
      for (const command of (readSyncRequest(document)?.collections ?? []).flatMap(({ commands = [] }) => commands)) {
        const { kind, element } = command;
        const data = element === undefined ? undefined : child(element, 0, "ApplicationData");
        const change = kind === "Change" && data !== undefined;
        if (kind !== "Add" && !change) continue;
        // A Change has no Class (ruling Q20): it is an SMS by what it says, or one that nobody can tell from an e-mail.
        if (!isSms(command) && kind === "Add") continue;
        const path = `${commandsPath}/${kind}`;
        if (kind === "Add") yield observed(exchange, named(command.class), markIn(element, path));
        if (data === undefined) continue;
        const looks = [senderLooks, recipientLooks, dateLooks, valueLooks, bodyLooks, conversationLooks];
        for (const look of looks
          .flatMap((at) => [...at(data)])
          .filter(({ requirement }) => rows.includes(requirement))) {
          yield observed(exchange, look, markIn(look.element, `${path}/ApplicationData/${look.tags}`));
        }
      }
    }
  },
};

function named(name: string | undefined): Look {
  return {
    requirement: "ASMS-2.2.2.2.2-5",
    holds: name === "SMS",
    expected: 'the Add of an SMS has Class "SMS"',
    seen: name === "SMS" ? "it has" : name === undefined ? "an SMS without Class" : `Class ${JSON.stringify(name)}`,
    tags: "",
  };
}
