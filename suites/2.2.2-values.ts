import type { FolderName, ItemFields, Observation, ServerCommand } from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { childElements } from "../harness/wbxml/index.js";
import { addSms, saidOf } from "./add-outcome.js";
import { axis } from "./axes.js";
import { plain, recipients, same } from "./fields.js";
import { endUntaken, mayLackSms } from "./mail-folders.js";
import { heldOf, sentIn, type View } from "./observe.js";
import { arrived, demandTold, isLost, judgeKept, keptRow, type RoundTrip, remarked, roundTrips } from "./round-trip.js";
import { holder, syncAll, view } from "./stage.js";
import { listed } from "./words.js";

interface RecipientList {
  readonly count: number;
  readonly separator: string;
}

/** Lists of recipients, up to the longest To that there may be: 32,768 characters ([MS-ASEMAIL] 2.2.2). */
const lists: readonly AxisValue<RecipientList>[] = [
  { name: "ten", value: { count: 10, separator: "; " } },
  { name: "two-semicolon-blank", value: { count: 2, separator: "; " } },
  { name: "two-comma-blank", value: { count: 2, separator: ", " } },
  { name: "two-semicolon", value: { count: 2, separator: ";" } },
  { name: "two-comma", value: { count: 2, separator: "," } },
  { name: "fifty", value: { count: 50, separator: "; " } },
  { name: "longest", value: { count: 880, separator: "; " } },
];

testCase(
  {
    id: "several-recipients",
    scenario: "CHG-06",
    section: "2.2.2",
    purpose: "To of an SMS with several recipients reaches another device with all their numbers",
    requirements: ["ASMS-2.2.2-3", keptRow],
    needs: ["sms.seed"],
    axes: { list: lists },
  },
  async (context) => {
    const { count, separator } = axis(context, "list", lists);
    const { token, item } = context.mailbox.draft();
    const others = Array.from({ length: count - 1 }, (_, index) => recipient(index));
    const to = [item.to ?? "", ...others].join(separator);
    const [trip] = await roundTrips(context, [{ token, item: { ...item, to } }]);
    if (trip === undefined) return;
    judgeKept(context, trip, "an SMS with several recipients");
    if (isLost(trip)) return;
    const observation =
      trip.came === undefined
        ? await causeTold(context, trip, arrived(trip, "an SMS with several recipients"))
        : same("the numbers in To", recipients(to), recipients(trip.came.to));
    const remark = trip.came?.to === to ? "the separator was kept" : "To was written in another way";
    context.check("ASMS-2.2.2-3", observation, trip.evidence, { ruling: "Q24.to", ...remarked(trip, remark) });
  },
);

/** A list may be refused for what each of its recipients is written like: whoever reads of the one is told of the other. */
async function causeTold(context: CaseContext, { said }: RoundTrip, seen: Observation): Promise<Observation> {
  if (said !== "refused") return seen;
  const { device, mailbox, sets } = context;
  const { token, item } = mailbox.draft();
  const { folder } = await view(context, device, mailbox.place);
  await syncAll({ mailbox, folder }, sets.both);
  const answer = await addSms(folder, sets.both, { token, item: { ...item, to: recipient(0) } });
  if (saidOf(answer, token) !== "refused") return seen;
  return { ...seen, seen: `${seen.seen}, as is that of an SMS to ${recipient(0)} alone` };
}

/** A number of the block that is kept for fiction. */
function recipient(index: number): string {
  const number = `1${200 + (index % 700)}55501${String(index % 100).padStart(2, "0")}`;
  return `"${number}" [MOBILE:+${number}]`;
}

const codePages: readonly AxisValue<string | undefined>[] = [
  { name: "absent", value: undefined },
  { name: "1252", value: "1252" },
  { name: "20127", value: "20127" },
  { name: "65001", value: "65001" },
  { name: "0", value: "0" },
  { name: "99999", value: "99999" },
  { name: "empty", value: "" },
];

testCase(
  {
    id: "code-page-present",
    scenario: "CHG-06",
    section: "2.2.2",
    purpose: "Every SMS comes with an InternetCPID in decimal digits, as numbers of code pages are",
    requirements: ["ASMS-2.2.2-7", keptRow],
    needs: ["sms.seed"],
    axes: { sent: codePages },
  },
  async (context) => {
    const internetCpid = axis(context, "sent", codePages);
    const drafts = ["plain text", "привет 你好"].map((text) => {
      const { token, item } = context.mailbox.draft({ text });
      const deliberate = "an InternetCPID that is no number ([MS-ASEMAIL] 2.2.2, InternetCPID)";
      if (internetCpid === "") return { token, item: { ...item, internetCpid }, deliberate };
      return { token, item: internetCpid === undefined ? item : { ...item, internetCpid } };
    });
    for (const trip of await roundTrips(context, drafts)) {
      judgeKept(context, trip, "an SMS");
      if (isLost(trip)) continue;
      const came = trip.came?.internetCpid;
      const holds = /^\d{1,5}$/.test(came ?? "");
      const seen = trip.came === undefined ? arrived(trip, "an SMS").seen : `InternetCPID ${came ?? "missing"}`;
      const expected = "InternetCPID is a number in decimal digits";
      context.check("ASMS-2.2.2-7", { holds, expected, seen }, trip.evidence, { ruling: "Q24.added" });
    }
  },
);

testCase(
  {
    id: "same-as-email",
    scenario: "CHG-02",
    section: "2.2.2",
    purpose: "A change of Read or Flag is told in the same elements for an SMS as for an e-mail",
    requirements: ["ASMS-2.2.2-2"],
    needs: ["sms.seed", "email.seed"],
  },
  async (context) => {
    const { sms, email } = await context.mailbox.fill({ sms: 1, email: 1 });
    const items = [...sms, ...email];
    const mine = await holder(context, "B", items);
    const theirs = await holder(context, "C", items);
    for (const [what, change] of [
      ["Read", { read: "1" }],
      ["Flag", { flag: { Status: "2", FlagType: "for Follow Up" } }],
    ] as const) {
      const told = [];
      for (const item of items) told.push(await toldOf(context, mine, theirs, item, change));
      const [ofSms, ofEmail] = told;
      if (ofSms === undefined || ofEmail === undefined) return;
      if (ofEmail.elements === "nothing") context.inconclusive(`no device is told of ${what} of an e-mail`);
      const observation = {
        holds: ofSms.elements === ofEmail.elements && ofSms.status === ofEmail.status,
        expected: `${what} of an SMS is told as that of an e-mail: ${ofEmail.elements}, Status ${ofEmail.status}`,
        seen: `${ofSms.elements}, Status ${ofSms.status}`,
      };
      context.check("ASMS-2.2.2-2", observation, [...ofSms.answers, ...ofEmail.answers]);
    }
  },
);

/** The elements in which another device is told of a change, and the word that the changer gets. */
async function toldOf(context: CaseContext, mine: View, theirs: View, item: SeededItem, change: ItemFields) {
  const serverId = heldOf(mine, item)?.serverId ?? "";
  const { both } = context.sets;
  const answer = await mine.folder.sync({ options: both, commands: [{ kind: "Change", serverId, item: change }] });
  // Success need not stand in Responses ([MS-ASCMD] 2.2.3.154).
  const status = answer.responses.find((one) => one.serverId === serverId)?.status ?? answer.status ?? "none";
  const known = heldOf(theirs, item)?.serverId;
  const came = () => heldOf(theirs, item)?.item;
  const until = () => came()?.read === change.read || came()?.flag?.Status === change.flag?.Status;
  const drained = await theirs.folder.drain({
    options: both,
    repeatOptions: true,
    until: change.read ? () => came()?.read === "1" : until,
  });
  const changes = sentIn(drained).filter(({ command }) => command.kind === "Change" && command.serverId === known);
  const names = [...new Set(changes.flatMap(({ command }) => elementsOf(command)))].sort();
  return { status, elements: names.length === 0 ? "nothing" : listed(names), answers: [answer, ...drained.answers] };
}

function elementsOf({ element }: ServerCommand): string[] {
  const data = element === undefined ? undefined : childElements(element).find(({ tag }) => tag === "ApplicationData");
  return data === undefined ? [] : childElements(data).map(({ tag }) => tag);
}

/** What may be missing from an SMS. A server may refuse that, and may not lose the rest. */
const partial: readonly AxisValue<readonly (keyof ItemFields)[]>[] = [
  { name: "to", value: ["to"] },
  { name: "importance", value: ["importance"] },
  { name: "read", value: ["read"] },
  { name: "body", value: ["body"] },
  { name: "from", value: ["from"] },
  { name: "date", value: ["dateReceived"] },
  { name: "all-but-text", value: ["to", "importance", "read", "dateReceived"] },
];

testCase(
  {
    id: "partial-items",
    scenario: "CHG-06",
    section: "2.2.2",
    purpose: "An SMS without one of its elements is refused, or comes with the others as they were sent",
    requirements: ["ASMS-2.2.2-5", "ASMS-2.2.2-6", "ASMS-2.2.1-1", keptRow],
    needs: ["sms.seed"],
    axes: { absent: partial },
  },
  async (context) => {
    const under = { ruling: "Q59.rest-kept" };
    const absent = axis(context, "absent", partial);
    const { token, item } = context.mailbox.draft({ importance: "2", read: "1" });
    const kept = Object.fromEntries(Object.entries(item).filter(([name]) => !absent.some((one) => one === name)));
    const [trip] = await roundTrips(context, [{ token, item: kept }]);
    if (trip === undefined) return;
    judgeKept(context, trip, `an SMS without ${listed(absent.map(elementName))}`);
    if (isLost(trip)) return;
    demandTold(context, trip);
    const { sent, came, evidence } = trip;
    if (came === undefined) {
      context.check("ASMS-2.2.2-5", { ...arrived(trip, "an SMS"), holds: true }, evidence, under);
      return;
    }
    if (sent.importance !== undefined) {
      const importance = same("Importance", sent.importance, came.importance ?? "1");
      context.check("ASMS-2.2.2-5", importance, evidence, under);
    }
    if (sent.read !== undefined) context.check("ASMS-2.2.2-6", same("Read", sent.read, came.read), evidence, under);
    if (sent.body === undefined) return;
    const text = same("the text", plain(sent.body.data), plain(came.body?.data));
    context.check("ASMS-2.2.1-1", text, evidence, under);
  },
);

/** "dateReceived" is DateReceived. */
function elementName(field: string): string {
  return `${field.slice(0, 1).toUpperCase()}${field.slice(1)}`;
}

const folders: readonly AxisValue<FolderName>[] = [
  { name: "drafts", value: "Drafts" },
  { name: "deleted-items", value: "Deleted Items" },
  { name: "sent-items", value: "Sent Items" },
  { name: "outbox", value: "Outbox" },
];

testCase(
  {
    id: "fidelity-in-folders",
    scenario: "CHG-08",
    section: "2.2.2",
    purpose: "In a mail folder of any type an SMS keeps its text, its recipients, Importance and Read",
    requirements: ["ASMS-2.2.1-1", "ASMS-2.2.2-3", "ASMS-2.2.2-5", "ASMS-2.2.2-6", keptRow],
    needs: ["sms.seed"],
    axes: { folder: folders },
  },
  async (context) => {
    const { check, device, mailbox } = context;
    const folder = axis(context, "folder", folders);
    if (!device.hasFolder(folder)) return context.notApplicable(`the mailbox has no folder ${folder}`);
    const draft = mailbox.draft({ folder, importance: "2", read: "1" });
    const [trip] = await roundTrips(context, [draft], folder);
    if (trip === undefined) return;
    if (trip.came === undefined) {
      if (trip.said === "acknowledged" && !mayLackSms(context, folder))
        return judgeKept(context, trip, `an SMS in ${folder}`);
      demandTold(context, trip);
      return endUntaken(context, folder, trip);
    }
    const { sent, came, evidence } = trip;
    const text = same("the text", plain(sent.body?.data), plain(came.body?.data));
    check("ASMS-2.2.1-1", text, evidence, { ruling: "Q26.text" });
    const to = same("the numbers in To", recipients(sent.to), recipients(came.to));
    check("ASMS-2.2.2-3", to, evidence, { ruling: "Q24.to" });
    check("ASMS-2.2.2-5", same("Importance", sent.importance, came.importance ?? "1"), evidence);
    check("ASMS-2.2.2-6", same("Read", sent.read, came.read), evidence);
  },
);
