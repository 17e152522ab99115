import type { SyncAnswer } from "../harness/device/types.js";
import type { FolderName, ItemFields, OptionSet } from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { axis } from "./axes.js";
import { holdsAll, noneSent } from "./observe.js";
import { folderOf, freshView, syncUntilHeld, view, witness } from "./stage.js";

testCase(
  {
    id: "sync-same-class-twice",
    scenario: "ERR-04",
    section: "3.1.4.1.1",
    purpose: "Two Options for the same class are refused: one is for the default class, one for SMS",
    requirements: ["ASMS-3.1.4.1.1-5"],
    needs: ["base"],
  },
  async (context) => {
    const { part, sets } = context;
    const folder: FolderName = "Sent Items";
    const narrow = (set: OptionSet) => ({ ...set, filterType: "1" });
    await twice(context, [sets.sms, narrow(sets.sms)], "Q4.refused", async (options) => {
      await part("which SMS set is in force", ["sms.backdate"], async () => {
        await judgeWinner(context, await context.mailbox.sms({ folder, ageHours: 240 }), options, "Q4.winner");
      });
    });
    await twice(context, [sets.email, { class: "Email", filterType: "1" }], "Q5.refused", async (options) => {
      await part("which default set is in force", ["email.backdate"], async () => {
        await judgeWinner(context, await context.mailbox.email({ folder, ageHours: 240 }), options, "Q5.winner");
      });
    });
  },
);

const sameClass = "two Options for the same class ([MS-ASMS] 3.1.4.1.1)";

/** Judges that the two sets are refused; a server that takes them is asked further. */
async function twice(
  context: CaseContext,
  options: readonly OptionSet[],
  ruling: string,
  accepted: (options: readonly OptionSet[]) => Promise<void>,
): Promise<void> {
  const folder = await folderWithItems(context, ruling);
  const answer = await folder.sync({ options, deliberate: sameClass });
  context.check("ASMS-3.1.4.1.1-5", answer.refused(), answer, { ruling });
  if (answer.succeeded().holds) await accepted(options);
}

async function folderWithItems(context: CaseContext, label: string) {
  const { sms, email } = await context.mailbox.fill({
    sms: context.can("sms.seed") ? 1 : 0,
    email: context.can("email.seed") ? 1 : 0,
  });
  return (await freshView(context, label, folderOf([...sms, ...email]))).folder;
}

/** The first set lets an old item in, the second does not. */
async function judgeWinner(
  context: CaseContext,
  old: SeededItem,
  options: readonly OptionSet[],
  ruling: string,
): Promise<void> {
  await witness(context, [old], `${ruling}-witness`);
  const shown = await freshView(context, `${ruling}-device`, old.folder);
  const drained = await shown.folder.drain({ options, deliberate: sameClass, repeatOptions: true });
  const holds = holdsAll(shown, [old]);
  const seen = holds ? "the first one" : "the second one: an item outside its filter did not come";
  const observation = { holds, expected: "of two sets for one class the first is in force", seen };
  context.check("ASMS-3.1.4.1.1-5", observation, drained.answers, { ruling });
}

const doubled: readonly AxisValue<OptionSet>[] = [
  { name: "class", value: { class: "SMS", filterType: "0", again: { class: "SMS" } } },
  { name: "other-class", value: { class: "SMS", filterType: "0", again: { class: "Email" } } },
  { name: "filter-type", value: { class: "SMS", filterType: "0", again: { filterType: "2" } } },
];

testCase(
  {
    id: "sync-element-twice",
    scenario: "ERR-02",
    section: "3.2.5.1",
    purpose: "Options in which Class or FilterType stands twice are refused; what the target does is reported",
    requirements: ["ASMS-3.2.5.1-6"],
    needs: ["sms.options"],
    axes: { element: doubled },
  },
  async (context) => {
    const deliberate = "an element twice in one Options ([MS-ASCMD] 2.2.3.125.6)";
    const folder = await context.device.open("Inbox");
    const answer: SyncAnswer = await folder.sync({ options: [axis(context, "element", doubled)], deliberate });
    context.check("ASMS-3.2.5.1-6", answer.refused(), answer, { ruling: "Q10.twice" });
  },
);

testCase(
  {
    id: "sync-conversation-mode",
    scenario: "NEG-02",
    section: "3.2.5.1",
    purpose: "ConversationMode widens the answer to no SMS while the device asks for e-mail only",
    requirements: ["ASMS-3.2.5.1-4"],
    needs: ["sms.seed", "email.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const { sms, email } = await mailbox.fill({ sms: 2, email: 2 });
    const all = await witness(context, [...sms, ...email]);
    const shown = await view(context, device, folderOf(sms));
    const options = [sets.email];
    const drained = await syncUntilHeld(shown, email, { options, conversationMode: "1" });
    const again = await shown.folder.sync({ options, conversationMode: "1" });
    if (!holdsAll(shown, email)) context.inconclusive("the target brings no e-mail with ConversationMode 1", "OPT-03");
    const answers = [...drained.answers, again];
    const series = { ...drained, answers, commands: answers.flatMap(({ commands }) => commands) };
    const seen = noneSent(mailbox, series, sms, "a device that asks for e-mail only, with ConversationMode 1");
    check(
      "ASMS-3.2.5.1-4",
      seen,
      seen.evidence,
      sharesConversation(all.folder.held) ? { ruling: "Q50.conversation" } : {},
    );
  },
);

/** Is there an SMS and an e-mail of one ConversationId? Only then can the mode reach from one to the other. */
function sharesConversation(
  held: ReadonlyMap<string, { readonly class?: string; readonly item: ItemFields }>,
): boolean {
  const idsOf = (sms: boolean) =>
    [...held.values()]
      .filter((one) => (one.class === "SMS") === sms)
      .flatMap(({ item }) =>
        item.conversationId === undefined ? [] : [Buffer.from(item.conversationId).toString("hex")],
      );
  const ofSms = new Set(idsOf(true));
  return idsOf(false).some((id) => ofSms.has(id));
}
