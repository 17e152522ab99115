import type { SyncAnswer } from "../harness/device/types.js";
import type { OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { both, eachHeldOnce, noneSent, type Seen, when } from "./observe.js";
import { foreignClass, judgeAllRefused, three, tooMany, type WrongSets } from "./refusals.js";
import { folderOf, freshView, syncUntilHeld, witness } from "./stage.js";

// The limit of two, and that to two classes, hold for any number of sets and in every request ([MS-ASMS] 3.2.5.1).

const section = "3.2.5.1";
/** What a server that overlooks the mistake would send. */
async function itemsOf({ can, mailbox }: CaseContext): Promise<Record<"sms" | "email", readonly SeededItem[]>> {
  return mailbox.fill({ sms: can("sms.seed") ? 2 : 0, email: can("email.seed") ? 2 : 0 });
}

testCase(
  {
    id: "sync-many-options",
    scenario: "ERR-01",
    section,
    purpose:
      "Five Options in one Collection, and ten, are refused with Status 4 as three are, and so is an empty third one",
    requirements: ["ASMS-3.2.5.1-5"],
    needs: ["base", "sync.limit"],
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
    await judgeAllRefused(context, folder, [
      tooMany(five),
      tooMany([...five, ...five]),
      tooMany([...context.sets.both, {}]),
    ]);
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
    const { heartbeat, part, sets } = context;
    const { sms, email } = await itemsOf(context);
    const folder = await context.device.open(folderOf([...sms, ...email]));
    const waiting = { heartbeatInterval: heartbeat.seconds };
    await part("three Options", ["sync.limit"], () =>
      judgeAllRefused(context, folder, [tooMany(three(context))], waiting),
    );
    await judgeAllRefused(context, folder, [foreignClass([sets.sms, { class: "Tasks", filterType: "0" }])], waiting);
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
    const tasks: OptionSet = { class: "Tasks", filterType: "0" };
    await context.part("three Options", ["sync.limit"], () =>
      judgeFirst(context, "three", tooMany(three(context)), { sms, email }),
    );
    await judgeFirst(context, "beside", foreignClass([context.sets.sms, tasks]), { sms, email });
    await judgeFirst(context, "alone", foreignClass([tasks]), { sms, email });
  },
);

/** Refused; or overlooked as a whole, and then the device is served as one that never sent Options (ruling Q12). */
async function judgeFirst(
  context: CaseContext,
  label: string,
  { requirement, options, deliberate }: WrongSets,
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
