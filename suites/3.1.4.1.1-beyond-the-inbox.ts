import type { Device } from "../harness/device/types.js";
import type { FolderName, OptionSet } from "../harness/eas/index.js";
import { type CaseContext, testCase } from "../harness/run/index.js";
import { noneSent, snapshot, type View } from "./observe.js";
import { softDeleted } from "./removals.js";
import { bring, changeSets, syncAll } from "./stage.js";

// The rules of [MS-ASMS] 3.1.4.1.1 hold in every folder that holds e-mail. Most cases play in the Inbox; a server that is right
// there alone must not pass a default run, so these two walk through the other folders, all of them in one case.

const beyond: readonly FolderName[] = ["Sent Items", "Outbox", "Drafts", "Deleted Items"];

/** The body for each of the folders that the mailbox has; one that takes no SMS leaves the others judged. @throws NotApplicable */
async function inEach(context: CaseContext, what: string, body: (folder: FolderName) => Promise<void>): Promise<void> {
  const present = beyond.filter((name) => context.device.hasFolder(name));
  if (present.length === 0) context.notApplicable("the mailbox has no mail folder but the Inbox");
  for (const name of present) await context.part(`${what} in ${name}`, [], () => body(name));
}

async function on(context: CaseContext, device: Device, folder: FolderName): Promise<View> {
  return { mailbox: context.mailbox, folder: await device.open(folder) };
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
  async (context) => {
    const { check, mailbox, newDevice, sets } = context;
    const asking = await newDevice("W");
    const silent = await newDevice("silent");
    const email = await newDevice("email");
    await inEach(context, "no SMS comes unasked", async (folder) => {
      const { sms: items } = await mailbox.fill({ sms: 3, folder });
      // Without a device that is sent them, "was not sent" says nothing.
      await bring(context, await on(context, asking, folder), items, sets.both, "OPT-01");
      const sent = async (device: Device, options?: readonly OptionSet[]) =>
        noneSent(mailbox, await syncAll(await on(context, device, folder), options), items, `in ${folder}, the device`);
      const unasked = await sent(silent);
      check("ASMS-3.1.4.1.1-3", unasked, unasked.evidence);
      check("ASMS-3.2.5.1-4", unasked, unasked.evidence);
      const beside = await sent(email, [sets.email]);
      check("ASMS-3.1.4.1.1-2", beside, beside.evidence);
    });
  },
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
  async (context) => {
    const { check, device, mailbox, sets } = context;
    await inEach(context, "SMS are soft-deleted", async (folder) => {
      const { sms: items } = await mailbox.fill({ sms: 3, folder });
      const shown = await on(context, device, folder);
      await bring(context, shown, items, sets.both, "OPT-01");
      const before = snapshot(shown);
      const seen = softDeleted(mailbox, before, await changeSets(context, shown, items, [sets.email]), items);
      const ruling = seen.hard ? "Q14.hard-delete" : "Q14.soft-delete";
      check("ASMS-3.1.4.1.1.1-4", { ...seen, expected: `in ${folder}, ${seen.expected}` }, seen.evidence, { ruling });
    });
  },
);
