import { testCase } from "../harness/run/index.js";
import { judgeDrop, ofSms } from "./drops.js";
import { demandSoftDeletes, loseSoftDeletes } from "./lost.js";
import { noneSent, series, snapshot, withinWindow } from "./observe.js";
import { softDeleted } from "./removals.js";
import { bringSome, changeSets, syncAll, synchronised, view, witness } from "./stage.js";

// SoftDeletes that do not come in one answer: more of them than WindowSize, amid a list of Adds, and again after a loss.

const section = "3.1.4.1.1.1";

testCase(
  {
    id: "drop-in-batches",
    scenario: "SD-06",
    section,
    purpose: "More SoftDeletes than WindowSize come in several answers, each within the window, with MoreAvailable",
    requirements: ["ASMS-3.1.4.1.1.1-4"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, mailbox, sets } = context;
    const { sms } = await mailbox.fill({ sms: 5 });
    const shown = await synchronised(context, sms);
    const drained = await changeSets(context, shown, sms, [sets.email], { windowSize: 2 });
    const seen = softDeleted(mailbox, shown.before, drained, sms);
    if (seen.hard) context.inconclusive(seen.seen, "SD-01");
    judgeDrop(context, "ASMS-3.1.4.1.1.1-4", ofSms, seen);
    const window = withinWindow(drained, 2);
    check("ASMS-3.1.4.1.1.1-4", window, window.evidence, { ruling: "Q49.window" });
  },
);

testCase(
  {
    id: "drop-amid-batches",
    scenario: "SD-06",
    section,
    purpose:
      "When the SMS set is left out after an answer with MoreAvailable, no further SMS comes, and those held are soft-deleted",
    requirements: ["ASMS-3.1.4.1.1.1-4", "ASMS-3.2.5.1-4"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const { place } = mailbox;
    const shown = await view(context, device, place);
    // What lies there already comes first, so that the small window is for the case's own items.
    await syncAll(shown, sets.both);
    const { sms } = await mailbox.fill({ sms: 4, folder: place });
    await witness(context, sms);
    const { held, owed } = await bringSome(context, shown, sms, sets.both);
    const before = snapshot(shown);
    const drained = await changeSets(context, shown, held, [sets.email]);
    const leak = noneSent(mailbox, drained, owed, "the device that no longer asks for SMS");
    check("ASMS-3.2.5.1-4", leak, leak.evidence);
    const seen = softDeleted(mailbox, before, drained, held);
    if (seen.hard) context.inconclusive(seen.seen, "SD-01");
    judgeDrop(context, "ASMS-3.1.4.1.1.1-4", ofSms, seen);
  },
);

testCase(
  {
    id: "lost-answer-with-soft-deletes",
    scenario: "RTY-03",
    section,
    purpose: "When the answer with the SoftDeletes was lost, the same request brings them again",
    requirements: ["ASMS-3.1.4.1.1.1-4"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { mailbox } = context;
    const { sms } = await mailbox.fill({ sms: 3 });
    const shown = await synchronised(context, sms);
    const { lost, again } = await loseSoftDeletes(context, shown, sms, { options: [context.sets.email] });
    const seen = softDeleted(mailbox, shown.before, series(again), sms);
    demandSoftDeletes(context, lost, seen, "SD-01");
    context.check("ASMS-3.1.4.1.1.1-4", seen, [...lost, ...again], { ruling: "Q14.soft-delete" });
  },
);
