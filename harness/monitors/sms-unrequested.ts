import type { Monitor } from "./monitor.js";
import { broken, commandsPath, held, markAt } from "./observe.js";
import { asksForSms } from "./sets-in-force.js";
import { isSms, syncSteps } from "./sync-steps.js";

const expected = "a client with no SMS set in force is sent no SMS";

/** The rule that must not be broken: no SMS for a client that did not ask ([MS-ASMS] 3.2.5.1, ruling Q36). */
export const smsUnrequested: Monitor = {
  id: "ORC-UNASKED",
  section: "3.2.5.1",
  purpose: "No answer brings an SMS, under whatever Class, to a client whose sets do not ask for SMS",
  requirements: ["ASMS-3.2.5.1-4"],
  judges: "server",
  needsControl: true,
  *observe(session) {
    for (const { exchange, response, sets } of syncSteps(session)) {
      const brought = response.commands.filter(({ kind }) => kind === "Add" || kind === "Change");
      if (brought.length === 0 || asksForSms(sets) !== false) continue;
      const first = brought.find(isSms);
      const disguised = first !== undefined && first.class !== "SMS";
      const seen = `${first?.kind ?? "Add"} of an SMS with ${disguised ? "another Class or none" : 'Class "SMS"'}`;
      yield {
        requirement: "ASMS-3.2.5.1-4",
        exchange,
        observation:
          first === undefined
            ? held(expected, "no SMS")
            : broken(expected, seen, markAt(first.element, `${commandsPath}/${first.kind}`)),
        ruling: disguised ? "Q36.disguised" : "Q36.unrequested",
      };
    }
  },
};
