import { type SeededItem, testCase } from "../harness/run/index.js";
import { addSms, describeOutcome, outcomeOfAdd } from "./add-outcome.js";
import { heldOf } from "./observe.js";
import { freshView, syncAll, syncUntilHeld, view } from "./stage.js";

testCase(
  {
    id: "seed-and-read-back",
    scenario: "CAP-01",
    section: "3.1.4.1.2",
    purpose:
      "An SMS that one device adds is stored, and sent to other devices as an SMS if and only if they ask for SMS",
    requirements: ["ASMS-1.3-1", "ASMS-2.2.2.2.2-2", "ASMS-3.1.4.1.2-1", "ASMS-3.2.5.1-4"],
    needs: ["base"],
  },
  async (context) => {
    const { check, claims, device, mailbox, notApplicable, sets } = context;
    const added: SeededItem = { ...mailbox.draft(), class: "SMS", folder: "Inbox" };
    const feeder = await view(context, device, "Inbox");
    const reader = await freshView(context, "reader", "Inbox");
    await syncAll(feeder, sets.both);
    await syncAll(reader, sets.both);

    const answer = await addSms(feeder.folder, sets.both, added);
    const third = await freshView(context, "third", "Inbox");
    const read = await syncUntilHeld(reader, [added], { options: sets.both });
    const readAfresh = await syncUntilHeld(third, [added], { options: sets.both });
    const held = heldOf(reader, added) ?? heldOf(third, added);
    const outcome = outcomeOfAdd(answer, added.token, held);
    const seen = describeOutcome(outcome, answer, added.token);
    if (outcome === "refused" && claims === "none") notApplicable(seen, answer);

    const readers = [...read.answers, ...readAfresh.answers];
    const stored = held !== undefined && outcome !== "contradictory";
    const wanted = "the server stores the SMS that it acknowledges";
    check("ASMS-3.1.4.1.2-1", { holds: stored, expected: wanted, seen }, [answer, ...readers], {
      ruling: "Q42.stored",
    });
    const arrived = "a Sync request brings the SMS to the server, and a Sync response to another device";
    check("ASMS-1.3-1", { holds: held !== undefined, expected: arrived, seen }, [answer, ...readers]);
    if (held === undefined) return;

    const tagged = `its Class is ${held.class === undefined ? "missing" : `"${held.class}"`}`;
    const asSms = {
      holds: held.class === "SMS",
      expected: 'the Add of the SMS has Class "SMS"',
      seen: `${seen}; ${tagged}`,
    };
    check("ASMS-2.2.2.2.2-2", asSms, readers, { ruling: "Q42.as-sms" });
    const stranger = await freshView(context, "stranger", "Inbox");
    const unasked = await syncAll(stranger, [sets.email]);
    const leaked = heldOf(stranger, added);
    const disguised = leaked !== undefined && leaked.class !== "SMS";
    const leak = {
      holds: !disguised,
      expected: "a device that asked for e-mail only is not sent the SMS as an e-mail",
      seen: disguised ? "it was sent the SMS as if it were an e-mail" : "it was not",
    };
    check("ASMS-3.2.5.1-4", leak, unasked.answers, { ruling: "Q36.disguised" });
  },
);
