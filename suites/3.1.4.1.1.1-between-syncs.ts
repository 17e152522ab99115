import { testCase } from "../harness/run/index.js";
import { repeated } from "./lost.js";
import { both, eachHeldOnce, holdsAll, series, when } from "./observe.js";
import { softDeleted, untouched } from "./removals.js";
import { folderOf, synchronised, syncUntilGone, syncUntilHeld, witness } from "./stage.js";

// What holds from one Sync to the next although an answer brought nothing, or never arrived ([MS-ASMS] 3.1.4.1.1.1).

const section = "3.1.4.1.1.1";

testCase(
  {
    id: "drop-without-changes",
    scenario: "SD-01",
    section,
    purpose:
      "When the SMS set is left out in a Sync with GetChanges 0, the Syncs without Options that follow soft-delete the SMS",
    requirements: ["ASMS-3.1.4.1.1.1-4"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { mailbox, sets } = context;
    const { sms } = await mailbox.fill({ sms: 3 });
    const shown = await synchronised(context, sms);
    const silent = await shown.folder.sync({ options: [sets.email], getChanges: "0" });
    const { answers } = await syncUntilGone(context, shown, sms);
    const { hard, ...seen } = softDeleted(mailbox, shown.before, series([silent, ...answers]), sms);
    const told = when("after a Sync with the e-mail set alone and GetChanges 0", seen);
    context.check("ASMS-3.1.4.1.1.1-4", told, told.evidence, { ruling: hard ? "Q14.hard-delete" : "Q14.soft-delete" });
  },
);

testCase(
  {
    id: "sticky-lost-answer",
    scenario: "STK-01",
    section,
    purpose: "A Sync without Options that is repeated because its answer was lost goes on with the sets in force",
    requirements: ["ASMS-3.1.4.1.1.1-1"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, inconclusive, mailbox, sets } = context;
    const { sms } = await mailbox.fill({ sms: 2 });
    const shown = await synchronised(context, sms);
    const late = [await mailbox.sms({ folder: folderOf(sms) })];
    await witness(context, late);
    const [, again] = await repeated(shown, {});
    const drained = series([again, ...(await syncUntilHeld(shown, late)).answers]);
    const seen = both(
      eachHeldOnce(shown, drained, late),
      untouched(mailbox, shown.before, drained, sms, "what the device holds already"),
    );
    const kept = when("where a Sync without Options is repeated", seen);
    if (!kept.holds) {
      // Who is not sent the SMS with the sets spelled out either has lost more than the sets.
      await syncUntilHeld(shown, [...sms, ...late], { options: sets.both });
      if (!holdsAll(shown, [...sms, ...late])) inconclusive("what a lost answer held is not sent again", "RTY-01");
    }
    check("ASMS-3.1.4.1.1.1-1", kept, kept.evidence);
  },
);
