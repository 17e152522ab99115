import type { SyncAnswer } from "../harness/device/types.js";
import type { OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { both, eachHeldOnce, noneSent, type Seen, when } from "./observe.js";
import { judgeKeyStillUsable, judgeProtocolError } from "./refusals.js";
import { folderOf, freshView, syncUntilHeld, witness } from "./stage.js";

// The limit of two, and that to two classes, hold for any number of sets and in every request ([MS-ASMS] 3.2.5.1).

const section = "3.2.5.1";
const foreign = "Options with a class other than SMS and Email ([MS-ASMS] 3.2.5.1)";

function tooMany(sets: readonly OptionSet[]): string {
  return `${sets.length} Options in one Collection ([MS-ASMS] 3.1.4.1.1 allows two)`;
}

/** What a server that overlooks the mistake would send. */
async function itemsOf({ can, mailbox }: CaseContext): Promise<Record<"sms" | "email", readonly SeededItem[]>> {
  return mailbox.fill({ sms: can("sms.seed") ? 2 : 0, email: can("email.seed") ? 2 : 0 });
}

testCase(
  {
    id: "sync-many-options",
    scenario: "ERR-01",
    section,
    purpose: "Five Options in one Collection, and ten, are refused with Status 4 as three are",
    requirements: ["ASMS-3.2.5.1-5"],
    needs: ["base"],
  },
  async (context) => {
    const { sms, email } = await itemsOf(context);
    const folder = await context.device.open(folderOf([...sms, ...email]));
    const five: readonly OptionSet[] = [
      ...context.sets.both,
      { class: "Email" },
      { class: "SMS" },
      { filterType: "0" },
    ];
    let refusedAll = true;
    for (const options of [five, [...five, ...five]]) {
      const answer = await folder.sync({ options, deliberate: tooMany(options) });
      refusedAll = judgeProtocolError(context, "ASMS-3.2.5.1-5", answer) && refusedAll;
    }
    if (refusedAll) await judgeKeyStillUsable(context, "ASMS-3.2.5.1-5", folder);
  },
);

testCase(
  {
    id: "sync-refusals-hanging",
    scenario: "ERR-01",
    section,
    purpose: "Three Options, and those of a foreign class, are refused as well in a Sync that asks the server to wait",
    requirements: ["ASMS-3.2.5.1-5", "ASMS-3.2.5.1-6"],
    needs: ["base", "hang"],
  },
  async (context) => {
    const { heartbeat, sets } = context;
    const { sms, email } = await itemsOf(context);
    const folder = await context.device.open(folderOf([...sms, ...email]));
    const waiting = (options: readonly OptionSet[], deliberate: string) =>
      folder.sync({ options, heartbeatInterval: heartbeat.seconds, deliberate });
    const three: readonly OptionSet[] = [...sets.both, { class: "Email" }];
    const many = judgeProtocolError(context, "ASMS-3.2.5.1-5", await waiting(three, tooMany(three)));
    const tasks: readonly OptionSet[] = [sets.sms, { class: "Tasks", filterType: "0" }];
    const other = judgeProtocolError(context, "ASMS-3.2.5.1-6", await waiting(tasks, foreign));
    if (many && other) await judgeKeyStillUsable(context, "ASMS-3.2.5.1-5", folder);
  },
);

testCase(
  {
    id: "sync-refusals-first-key",
    scenario: "ERR-01",
    section,
    purpose:
      "Three Options, and those of a foreign class, are refused beside SyncKey 0 as well, or have no effect whatever",
    requirements: ["ASMS-3.2.5.1-5", "ASMS-3.2.5.1-6"],
    needs: ["base"],
  },
  async (context) => {
    const { sms, email } = await itemsOf(context);
    const items = [...sms, ...email];
    if (items.length === 0) context.inconclusive("neither SMS nor e-mail can be put into the mailbox");
    await witness(context, items);
    const three: readonly OptionSet[] = [...context.sets.both, { class: "Email" }];
    await judgeFirst(context, "three", "ASMS-3.2.5.1-5", three, tooMany(three), { sms, email });
    const tasks: OptionSet = { class: "Tasks", filterType: "0" };
    await judgeFirst(context, "beside", "ASMS-3.2.5.1-6", [context.sets.sms, tasks], foreign, { sms, email });
    await judgeFirst(context, "alone", "ASMS-3.2.5.1-6", [tasks], foreign, { sms, email });
  },
);

/** Refused; or overlooked as a whole, and then the device is served as one that never sent Options (ruling Q12). */
async function judgeFirst(
  context: CaseContext,
  label: string,
  requirement: string,
  options: readonly OptionSet[],
  deliberate: string,
  { sms, email }: Record<"sms" | "email", readonly SeededItem[]>,
): Promise<void> {
  const shown = await freshView(context, label, folderOf([...sms, ...email]));
  const answer: SyncAnswer = await shown.folder.sync({ syncKey: "0", options, deliberate });
  const ruling = "Q12.refused-or-nothing";
  if (!answer.succeeded().holds) return context.check(requirement, answer.refusedWith("4"), answer, { ruling });
  const drained = await syncUntilHeld(shown, email);
  const mail = eachHeldOnce(shown, drained, email);
  const unasked = noneSent(context.mailbox, drained, sms, "the device");
  const seen: Seen = email.length === 0 ? unasked : sms.length === 0 ? mail : both(mail, unasked);
  const circumstance = "with the key of an answer that overlooked the Options, and without any";
  context.check(requirement, when(circumstance, seen), [answer, ...drained.answers], { ruling });
}
