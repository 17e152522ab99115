import type { DeviceFolder, HeldItem } from "../harness/device/types.js";
import { type FolderName, isOfOtherClass, type Observation } from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, everyFolderCase, type SeededItem, testCase } from "../harness/run/index.js";
import { addSms, saidOf, wordOn, wordsOn } from "./add-outcome.js";
import { axis } from "./axes.js";
import { beyond, inEachPlace } from "./each-folder.js";
import { demandSmsIn, endUntaken, inUserFolder, isCore } from "./mail-folders.js";
import { eachHeldOnce, heldOf, noneSent, when } from "./observe.js";
import { freshView, syncAll, syncUntilHeld } from "./stage.js";

const requirement = "ASMS-3.1.4.1.1-7";

/** Folders to try, in this order: the first that the mailbox has. */
const foldersWithoutMail: readonly AxisValue<readonly FolderName[]>[] = [
  { name: "any", value: ["Calendar", "Contacts", "Tasks", "Notes"] },
  { name: "contacts", value: ["Contacts"] },
  { name: "tasks", value: ["Tasks"] },
  { name: "notes", value: ["Notes"] },
];

const deliberate = "an SMS set in a folder that holds no e-mail ([MS-ASMS] 3.1.4.1.1)";

testCase(
  {
    id: "folder-without-mail",
    scenario: "OPT-07",
    section: "3.1.4.1.1",
    purpose: "In a folder that holds no e-mail, an SMS set is refused, an SMS is not stored, and none is ever sent",
    requirements: [requirement],
    needs: ["base", "folder.nonmail"],
    axes: { folder: foldersWithoutMail },
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const name = axis(context, "folder", foldersWithoutMail).find((one) => device.hasFolder(one));
    if (name === undefined) return context.notApplicable("the mailbox has no such folder");
    const folder = await device.open(name);
    const alone = await folder.sync({ options: [sets.sms], deliberate });
    check(requirement, alone.refused(), alone, { ruling: "Q8.alone" });
    const pair = await folder.sync({ options: [sets.sms, { filterType: "0" }], deliberate });
    check(requirement, pair.refused(), pair, { ruling: "Q8.pair" });

    const added: SeededItem = { ...mailbox.draft({ folder: name }), class: "SMS", folder: name };
    await judgeAdd(context, await device.open(name), added);
    await judgeUnseen(context, name, added);
  },
);

/** An Add of an SMS is not accepted: neither the request nor the command in it succeeds. */
async function judgeAdd(context: CaseContext, folder: DeviceFolder, added: SeededItem): Promise<void> {
  const answer = await addSms(folder, undefined, added, "an SMS added to a folder that holds no e-mail");
  const word = wordOn(answer, added.token);
  const accepted = answer.succeeded().holds && word?.status === "1";
  const seen = accepted
    ? `the Add was accepted, with Status 1 and ServerId ${word?.serverId ?? "none"}`
    : `${answer.succeeded().seen}`;
  const expected = "the Add of an SMS is not accepted here";
  const observation = { holds: !accepted, expected, seen, about: word?.element };
  context.check(requirement, observation, answer, { ruling: "Q8.items" });
}

/** No other device is sent the SMS from there, whether it asks for SMS or not. */
async function judgeUnseen(context: CaseContext, name: FolderName, added: SeededItem): Promise<void> {
  for (const [label, options, who] of [
    ["plain", undefined, `a device that syncs ${name} without Options`],
    ["asking", [context.sets.sms], `a device that asks for SMS in ${name}`],
  ] as const) {
    const shown = await freshView(context, label, name);
    const seen = noneSent(context.mailbox, await syncAll(shown, options), [added], who);
    context.check(requirement, seen, seen.evidence, { ruling: "Q8.items" });
  }
}

/** Classes by the folder that is their home ([MS-ASCMD] 2.2.3.27.6). */
const ownClasses: readonly AxisValue<FolderName>[] = (["Calendar", "Contacts", "Tasks", "Notes"] as const).map(
  (folder) => ({ name: folder.toLowerCase(), value: folder }),
);

testCase(
  {
    id: "folder-own-class",
    scenario: "OPT-07",
    section: "3.2.5.1",
    purpose: "Options that name the own class of a folder without e-mail are served, or refused with Status 4",
    requirements: ["ASMS-3.2.5.1-6"],
    needs: ["base", "folder.nonmail"],
    axes: { folder: ownClasses },
  },
  async (context) => {
    const { check, device } = context;
    const name = axis(context, "folder", ownClasses);
    if (!device.hasFolder(name)) context.notApplicable(`the mailbox has no folder ${name}`);
    const answer = await (await device.open(name)).sync({ options: [{ class: name, filterType: "0" }] });
    const { seen } = answer.succeeded();
    const holds = answer.succeeded().holds || answer.refusedWith("4").holds;
    const expected = "Status 1 or Status 4";
    check("ASMS-3.2.5.1-6", { holds, expected, seen }, answer, { ruling: "Q7.own-class" });
  },
);

/** "user": a mail folder that the case makes (type 12). The other cases play in Inbox and Sent Items. */
const mailFolders: readonly AxisValue<FolderName | "user">[] = [
  { name: "drafts", value: "Drafts" },
  { name: "inbox", value: "Inbox" },
  { name: "outbox", value: "Outbox" },
  { name: "deleted-items", value: "Deleted Items" },
  { name: "user-folder", value: "user" },
];

testCase(
  {
    id: "folder-with-mail",
    scenario: "CHG-08",
    section: "3.1.4.1.1",
    purpose: "In every folder that holds e-mail, an SMS that one device adds is sent to the devices that ask for SMS",
    requirements: ["ASMS-2.2.2.2.2-2", "ASMS-3.1.4.1.1-6"],
    needs: ["sms.seed"],
    axes: { folder: mailFolders },
  },
  async (context) => {
    const name = axis(context, "folder", mailFolders);
    demandSmsIn(context, name);
    if (name === "user") return judgeUserFolder(context);
    const { device, newDevice } = context;
    if (!device.hasFolder(name)) context.notApplicable(`the mailbox has no folder ${name}`);
    const other = await newDevice("B");
    const ruling = name === "Inbox" || name === "Outbox" ? "Q40.core" : "Q40.others";
    await judgeRound(context, name, [await device.open(name), await other.open(name)], ruling);
  },
);

async function judgeUserFolder(context: CaseContext): Promise<void> {
  const { device, newDevice } = context;
  await inUserFolder(context, async (folder) => {
    const folders = [await folder.open(device), await folder.open(await newDevice("B"))] as const;
    await judgeRound(context, "a mail folder of the user", folders, "Q40.others");
  });
}

testCase(
  {
    id: everyFolderCase,
    scenario: "CHG-08",
    section: "3.1.4.1.1",
    purpose:
      "In every mail folder beside the Inbox, an SMS that one device adds is sent to the devices that ask for SMS",
    requirements: ["ASMS-2.2.2.2.2-2", "ASMS-3.1.4.1.1-6"],
    needs: ["sms.seed"],
  },
  (context) =>
    inEachPlace(context, "SMS are synchronised", async () => {
      const { device, mailbox, newDevice } = context;
      await mailbox.admit(device);
      const other = await newDevice("B");
      return async (place) => {
        const folders = [await place.open(device), await place.open(other)] as const;
        await judgeRound(context, place.name, folders, isCore(place.name) ? "Q40.core" : "Q40.others");
      };
    }),
);

/** One device adds an SMS, another is sent it. */
async function judgeRound(
  context: CaseContext,
  where: string,
  [mine, theirs]: readonly [DeviceFolder, DeviceFolder],
  ruling: "Q40.core" | "Q40.others",
): Promise<void> {
  const { check, mailbox, sets } = context;
  const folder = beyond.find((name) => name === where) ?? "Inbox";
  const added: SeededItem = { ...mailbox.draft({ folder }), class: "SMS", folder };
  await syncAll({ mailbox, folder: mine }, sets.both);
  const answer = await addSms(mine, sets.both, added);
  const said = saidOf(answer, added.token);
  // A server may want to fill the Outbox itself (ruling Q46); then there is nothing to send round.
  if (where === "Outbox" && (said === "refused" || said === "request failed"))
    endUntaken(context, where, { said, words: wordsOn(answer, added.token) });
  const shown = { mailbox, folder: theirs };
  const drained = await syncUntilHeld(shown, [added], { options: sets.both });
  const answers = [answer, ...drained.answers];
  check("ASMS-3.1.4.1.1-6", when(`in ${where}`, eachHeldOnce(shown, drained, [added])), answers, { ruling });
  const held = heldOf(shown, added);
  // What never came is told above; the spelling of Class is for the monitor of it.
  if (held === undefined) return;
  const asSms: Observation = {
    holds: !isOfOtherClass(held),
    expected: "the SMS comes back as an SMS",
    seen: isOfOtherClass(held) ? `it came back as ${guiseOf(held)}` : "so it does",
    about: held.element,
    within: ["Class"],
  };
  check("ASMS-2.2.2.2.2-2", when(`in ${where}`, asSms), answers, { ruling: "Q42.as-sms" });
}

function guiseOf({ class: name }: HeldItem): string {
  if (name === undefined) return "mail, without Class";
  return name === "Email" ? 'mail, with Class "Email"' : `something else, with Class "${name}"`;
}
