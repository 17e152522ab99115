import type { SyncAnswer } from "../harness/device/types.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { clientIdOf } from "./add-outcome.js";
import { failedIn, firstRefusal, heldOf, holdsAll, type View } from "./observe.js";
import { bring, freshView, syncUntilHeld, view } from "./stage.js";
import { listed, named } from "./words.js";

const requirement = "ASMS-3.1.4.1-2";

testCase(
  {
    id: "mail-after-sms-asked",
    scenario: "OPT-03",
    section: "3.1.4.1.1",
    purpose:
      "A phone that has asked for SMS, and asks for e-mail alone from then on, is sent its e-mail and may mark it",
    requirements: [requirement],
    needs: ["base", "email.seed", "device2"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const early = await mailbox.email({ folder: "Inbox" });
    const asker = await view(context, device, "Inbox");
    await bring(context, asker, [early], [sets.email], "OPT-03");
    const other = await freshView(context, "W", "Inbox");
    await bring(context, other, [early], [sets.email], "OPT-03");
    await askForSms(context, asker);
    const late = await mailbox.email({ folder: "Inbox" });
    // The control has never spoken of SMS: what it is not sent either is missed for another reason.
    await bring(context, other, [early, late], [sets.email], "OPT-03");
    const mails = [early, late];
    const beside = await askForBoth(context, asker, late);
    const asked = await askForMail(context, asker, mails);
    const missing = mails.filter((item) => !holdsAll(asker, [item]));
    const faults = [
      ...beside.faults,
      ...(missing.length === 0 ? [] : [`it is not sent ${named(missing)}, also from SyncKey 0 on`]),
    ];
    const control = await markRead(context, other, early);
    const marked =
      missing.length === 0 && control.said === undefined ? await markRead(context, asker, late) : undefined;
    if (marked?.said !== undefined) faults.push(`its Change of an e-mail is answered with ${marked.said}`);
    const expected =
      "beside an SMS set that is taken, and once it asks for e-mail alone, it is served like a device that never asked for SMS";
    const seen = faults.length === 0 ? "so it is" : `the device that asked for SMS: ${listed(faults)}`;
    const answers = [...beside.answers, ...asked, ...(marked === undefined ? [] : [marked.answer])];
    check(requirement, { holds: faults.length === 0, expected, seen }, answers, { ruling: "Q64.mail" });
  },
);

/** In each way that [MS-ASMS] 3.1.4.1.1 knows, and with an SMS of its own. It may be refused: that is for other cases. */
async function askForSms({ mailbox, sets }: CaseContext, { folder }: View): Promise<void> {
  const { token, item } = mailbox.draft();
  const add = { kind: "Add" as const, class: "SMS", clientId: clientIdOf(token), item };
  for (const input of [{ options: sets.both }, { options: [sets.sms] }, { options: sets.both, commands: [add] }]) {
    const { status } = await folder.sync(input);
    // A server may want a phone to begin again with other sets: that is to be done, and done once.
    if (status === "3") await folder.restart();
  }
}

/**
 * Asks for both where no SMS can be put in: where one can, the cases about both sets judge it. A refusal is lawful there, or judged by
 * other cases; who takes the sets has to serve the one that it knows.
 */
async function askForBoth({ can, sets }: CaseContext, shown: View, late: SeededItem) {
  if (can("sms.seed")) return { faults: [], answers: [] };
  const drained = await syncUntilHeld(shown, [late], { options: sets.both });
  const isServed = holdsAll(shown, [late]) || firstRefusal(drained) !== undefined;
  const fault = "under both sets, which are taken, it is not sent an e-mail that another device is sent";
  return { faults: isServed ? [] : [fault], answers: drained.answers };
}

/** Asks for e-mail alone, and begins again where that does not bring it; returns every answer. */
async function askForMail(
  { sets }: CaseContext,
  shown: View,
  items: readonly SeededItem[],
): Promise<readonly SyncAnswer[]> {
  const ask = () => syncUntilHeld(shown, items, { options: [sets.email] });
  const { answers } = await ask();
  if (holdsAll(shown, items)) return answers;
  const restarted = await shown.folder.restart();
  return [...answers, restarted, ...(await ask()).answers];
}

/** The device marks an e-mail as read; `said` is how it is told that this failed. */
async function markRead({ sets }: CaseContext, shown: View, item: SeededItem) {
  const { serverId = "" } = heldOf(shown, item) ?? {};
  const commands = [{ kind: "Change" as const, serverId, item: { read: "1" as const } }];
  const answer = await shown.folder.sync({ options: [sets.email], commands });
  const refused = answer.succeeded();
  const failed = failedIn(answer, "Change");
  const said = refused.holds ? failed && `Status ${failed.status}` : refused.seen;
  return { answer, said };
}
