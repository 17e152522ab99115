import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { addSms } from "./add-outcome.js";
import { judgeDrop, ofEmail, ofSms } from "./drops.js";
import { eachHeldOnce, heldOf, holdsAll, noneSent, series, snapshot } from "./observe.js";
import { softDeleted, untouched } from "./removals.js";
import {
  bring,
  changeSets,
  folderOf,
  freshView,
  type Synchronised,
  syncAll,
  synchronised,
  syncRun,
  syncUntilHeld,
  view,
  witness,
} from "./stage.js";

const section = "3.1.4.1.1.1";

testCase(
  {
    id: "drop-sms-set",
    scenario: "SD-01",
    section,
    purpose: "When the SMS set is left out, the device is told by SoftDelete to drop exactly the SMS it holds",
    requirements: ["ASMS-3.1.4.1.1.1-4"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { mailbox, sets } = context;
    const { sms, email } = await mailbox.fill({ sms: 3, email: context.can("email.seed") ? 3 : 0 });
    const shown = await synchronised(context, [...sms, ...email]);
    const drained = await changeSets(context, shown, sms, [sets.email]);
    judgeDrop(context, "ASMS-3.1.4.1.1.1-4", ofSms, softDeleted(mailbox, shown.before, drained, sms));
    const rest = untouched(mailbox, shown.before, drained, email);
    if (email.length > 0) context.check("ASMS-3.1.4.1.1.1-4", rest, rest.evidence, { ruling: "Q14.nothing-else" });
  },
);

testCase(
  {
    id: "drop-own-sms",
    scenario: "SD-01",
    section,
    purpose:
      "When the SMS set is left out, an SMS that the device brought itself is soft-deleted there as any other is",
    requirements: ["ASMS-3.1.4.1.1.1-4"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { device, inconclusive, mailbox, sets } = context;
    const { place } = mailbox;
    await mailbox.admit(device);
    const own: SeededItem = { ...mailbox.draft(), class: "SMS", folder: place };
    const shown = await view(context, device, place);
    await syncAll(shown, sets.both);
    await addSms(shown.folder, sets.both, own);
    const other = await witness(context, [own]);
    if (heldOf(other, own)?.class !== "SMS") inconclusive("what the device added comes back as no SMS", "CAP-01");
    await syncAll(shown, sets.both);
    if (!holdsAll(shown, [own])) inconclusive("the device does not hold the SMS that it added", "CHG-01");
    const before = snapshot(shown);
    const drained = await changeSets(context, shown, [own], [sets.email]);
    judgeDrop(context, "ASMS-3.1.4.1.1.1-4", ofSms, softDeleted(mailbox, before, drained, [own]));
  },
);

testCase(
  {
    id: "drop-while-hanging",
    scenario: "SD-01",
    section,
    purpose: "When a Sync that waits for changes leaves out the SMS set, the device is told to drop the SMS it holds",
    requirements: ["ASMS-3.1.4.1.1.1-4"],
    needs: ["sms.seed", "hang"],
  },
  async (context) => {
    const { heartbeat, mailbox, sets } = context;
    const { sms } = await mailbox.fill({ sms: 2 });
    const shown = await synchronised(context, sms);
    // There is something to say under the new sets, so it need not wait at all.
    const hanging = await shown.folder.sync({ options: [sets.email], heartbeatInterval: heartbeat.seconds });
    const { answers } = await syncAll(shown);
    const drained = series([hanging, ...answers]);
    judgeDrop(context, "ASMS-3.1.4.1.1.1-4", ofSms, softDeleted(mailbox, shown.before, drained, sms));
  },
);

testCase(
  {
    id: "drop-default-set",
    scenario: "SD-02",
    section,
    purpose: "When the default set is left out, the device is told by SoftDelete to drop exactly the e-mail it holds",
    requirements: ["ASMS-3.1.4.1.1.1-5"],
    needs: ["sms.options", "email.seed"],
  },
  async (context) => {
    const { mailbox, part, sets } = context;
    const { sms, email } = await mailbox.fill({ sms: context.can("sms.seed") ? 3 : 0, email: 3 });
    const shown = await synchronised(context, [...sms, ...email]);
    const drained = await changeSets(context, shown, email, [sets.sms]);
    judgeDrop(context, "ASMS-3.1.4.1.1.1-5", ofEmail, softDeleted(mailbox, shown.before, drained, email));
    await part("the SMS stay", ["sms.seed"], async () => {
      const rest = untouched(mailbox, shown.before, drained, sms);
      context.check("ASMS-3.1.4.1.1.1-5", rest, rest.evidence, { ruling: "Q15.nothing-else" });
    });
  },
);

testCase(
  {
    id: "drop-one-for-the-other",
    scenario: "SD-02",
    section,
    purpose:
      "A device that asks for one class alone, and then for the other alone, is told by SoftDelete to drop the first",
    requirements: ["ASMS-3.1.4.1.1.1-4", "ASMS-3.1.4.1.1.1-5"],
    needs: ["sms.seed", "sms.options", "email.seed"],
  },
  async (context) => {
    const { device, inconclusive, mailbox, sets } = context;
    const { sms, email } = await mailbox.fill({ sms: 2, email: 2 });
    await witness(context, [...sms, ...email]);
    const shown = await view(context, device, folderOf(sms));
    await bring(context, shown, sms, [sets.sms], "OPT-02");
    const ofOne = snapshot(shown);
    const toMail = await changeSets(context, shown, sms, [sets.email]);
    judgeDrop(context, "ASMS-3.1.4.1.1.1-4", ofSms, softDeleted(mailbox, ofOne, toMail, sms));
    if (!holdsAll(shown, email)) inconclusive("the device was not sent the e-mail that it asked for", "OPT-03");
    const ofOther = snapshot(shown);
    const toSms = await changeSets(context, shown, email, [sets.sms]);
    judgeDrop(context, "ASMS-3.1.4.1.1.1-5", ofEmail, softDeleted(mailbox, ofOther, toSms, email));
  },
);

/** Device A held the items and was told to drop the SMS. @throws Inconclusive when that went wrong, which SD-01 judges. */
async function smsDropped(context: CaseContext, items: readonly SeededItem[]): Promise<Synchronised> {
  const sms = items.filter((item) => item.class === "SMS");
  const shown = await synchronised(context, items);
  await changeSets(context, shown, sms, [context.sets.email]);
  if (sms.some((item) => holdsAll(shown, [item]))) {
    context.inconclusive("the device was not told to drop its SMS", "SD-01");
  }
  return shown;
}

testCase(
  {
    id: "drop-said-once",
    scenario: "SD-03",
    section,
    purpose:
      "After the SoftDeletes, a Sync without Options says nothing more about the dropped SMS, nor about new ones",
    requirements: ["ASMS-3.1.4.1.1.1-4", "ASMS-3.2.5.1-4"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, mailbox } = context;
    const { sms } = await mailbox.fill({ sms: 2 });
    const shown = await smsDropped(context, sms);
    const again = untouched(mailbox, shown.before, await syncAll(shown), sms, "the SMS already dropped");
    check("ASMS-3.1.4.1.1.1-4", again, again.evidence, { ruling: "Q14.nothing-else" });

    const { sms: later } = await mailbox.fill({ sms: 1, folder: folderOf(sms) });
    await witness(context, later);
    const seen = noneSent(mailbox, await syncAll(shown), later, "the device that dropped SMS");
    check("ASMS-3.2.5.1-4", seen, seen.evidence);
  },
);

testCase(
  {
    id: "ask-again-after-drop",
    scenario: "SD-04",
    section,
    purpose: "When the SMS set is sent again after it was left out, every SMS comes back as an Add",
    requirements: ["ASMS-3.2.1-3"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { sms } = await context.mailbox.fill({ sms: 3 });
    const shown = await smsDropped(context, sms);
    const options = context.sets.both;
    // An answer without MoreAvailable says that this was all; a foreign server may be slow to see what it has to send.
    const strictly = context.tolerance === "strict";
    const drained = strictly ? await syncRun(shown.folder, { options }) : await syncUntilHeld(shown, sms, { options });
    const seen = eachHeldOnce(shown, drained, sms);
    context.check("ASMS-3.2.1-3", seen, seen.evidence, { ruling: "Q14.kept" });
  },
);

testCase(
  {
    id: "drop-leaves-others-alone",
    scenario: "SD-05",
    section,
    purpose: "A SoftDelete concerns one device: the SMS stay on the server, on other devices and for new ones",
    requirements: ["ASMS-3.1.4.1.1.1-4"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, mailbox } = context;
    const { sms } = await mailbox.fill({ sms: 3 });
    const other = await witness(context, sms, "B");
    const before = snapshot(other);
    await smsDropped(context, sms);
    const theirs = untouched(mailbox, before, await syncAll(other), sms, "what another device holds");
    check("ASMS-3.1.4.1.1.1-4", theirs, theirs.evidence, { ruling: "Q14.kept" });

    const fresh = await freshView(context, "C", folderOf(sms));
    const seen = eachHeldOnce(fresh, await syncUntilHeld(fresh, sms, { options: context.sets.both }), sms);
    check("ASMS-3.1.4.1.1.1-4", seen, seen.evidence, { ruling: "Q14.kept" });
  },
);
