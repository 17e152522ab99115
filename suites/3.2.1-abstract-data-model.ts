import { testCase } from "../harness/run/index.js";
import { eachHeldOnce, withinWindow } from "./observe.js";
import { folderOf, synchronised, syncRun, syncUntilHeld, view, witness } from "./stage.js";

const section = "3.2.1";

testCase(
  {
    id: "window-size",
    scenario: "WIN-01",
    section,
    purpose:
      "With more items than WindowSize, every answer stays within it and says MoreAvailable until all items came",
    requirements: ["ASMS-3.2.1-2", "ASMS-3.2.1-3"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const { sms, email } = await mailbox.fill({ sms: 5, email: context.can("email.seed") ? 5 : 0 });
    const items = [...sms, ...email];
    await witness(context, items);
    const shown = await view(context, device, folderOf(sms));
    const run = await syncRun(shown.folder, { options: sets.both, windowSize: 3 });
    const inRun = eachHeldOnce(shown, run, items);
    const rest = await syncUntilHeld(shown, items, { options: sets.both, windowSize: 3 });

    const window = withinWindow({ ...run, answers: [...run.answers, ...rest.answers] }, 3);
    check("ASMS-3.2.1-2", window, window.evidence, { ruling: "Q49.window" });
    const all = eachHeldOnce(shown, run, items);
    check("ASMS-3.2.1-3", all, [...run.answers, ...rest.answers]);
    const more = {
      holds: inRun.holds || !all.holds,
      expected: "MoreAvailable stands in every answer after which items remain",
      seen: inRun.holds ? "it does" : "an answer without MoreAvailable, after which a further Sync brought more items",
    };
    check("ASMS-3.2.1-2", more, run.answers);
  },
);

testCase(
  {
    id: "late-item-with-old-date",
    scenario: "CHG-10",
    section,
    purpose: "An SMS that arrives late, with a date before the device's last Sync, is sent all the same",
    requirements: ["ASMS-3.2.1-3"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, mailbox, sets } = context;
    const recent = await mailbox.sms();
    const shown = await synchronised(context, [recent]);
    const late = await mailbox.sms({ folder: recent.folder, ageHours: 72 });
    const seen = eachHeldOnce(shown, await syncUntilHeld(shown, [late], { options: sets.both }), [late]);
    check("ASMS-3.2.1-3", seen, seen.evidence);
  },
);

testCase(
  {
    id: "lost-answer-with-items",
    scenario: "RTY-01",
    section,
    purpose: "When the answer with new items was lost, the same request brings them all again",
    requirements: ["ASMS-3.2.1-3"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const { sms, email } = await mailbox.fill({ sms: 3, email: context.can("email.seed") ? 3 : 0 });
    const items = [...sms, ...email];
    await witness(context, items);
    const shown = await view(context, device, folderOf(sms));
    const lost = await shown.folder.sync({ options: sets.both, lose: true });
    const again = await shown.folder.retry();
    const rest = await syncUntilHeld(shown, items, { options: sets.both });
    const seen = eachHeldOnce(shown, rest, items);
    check("ASMS-3.2.1-3", seen, [lost, again, ...rest.answers]);
  },
);
