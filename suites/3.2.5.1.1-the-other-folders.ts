import { testCase } from "../harness/run/index.js";
import { addSms } from "./add-outcome.js";
import { holdingIn, inEachFolder } from "./each-folder.js";
import { heldOf, holdsAll } from "./observe.js";
import { syncAll, syncUntilHeld } from "./stage.js";
import { bySeconds, isEarly, shareOf, untilHeld } from "./waiting.js";

testCase(
  {
    id: "hanging-beyond-inbox",
    scenario: "HNG-01",
    section: "3.2.5.1.1",
    purpose: "In every mail folder, a Sync that waits with the SMS set is answered as soon as an SMS is added there",
    requirements: ["ASMS-3.2.5.1.1-3"],
    needs: ["sms.seed", "hang"],
  },
  (context) =>
    inEachFolder(
      context,
      "a Sync that waits is answered",
      async () => {
        const { check, inconclusive, mailbox, newDevice, sets } = context;
        const [waiter, adder] = [await newDevice("B"), await newDevice("C")];
        await mailbox.admit(adder);
        return async (place, items) => {
          const waiting = await holdingIn(context, waiter, place, items);
          const adding = await holdingIn(context, adder, place, items);
          await syncAll(waiting, sets.both);
          const folder = place.listed ?? mailbox.place;
          const item = { ...mailbox.draft({ folder }), class: "SMS" as const, folder };
          const hanging = waiting.folder.sync({ options: sets.both, ...bySeconds(context) });
          await untilHeld(context);
          await addSms(adding.folder, sets.both, item);
          const answer = await hanging;
          const came = heldOf(waiting, item) !== undefined;
          // What no Sync brings was not there to wake anybody.
          await syncUntilHeld(waiting, [item], { options: sets.both });
          if (!holdsAll(waiting, [item])) {
            inconclusive(`the SMS that was to end the waiting in ${place.name} does not come at all`, "CAP-01");
          }
          const holds = came && isEarly(context, answer);
          const share = shareOf(context, answer);
          const seen = `an answer after ${share} % of the interval, ${came ? "with" : "without"} the SMS`;
          const expected = `in ${place.name}, an answer with the SMS before four fifths of the interval are over`;
          check("ASMS-3.2.5.1.1-3", { holds, expected, seen }, answer, { ruling: "Q39.early" });
        };
      },
      [{}],
    ),
);
