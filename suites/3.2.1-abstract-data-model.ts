import type { SyncAnswer } from "../harness/device/types.js";
import { type AxisValue, type CaseContext, testCase } from "../harness/run/index.js";
import { axis } from "./axes.js";
import { type Edits, isTold, makeEdits } from "./edits.js";
import { eachHeldOnce, heldOf, holdsAll, noneSent, series, type View, withinWindow } from "./observe.js";
import { folderOf, holder, syncAll, synchronised, syncRun, syncUntilHeld, view, witness } from "./stage.js";

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
    id: "window-size-edits",
    scenario: "WIN-01",
    section,
    purpose:
      "With more changes and deletions than WindowSize, every answer stays within it and says MoreAvailable until all are told",
    requirements: ["ASMS-3.2.1-2"],
    needs: ["sms.seed"],
  },
  judgeEditsInWindow,
);

/** More of either kind than the window holds: whichever is not counted goes beyond it ([MS-ASCMD] 2.2.3.199). */
async function judgeEditsInWindow(context: CaseContext): Promise<void> {
  const { check, mailbox, sets } = context;
  const { sms } = await mailbox.fill({ sms: 6 });
  const shown = await synchronised(context, sms);
  const other = await holder(context, "W", sms);
  const edits: Edits[] = [];
  for (const [at, changed] of sms.slice(0, 3).entries()) {
    const [removed] = sms.slice(3 + at);
    if (removed !== undefined) edits.push(await makeEdits(context, shown, changed, removed));
  }
  const areTold = (seen: View) => edits.every((one) => isTold(seen, one));
  const watch = { options: sets.both, repeatOptions: true };
  await other.folder.drain({ ...watch, until: () => areTold(other) });
  if (!areTold(other)) {
    context.inconclusive("no other device was told of the changes and the deletions", "client-change-read");
  }
  const run = await syncRun(shown.folder, { options: sets.both, windowSize: 2 });
  const inRun = areTold(shown);
  const rest = await shown.folder.drain({ ...watch, windowSize: 2, until: () => areTold(shown) });

  const window = withinWindow({ ...run, answers: [...run.answers, ...rest.answers] }, 2);
  check("ASMS-3.2.1-2", window, window.evidence, { ruling: "Q49.window" });
  // A server that is slow to show changes may have had nothing to say at all.
  if (run.commands.length === 0) return;
  const later = areTold(shown) ? "after which further Syncs told the rest" : "and the rest is not told";
  const more = {
    holds: inRun,
    expected: "MoreAvailable stands in every answer after which changes or deletions remain to be told",
    seen: inRun ? "it does" : `an answer without MoreAvailable, ${later}`,
  };
  check("ASMS-3.2.1-2", more, run.answers);
}

testCase(
  {
    id: "items-none-then-one",
    scenario: "WIN-01",
    section,
    purpose: "A folder in which nothing is due brings no SMS block; when one SMS comes, it brings one",
    requirements: ["ASMS-3.2.1-2"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, mailbox, sets } = context;
    const held = await mailbox.sms();
    const shown = await synchronised(context, [held]);
    const quiet = await syncAll(shown, sets.both);
    const none = noneSent(mailbox, series(quiet.answers.map(addsOnly)), [held], "the device that holds it");
    check("ASMS-3.2.1-2", none, none.evidence);
    const one = await mailbox.sms({ folder: held.folder });
    const drained = await syncUntilHeld(shown, [one], { options: sets.both });
    const blocks = drained.answers.flatMap((answer) => answer.adds());
    const count = blocks.filter(({ item }) => item !== undefined && mailbox.tokenOf({ item }) === one.token).length;
    const seen = `${count} Add for the new SMS`;
    check("ASMS-3.2.1-2", { holds: count === 1, expected: "one Add for the new SMS", seen }, drained.answers);
  },
);

/** An answer with its Adds alone: a Change of what is held is another matter. */
function addsOnly(answer: SyncAnswer): SyncAnswer {
  return { ...answer, commands: answer.adds() };
}

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

type Lost = "items" | "first-key" | "second-batch" | "hanging";

/** Which answer of the flow never reaches the device. */
const lostAnswers: readonly AxisValue<Lost>[] = (["items", "first-key", "second-batch", "hanging"] as const).map(
  (value) => ({ name: value, value }),
);

testCase(
  {
    id: "lost-answer-with-items",
    scenario: "RTY-01",
    section,
    purpose: "When the answer with new items was lost, the same request brings them all again",
    requirements: ["ASMS-3.2.1-3"],
    needs: ["sms.seed"],
    axes: { lost: lostAnswers },
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const which = axis(context, "lost", lostAnswers);
    if (which === "hanging" && !context.can("hang")) context.notApplicable("the target does not let a Sync wait");
    const { sms, email } = await mailbox.fill({ sms: 3, email: context.can("email.seed") ? 3 : 0 });
    const items = [...sms, ...email];
    await witness(context, items);
    const shown = await view(context, device, folderOf(sms));
    const options = sets.both;
    if (which === "second-batch") await shown.folder.sync({ options, windowSize: 1 });
    const hanging = which === "hanging" ? { heartbeatInterval: context.heartbeat.seconds } : {};
    const window = which === "second-batch" ? { windowSize: 1 } : {};
    const request = which === "first-key" ? { syncKey: "0" } : { options, ...window, ...hanging };
    const lost = await shown.folder.sync({ ...request, lose: true });
    const again = await shown.folder.retry();
    const rest = await syncUntilHeld(shown, items, { options });
    const seen = eachHeldOnce(shown, rest, items);
    check("ASMS-3.2.1-3", seen, [lost, again, ...rest.answers]);
  },
);

testCase(
  {
    id: "lost-answer-with-changes",
    scenario: "RTY-01",
    section,
    purpose: "When the answer that told of a change and of a deletion was lost, the same request tells of both again",
    requirements: ["ASMS-3.2.1-3"],
    needs: ["sms.seed"],
  },
  judgeLostChanges,
);

async function judgeLostChanges(context: CaseContext): Promise<void> {
  const { check, mailbox, sets } = context;
  const changed = await mailbox.sms({ read: "0" });
  const removed = await mailbox.sms({ folder: changed.folder });
  const shown = await synchronised(context, [changed, removed]);
  const other = await holder(context, "W", [changed, removed]);
  await mailbox.edit(changed, { read: "1" });
  await mailbox.remove(removed);
  const isTold = (seen: View) => heldOf(seen, changed)?.item.read === "1" && !holdsAll(seen, [removed]);
  const watch = { options: sets.both, repeatOptions: true };
  await other.folder.drain({ ...watch, until: () => isTold(other) });
  if (!isTold(other))
    context.inconclusive("no other device was told of the change and the deletion", "client-change-read");
  const lost = await shown.folder.sync({ options: sets.both, lose: true });
  const again = await shown.folder.retry();
  const rest = await shown.folder.drain({ ...watch, until: () => isTold(shown) });
  const holds = isTold(shown);
  const seen = holds ? "it was told of both" : "it was not told of both";
  const expected = "the device is told of the change and of the deletion";
  check("ASMS-3.2.1-3", { holds, expected, seen }, [lost, again, ...rest.answers]);
}
