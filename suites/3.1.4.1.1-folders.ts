import type { DeviceFolder } from "../harness/device/types.js";
import type { FolderName } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { addSms, wordOn } from "./add-outcome.js";
import { noneSent } from "./observe.js";
import { freshView, syncAll } from "./stage.js";

const requirement = "ASMS-3.1.4.1.1-7";
const deliberate = "an SMS set in a folder that holds no e-mail ([MS-ASMS] 3.1.4.1.1)";

testCase(
  {
    id: "folder-without-mail",
    scenario: "OPT-07",
    section: "3.1.4.1.1",
    purpose: "In a folder that holds no e-mail, an SMS set is refused, an SMS is not stored, and none is ever sent",
    requirements: [requirement],
    needs: ["base", "folder.nonmail"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const name = (["Calendar", "Contacts", "Tasks", "Notes"] as const).find((one) => device.hasFolder(one));
    if (name === undefined) return context.notApplicable("the mailbox has no folder for anything but mail");
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
  const seen = accepted ? `Status 1 and ServerId ${word?.serverId ?? "none"}` : `${answer.succeeded().seen}`;
  const observation = { holds: !accepted, expected: "the Add of an SMS is not accepted here", seen };
  context.check(requirement, observation, answer, { ruling: "Q8.items" });
}

/** No other device is sent the SMS from there, whether it asks for SMS or not. */
async function judgeUnseen(context: CaseContext, name: FolderName, added: SeededItem): Promise<void> {
  for (const [label, options] of [
    ["plain", undefined],
    ["asking", [context.sets.sms]],
  ] as const) {
    const shown = await freshView(context, label, name);
    const seen = noneSent(context.mailbox, await syncAll(shown, options), [added], `a device that syncs ${name}`);
    context.check(requirement, seen, seen.evidence, { ruling: "Q8.items" });
  }
}
