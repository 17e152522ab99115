import type { SyncAnswer } from "../harness/device/types.js";
import type { FlagFields, FolderName, ItemFields, Observation } from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { addSms, judgeOfWords, saidOf, wordsOn } from "./add-outcome.js";
import { axis } from "./axes.js";
import { plain, recipients, sender } from "./fields.js";
import { sameValue } from "./flags.js";
import { failedIn, heldOf, holdsAll, noneSent, type View, when } from "./observe.js";
import { bring, freshView, holder, syncAll, syncUntilHeld, view } from "./stage.js";
import { listed } from "./words.js";

const section = "3.1.4.1.2";
const requirement = "ASMS-3.1.4.1.2-2";
const othersKept = { ruling: "Q27.others-kept" };

const changes: readonly AxisValue<"read" | "flag">[] = [
  { name: "read", value: "read" },
  { name: "flag", value: "flag" },
];

testCase(
  {
    id: "client-change-keeps-others",
    scenario: "CHG-13",
    section,
    purpose: "A Change of Read or Flag leaves every element of the SMS that it does not name as it was",
    requirements: [requirement],
    needs: ["sms.seed"],
    axes: { change: changes },
  },
  async (context) => {
    const changed = axis(context, "change", changes);
    const { item, mine, before } = await markedSms(context);
    const fields: ItemFields = changed === "read" ? { read: "0" } : { flag: {} };
    const answer = await send(context, mine, item, fields);
    if (!acknowledged(answer)) context.inconclusive(answer.succeeded().seen, "client-change-read");
    await judgeOthers(context, item, before, changed, answer);
  },
);

const frozen: readonly AxisValue<"body" | "to" | "from">[] = [
  { name: "body", value: "body" },
  { name: "to", value: "to" },
  { name: "from", value: "from" },
];

testCase(
  {
    id: "client-change-frozen",
    scenario: "CHG-13",
    section,
    purpose: "A Change of Body, To or From is refused or without effect; acknowledged, it leaves all else as it was",
    requirements: [requirement],
    needs: ["sms.seed"],
    axes: { element: frozen },
  },
  async (context) => {
    const element = axis(context, "element", frozen);
    const { item, mine, before } = await markedSms(context);
    const other = context.mailbox.draft().item;
    const value = element === "body" ? { type: "1", data: "another text" } : other[element];
    const deliberate = `a Change of ${element}, which a client may not change ([MS-ASEMAIL] 3.1.5.4)`;
    const answer = await send(context, mine, item, { [element]: value }, deliberate);
    const held = await judgeOthers(context, item, before, element, answer);
    if (held === undefined && acknowledged(answer)) return;
    const kept = !acknowledged(answer) || differing(before, held ?? {}, [element]).length === 0;
    const seen = acknowledged(answer) ? `it is ${kept ? "as before" : "altered"} for a new device` : words(answer);
    const expected = `the Change of ${element} is refused, or without effect`;
    context.check(requirement, { holds: kept, expected, seen }, answer, { ruling: "Q27.frozen" });
  },
);

/** An SMS that is read and flagged, on a device that may change it, and as the server sends it. */
async function markedSms(context: CaseContext) {
  const item = await context.mailbox.sms({ read: "1", importance: "2" });
  await context.mailbox.edit(item, { flagStatus: "2" });
  const mine = await holder(context, "B", [item]);
  const flagged = () => heldOf(mine, item)?.item.flag?.Status === "2";
  await mine.folder.drain({ options: context.sets.both, repeatOptions: true, until: flagged });
  const before = heldOf(mine, item)?.item;
  if (before === undefined) context.inconclusive("the device does not hold the SMS", "OPT-01");
  return { item, mine, before };
}

function send(
  { sets }: CaseContext,
  mine: View,
  item: SeededItem,
  fields: ItemFields,
  deliberate?: string,
): Promise<SyncAnswer> {
  const commands = [{ kind: "Change" as const, serverId: heldOf(mine, item)?.serverId ?? "", item: fields }];
  return mine.folder.sync({ options: sets.both, commands, ...(deliberate === undefined ? {} : { deliberate }) });
}

/** A Change without a word on it was carried out ([MS-ASCMD] 2.2.3.154). */
function acknowledged(answer: SyncAnswer): boolean {
  return answer.succeeded().holds && failedIn(answer, "Change") === undefined;
}

function words(answer: SyncAnswer): string {
  const refused = failedIn(answer, "Change");
  return refused === undefined ? answer.succeeded().seen : `Responses/Change with Status ${refused.status}`;
}

type Element = "to" | "from" | "dateReceived" | "importance" | "read" | "body" | "flag";
const elements: readonly Element[] = ["to", "from", "dateReceived", "importance", "read", "body", "flag"];

/** A device that starts anew is sent all that the Change did not name. Returns the SMS as that device has it. */
async function judgeOthers(
  context: CaseContext,
  item: SeededItem,
  before: ItemFields,
  changed: Element,
  answer: SyncAnswer,
): Promise<ItemFields | undefined> {
  if (!acknowledged(answer)) return undefined;
  const fresh = await freshView(context, "fresh", item.folder);
  const drained = await syncUntilHeld(fresh, [item], { options: context.sets.both });
  const after = heldOf(fresh, item)?.item;
  // A changed From makes it an SMS that nobody knows again.
  if (after === undefined && changed === "from") return undefined;
  const lost = after === undefined ? ["the SMS itself"] : differing(before, after, elements);
  const others = lost.filter((name) => name !== changed);
  const observation: Observation = {
    holds: others.length === 0,
    expected: `all elements but ${changed} are as they were before the Change`,
    seen: others.length === 0 ? "they are" : `changed or gone: ${listed(others)}`,
  };
  context.check(requirement, observation, [answer, ...drained.answers], othersKept);
  return after;
}

function differing(before: ItemFields, after: ItemFields, among: readonly Element[]): Element[] {
  return among.filter((name) => {
    switch (name) {
      case "to":
        return recipients(before.to) !== recipients(after.to);
      case "from":
        return sender(before.from) !== sender(after.from);
      case "body":
        return plain(before.body?.data) !== plain(after.body?.data);
      case "flag":
        return !sameFlag(before.flag, after.flag);
      default:
        return !sameValue(before[name] ?? "", after[name]);
    }
  });
}

function sameFlag(before: FlagFields = {}, after: FlagFields = {}): boolean {
  return Object.entries(before).every(([member, value]) => value === undefined || sameValue(value, after[member]));
}

testCase(
  {
    id: "client-add-without-set",
    scenario: "CHG-01",
    section,
    purpose: "An SMS that a device adds without an SMS set in force is refused, or stored and soft-deleted there",
    requirements: ["ASMS-3.1.4.1.2-1", "ASMS-3.1.4.1.1-2"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const { place } = mailbox;
    await mailbox.admit(device);
    const added: SeededItem = { ...mailbox.draft(), class: "SMS", folder: place };
    const adder = await view(context, device, place);
    await syncAll(adder, [sets.email]);
    const answer = await addSms(adder.folder, [sets.email], added);
    const said = saidOf(answer, added.token);
    const later = await syncAll(adder, [sets.email]);
    const control = await mailbox.sms({ folder: place });
    const other = await freshView(context, "other", place);
    const read = await bring(context, other, [control], sets.both, "OPT-01");
    const stored = holdsAll(other, [added]);
    const gone = !holdsAll(adder, [added]);
    const refused = said === "refused" || said === "request failed";
    const observation = {
      holds: refused ? !stored : stored && gone,
      expected: "the Add is refused, or the SMS is stored and soft-deleted on the device that added it",
      seen: [
        `it is ${said === "acknowledged" ? said : `answered with ${wordsOn(answer, added.token)}`}`,
        `${stored ? "" : "not "}sent to another device`,
        `${gone ? "not " : ""}kept by the device that added it`,
      ].join(", "),
    };
    const isTold = said !== "unsaid" || stored;
    const evidence = [answer, ...later.answers, ...read.answers];
    if (isTold) check("ASMS-3.1.4.1.2-1", observation, evidence, { ruling: "Q37.no-set" });
    // To have brought an SMS is not to ask for SMS.
    const none = noneSent(mailbox, await syncAll(adder, [sets.email]), [control], "the device that added one");
    check("ASMS-3.1.4.1.1-2", none, none.evidence);
    if (!isTold) context.inconclusive(`the Add was answered with ${wordsOn(answer, added.token)}`, judgeOfWords);
  },
);

testCase(
  {
    id: "client-delete-as-move",
    scenario: "CHG-04",
    section,
    purpose: "With DeletesAsMoves a deleted SMS lies in Deleted Items, where a device that asks for SMS is sent it",
    requirements: ["ASMS-3.1.4.1.2-3", "ASMS-4.1-3"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox } = context;
    const bin = "Deleted Items";
    if (!device.hasFolder(bin)) context.notApplicable(`the mailbox has no folder ${bin}`);
    // Nothing of this draft is sent: it has the clean-up look into that folder.
    mailbox.draft({ folder: bin });
    const moved = await deletedAsMove(context, "1", bin);
    check("ASMS-3.1.4.1.2-3", moved, moved.evidence, { ruling: "Q40.others" });
    if (!moved.holds) return;
    const empty = when(
      "with DeletesAsMoves without content, which counts as 1,",
      await deletedAsMove(context, "empty", bin),
    );
    check("ASMS-4.1-3", empty, empty.evidence);
  },
);

/** A device deletes an SMS like this, and another one looks into Deleted Items. @throws Inconclusive where the Sync is refused */
async function deletedAsMove(context: CaseContext, deletesAsMoves: "1" | "empty", bin: FolderName) {
  const { inconclusive, mailbox, sets } = context;
  const item = await mailbox.sms();
  const mine = await holder(context, `B-${deletesAsMoves}`, [item]);
  const commands = [{ kind: "Delete" as const, serverId: heldOf(mine, item)?.serverId ?? "" }];
  const answer = await mine.folder.sync({ options: sets.both, deletesAsMoves, commands });
  if (!answer.succeeded().holds) inconclusive(answer.succeeded().seen, "CHG-04");
  const shown = await freshView(context, `bin-${deletesAsMoves}`, bin);
  const drained = await syncUntilHeld(shown, [item], { options: sets.both });
  const held = heldOf(shown, item);
  const seen = held === undefined ? "it is not sent there" : `it is sent there with Class ${held.class ?? "missing"}`;
  const expected = `the SMS is sent in ${bin}, as an SMS`;
  return { holds: held?.class === "SMS", expected, seen, evidence: [answer, ...drained.answers] };
}
