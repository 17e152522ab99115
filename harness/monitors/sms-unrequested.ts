import { filedElsewhere } from "./inbox-only.js";
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
  *observe(session, { inboxOnly = false } = { settleMs: 0 }) {
    const elsewhere = filedElsewhere(session);
    for (const step of syncSteps(session)) {
      const { exchange, response, sets } = step;
      const brought = response.commands.filter(
        (command) => ["Add", "Change"].includes(command.kind) && !(inboxOnly && elsewhere(step, command)),
      );
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
