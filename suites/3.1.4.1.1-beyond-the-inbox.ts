import type { Device, DeviceFolder } from "../harness/device/types.js";
import type { FolderName, OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { addSms, wordOn } from "./add-outcome.js";
import { makeUserFolder, mayLackSms } from "./mail-folders.js";
import { holdsAll, noneSent, snapshot, type View, when } from "./observe.js";
import { softDeleted } from "./removals.js";
import { changeSets, syncAll, syncUntilHeld } from "./stage.js";

// The rules of [MS-ASMS] 3.1.4.1.1 hold in every folder that holds e-mail. Most cases play in the Inbox; a server that is right
// there alone must not pass a default run, so these two walk through the other folders, all of them in one case.

const beyond: readonly FolderName[] = ["Sent Items", "Outbox", "Drafts", "Deleted Items"];

/** A mail folder as any device finds it. */
interface Place {
  readonly name: string;
  /** For the clean-up: a folder of the user goes away as a whole. */
  readonly listed?: FolderName;
  open(device: Device): Promise<DeviceFolder>;
}

type Body = (place: Place, item: SeededItem) => Promise<void>;

/** A part for each mail folder that there is or can be made, in which an SMS lies; one that takes none leaves the others judged. */
async function inEach(context: CaseContext, what: string, prepare: () => Promise<Body>): Promise<void> {
  const { device, notApplicable, part } = context;
  const { folder: own } = await makeUserFolder(context);
  try {
    const named = beyond
      .filter((name) => device.hasFolder(name))
      .map((name): Place => ({ name, listed: name, open: (one) => one.open(name) }));
    const places = own === undefined ? named : [...named, { name: "a mail folder of the user", open: own.open }];
    if (places.length === 0) notApplicable("the mailbox has no mail folder but the Inbox");
    const body = await prepare();
    for (const place of places)
      await part(`${what} in ${place.name}`, [], async () => body(place, await add(context, place)));
  } finally {
    await own?.remove();
  }
}

/** @throws Inconclusive or NotApplicable when the folder takes no SMS */
async function add(context: CaseContext, place: Place): Promise<SeededItem> {
  const { device, mailbox, sets } = context;
  const folder = place.listed ?? mailbox.place;
  const item: SeededItem = { ...mailbox.draft({ folder }), class: "SMS", folder };
  await mailbox.admit(device);
  const writer = await viewOn(context, device, place);
  await syncAll(writer, sets.both);
  const answer = await addSms(writer.folder, sets.both, item);
  if (wordOn(answer, item.token)?.status !== "1") without(context, place, "takes no SMS");
  return item;
}

function without(context: CaseContext, { name }: Place, what: string): never {
  if (mayLackSms(context, name))
    context.notApplicable(`at 14.0 a server that ${what} in ${name} is right (ruling Q40)`);
  // A server may want to fill the Outbox itself (ruling Q46).
  if (name === "Outbox")
    context.notApplicable(`the target ${what} in the Outbox, which it may fill itself (ruling Q46)`);
  return context.inconclusive(`the target ${what} in ${name}`, "CAP-01");
}

async function viewOn({ mailbox }: CaseContext, device: Device, place: Place): Promise<View> {
  return { mailbox, folder: await place.open(device) };
}

/** The folder on a device that asks for both classes and holds the SMS. @throws Inconclusive or NotApplicable */
async function holding(context: CaseContext, device: Device, place: Place, item: SeededItem): Promise<View> {
  const shown = await viewOn(context, device, place);
  await syncUntilHeld(shown, [item], { options: context.sets.both });
  if (!holdsAll(shown, [item])) without(context, place, "sends no SMS");
  return shown;
}

testCase(
  {
    id: "unasked-beyond-inbox",
    scenario: "OPT-04",
    section: "3.1.4.1.1",
    purpose:
      "In no mail folder is a device sent SMS that it did not ask for: without Options, and with the default set",
    requirements: ["ASMS-3.1.4.1.1-2", "ASMS-3.1.4.1.1-3", "ASMS-3.2.5.1-4"],
    needs: ["sms.seed"],
  },
  (context) =>
    inEach(context, "no SMS comes unasked", async () => {
      const { check, mailbox, newDevice, sets } = context;
      const asking = await newDevice("W");
      const silent = await newDevice("silent");
      const email = await newDevice("email");
      return async (place, item) => {
        // Without a device that is sent it, "was not sent" says nothing.
        await holding(context, asking, place, item);
        const sent = async (device: Device, options?: readonly OptionSet[]) => {
          const drained = await syncAll(await viewOn(context, device, place), options);
          return when(`in ${place.name}`, noneSent(mailbox, drained, [item], "the device"));
        };
        const unasked = await sent(silent);
        check("ASMS-3.1.4.1.1-3", unasked, unasked.evidence);
        check("ASMS-3.2.5.1-4", unasked, unasked.evidence);
        const beside = await sent(email, [sets.email]);
        check("ASMS-3.1.4.1.1-2", beside, beside.evidence);
      };
    }),
);

testCase(
  {
    id: "dropped-beyond-inbox",
    scenario: "SD-01",
    section: "3.1.4.1.1.1",
    purpose: "In every mail folder, the SMS that a device holds are soft-deleted when it leaves out the SMS set",
    requirements: ["ASMS-3.1.4.1.1.1-4"],
    needs: ["sms.seed"],
  },
  (context) =>
    inEach(context, "SMS are soft-deleted", async () => {
      const { check, mailbox, newDevice, sets } = context;
      const device = await newDevice("B");
      return async (place, item) => {
        const shown = await holding(context, device, place, item);
        const before = snapshot(shown);
        const seen = softDeleted(mailbox, before, await changeSets(context, shown, [item], [sets.email]), [item]);
        const ruling = seen.hard ? "Q14.hard-delete" : "Q14.soft-delete";
        check("ASMS-3.1.4.1.1.1-4", when(`in ${place.name}`, seen), seen.evidence, { ruling });
      };
    }),
);
