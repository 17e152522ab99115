import type { Device, DeviceFolder } from "../harness/device/types.js";
import type { FolderName, OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { addSms, wordOn } from "./add-outcome.js";
import { makeUserFolder, mayLackSms } from "./mail-folders.js";
import { heldOf, holdsAll, noneSent, snapshot, type View, when } from "./observe.js";
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

type Body = (place: Place, items: readonly SeededItem[]) => Promise<void>;

/** A part for each mail folder that there is or can be made, in which SMS lie; one that takes none leaves the others judged. */
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

/** A plain SMS, and a read and important one where that is taken. @throws Inconclusive or NotApplicable when the folder takes none */
async function add(context: CaseContext, place: Place): Promise<readonly SeededItem[]> {
  const { device, mailbox, sets } = context;
  const folder = place.listed ?? mailbox.place;
  await mailbox.admit(device);
  const writer = await viewOn(context, device, place);
  await syncAll(writer, sets.both);
  const stored: SeededItem[] = [];
  for (const state of [{}, { read: "1", importance: "2" }] as const) {
    const item: SeededItem = { ...mailbox.draft({ folder, ...state }), class: "SMS", folder };
    const answer = await addSms(writer.folder, sets.both, item);
    if (wordOn(answer, item.token)?.status === "1") stored.push(item);
  }
  if (stored.length === 0) without(context, place, "takes no SMS");
  return stored;
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

/** The folder on a device that asks for both classes and holds these SMS. @throws Inconclusive or NotApplicable */
async function holding(
  context: CaseContext,
  device: Device,
  place: Place,
  items: readonly SeededItem[],
): Promise<View> {
  const shown = await viewOn(context, device, place);
  await syncUntilHeld(shown, items, { options: context.sets.both });
  if (!holdsAll(shown, items)) without(context, place, "sends no SMS");
  const disguised = items.some((item) => heldOf(shown, item)?.class !== "SMS");
  if (disguised)
    context.inconclusive(`what was added as an SMS in ${place.name} is no SMS for other devices`, "CAP-01");
  return shown;
}

/** In each folder: a device that asks for SMS is sent them, one that asks like this is not. */
function judgeUnasked(context: CaseContext, requirements: readonly string[], options?: readonly OptionSet[]) {
  return inEach(context, "no SMS comes unasked", async () => {
    const asking = await context.newDevice("W");
    const other = await context.newDevice("B");
    return async (place, items) => {
      // Without a device that is sent them, "was not sent" says nothing.
      await holding(context, asking, place, items);
      const drained = await syncAll(await viewOn(context, other, place), options);
      const seen = when(`in ${place.name}`, noneSent(context.mailbox, drained, items, "the device"));
      for (const requirement of requirements) context.check(requirement, seen, seen.evidence);
    };
  });
}

testCase(
  {
    id: "unasked-beyond-inbox",
    scenario: "OPT-04",
    section: "3.1.4.1.1",
    purpose: "In no mail folder is a device that never sent Options sent SMS",
    requirements: ["ASMS-3.1.4.1.1-3", "ASMS-3.2.5.1-4"],
    needs: ["sms.seed"],
  },
  (context) => judgeUnasked(context, ["ASMS-3.1.4.1.1-3", "ASMS-3.2.5.1-4"]),
);

testCase(
  {
    id: "default-set-beyond-inbox",
    scenario: "OPT-03",
    section: "3.1.4.1.1",
    purpose: "In no mail folder is a device that sends the default set alone sent SMS",
    requirements: ["ASMS-3.1.4.1.1-2", "ASMS-3.2.5.1-4"],
    needs: ["sms.seed"],
  },
  (context) => judgeUnasked(context, ["ASMS-3.1.4.1.1-2", "ASMS-3.2.5.1-4"], [context.sets.email]),
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
      return async (place, items) => {
        const shown = await holding(context, device, place, items);
        const before = snapshot(shown);
        const seen = softDeleted(mailbox, before, await changeSets(context, shown, items, [sets.email]), items);
        const ruling = seen.hard ? "Q14.hard-delete" : "Q14.soft-delete";
        check("ASMS-3.1.4.1.1.1-4", when(`in ${place.name}`, seen), seen.evidence, { ruling });
      };
    }),
);
