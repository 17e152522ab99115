import type { Device } from "../harness/device/types.js";
import type { OptionSet } from "../harness/eas/index.js";
import { type CaseContext, testCase } from "../harness/run/index.js";
import { arranged, axis, classPositions, companions, placed, setOrders, underClassPosition } from "./axes.js";
import { eachHeldOnce, noneSent, type Synced, sameHeld } from "./observe.js";
import { folderOf, freshView, syncAll, syncUntilHeld, view, witness } from "./stage.js";

testCase(
  {
    id: "options-both-sets",
    scenario: "OPT-01",
    section: "3.1.4.1.1",
    purpose: "With a set for SMS and a set for the default class, the device is sent all SMS and all e-mail, each once",
    requirements: ["ASMS-3.2.1-3", "ASMS-4.1-1"],
    needs: ["sms.seed", "email.seed"],
    axes: { order: setOrders, class: classPositions },
  },
  async (context) => {
    const { sms, email } = await context.mailbox.fill({ sms: 3, email: 3 });
    const shown = await view(context, context.device, folderOf(sms));
    const drained = await syncUntilHeld(shown, [...sms, ...email], { options: arranged(context) });
    const everySms = eachHeldOnce(shown, drained, sms);
    const everything = eachHeldOnce(shown, drained, [...sms, ...email]);
    context.check("ASMS-3.2.1-3", everySms, everySms.evidence, underClassPosition(context));
    context.check("ASMS-4.1-1", everything, everything.evidence, underClassPosition(context));
  },
);

testCase(
  {
    id: "options-sms-alone",
    scenario: "OPT-02",
    section: "3.1.4.1.1",
    purpose: "With the SMS set alone, the device is sent all SMS and no e-mail",
    requirements: ["ASMS-2.2.2.2.1-2", "ASMS-3.1.4.1.1-1", "ASMS-4.2-1"],
    needs: ["base"],
    axes: { class: classPositions },
  },
  async (context) => {
    const { check, mailbox, part } = context;
    const options = [placed(context, context.sets.sms)];
    const under = underClassPosition(context);

    const first = await (await context.device.open("Inbox")).sync({ options });
    if (context.claims === "none" && first.refused().holds) {
      context.notApplicable("the target does not claim SMS, and refuses the SMS set", first);
    }
    check("ASMS-2.2.2.2.1-2", first.succeeded(), first, under);
    if (!first.succeeded().holds) return;

    await part("no e-mail comes", ["email.seed"], async () => {
      const { email } = await mailbox.fill({ email: 3 });
      await witness(context, email, "mail");
      const shown = await freshView(context, "B", folderOf(email));
      const seen = noneSent(mailbox, await syncAll(shown, options), email, "the device that asked for SMS only");
      check("ASMS-4.2-1", seen, seen.evidence, { ruling: "Q44.no-email", ...under });
    });
    await part("all SMS come", ["sms.seed"], async () => {
      const { sms } = await mailbox.fill({ sms: 3 });
      const shown = await freshView(context, "C", folderOf(sms));
      const seen = eachHeldOnce(shown, await syncUntilHeld(shown, sms, { options }), sms);
      check("ASMS-3.1.4.1.1-1", seen, seen.evidence, under);
    });
  },
);

testCase(
  {
    id: "options-sms-companions",
    scenario: "OPT-02",
    section: "3.1.4.1.1",
    purpose:
      "A set for SMS may hold whatever a set may hold: with Conflict and MIMESupport it is accepted, and all SMS come",
    requirements: ["ASMS-2.2.2.2.1-2", "ASMS-3.1.4.1.1-1"],
    needs: ["sms.options"],
    axes: { beside: companions },
  },
  async (context) => {
    const { check, device, mailbox, part, sets } = context;
    const options = [{ ...sets.sms, ...axis(context, "beside", companions) }];
    const inbox = await device.open("Inbox");
    const plain = (await inbox.sync({ options: [sets.sms] })).succeeded();
    if (!plain.holds) context.inconclusive(`the set without them is answered with ${plain.seen}`, "options-sms-alone");
    const first = await inbox.sync({ options });
    check("ASMS-2.2.2.2.1-2", first.succeeded(), first);
    if (!first.succeeded().holds) return;

    await part("all SMS come", ["sms.seed"], async () => {
      const { sms } = await mailbox.fill({ sms: 2 });
      await witness(context, sms);
      const shown = await freshView(context, "B", folderOf(sms));
      const seen = eachHeldOnce(shown, await syncUntilHeld(shown, sms, { options }), sms);
      check("ASMS-3.1.4.1.1-1", seen, seen.evidence);
    });
  },
);

testCase(
  {
    id: "options-default-alone",
    scenario: "OPT-03",
    section: "3.1.4.1.1",
    purpose: "With one set without Class, the device is sent all items of the folder's default class and no SMS",
    requirements: ["ASMS-3.1.4.1.1-2", "ASMS-3.2.5.1-4"],
    needs: ["base"],
  },
  (context) => defaultClassOnly(context, "ASMS-3.1.4.1.1-2", [context.sets.email]),
);

testCase(
  {
    id: "options-none-ever",
    scenario: "OPT-04",
    section: "3.1.4.1.1",
    purpose: "Without Options, now or earlier, the device is sent all items of the folder's default class and no SMS",
    requirements: ["ASMS-3.1.4.1.1-3", "ASMS-3.2.5.1-4"],
    needs: ["base"],
  },
  (context) => defaultClassOnly(context, "ASMS-3.1.4.1.1-3", undefined),
);

/** Of the items that every server can be given: e-mail in the Inbox. */
async function allMail(
  context: CaseContext,
  requirement: string,
  options: readonly OptionSet[] | undefined,
): Promise<void> {
  const { email } = await context.mailbox.fill({ email: 3 });
  const shown = await view(context, context.device, folderOf(email));
  const drained = await syncUntilHeld(shown, email, options === undefined ? {} : { options });
  const seen = eachHeldOnce(shown, drained, email);
  context.check(requirement, seen, seen.evidence);
}

/** A device that asks for the default class, by whatever words, gets exactly that. */
async function defaultClassOnly(
  context: CaseContext,
  requirement: string,
  options: readonly OptionSet[] | undefined,
): Promise<void> {
  const { check, mailbox, part } = context;
  await part("all e-mail comes", ["email.seed"], () => allMail(context, requirement, options));
  await part("no SMS comes", ["sms.seed"], async () => {
    const { sms } = await mailbox.fill({ sms: 3 });
    await witness(context, sms);
    const shown = await freshView(context, "B", folderOf(sms));
    const seen = noneSent(mailbox, await syncAll(shown, options), sms, "a device that never asked for SMS");
    check(requirement, seen, seen.evidence);
    check("ASMS-3.2.5.1-4", seen, seen.evidence);
  });
}

testCase(
  {
    id: "options-order",
    scenario: "OPT-05",
    section: "3.1.4.1.1",
    purpose: "Whichever of the two sets stands first, the device is sent the same items",
    requirements: ["ASMS-4.1-1"],
    needs: ["sms.seed", "email.seed"],
    axes: { class: classPositions },
  },
  async (context) => {
    const { sms, email } = await context.mailbox.fill({ sms: 2, email: 2 });
    const items = [...sms, ...email];
    const [smsSet, emailSet] = context.sets.both.map((set) => placed(context, set));
    if (smsSet === undefined || emailSet === undefined) throw new Error("The case needs two sets");
    const inOrder = async (label: string, options: readonly OptionSet[]): Promise<Synced> => {
      const shown = await freshView(context, label, folderOf(sms));
      return { shown, drained: await syncUntilHeld(shown, items, { options }) };
    };
    const first = await inOrder("first", [smsSet, emailSet]);
    const second = await inOrder("second", [emailSet, smsSet]);
    if (first.shown.folder.held.size === 0) context.inconclusive("the device was sent nothing at all", "OPT-01");
    const seen = sameHeld(first, second, items);
    context.check("ASMS-4.1-1", seen, seen.evidence, underClassPosition(context));
  },
);

testCase(
  {
    id: "options-class-email",
    scenario: "OPT-06",
    section: "3.1.4.1.1",
    purpose: "Class=Email spelled out in a mail folder is accepted and means the same as no Class",
    requirements: ["ASMS-3.1.4.1.1-2", "ASMS-3.2.5.1-6", "ASMS-4.1-1"],
    needs: ["base"],
  },
  async (context) => {
    const { check, mailbox, part } = context;
    const spelled: OptionSet = { class: "Email", ...context.sets.email };
    const accepted = async (device: Device, options: readonly OptionSet[]): Promise<void> => {
      const answer = await (await device.open("Inbox")).sync({ options });
      check("ASMS-3.2.5.1-6", answer.succeeded(), answer, { ruling: "Q6.accepted" });
    };
    await accepted(context.device, [spelled]);
    await part("it is accepted beside an SMS set", ["sms.options"], async () => {
      await accepted(await context.newDevice("both"), [context.sets.sms, spelled]);
    });
    await part("the same e-mail comes", ["email.seed"], async () => {
      const { email } = await mailbox.fill({ email: 2 });
      const shown = await freshView(context, "alone", folderOf(email));
      const seen = eachHeldOnce(shown, await syncUntilHeld(shown, email, { options: [spelled] }), email);
      check("ASMS-3.1.4.1.1-2", seen, seen.evidence, { ruling: "Q6.same-items" });
    });
    await part("no SMS comes with it", ["sms.seed"], async () => {
      const { sms } = await mailbox.fill({ sms: 2 });
      await witness(context, sms);
      const shown = await freshView(context, "B", folderOf(sms));
      const drained = await syncAll(shown, [spelled]);
      const seen = noneSent(mailbox, drained, sms, "the device that asked for Class=Email only");
      check("ASMS-3.1.4.1.1-2", seen, seen.evidence, { ruling: "Q6.same-items" });
    });
    await part("both classes come beside an SMS set", ["sms.seed", "email.seed"], async () => {
      const { sms, email } = await mailbox.fill({ sms: 2, email: 2 });
      const shown = await freshView(context, "beside", folderOf(sms));
      const items = [...sms, ...email];
      const seen = eachHeldOnce(
        shown,
        await syncUntilHeld(shown, items, { options: [context.sets.sms, spelled] }),
        items,
      );
      check("ASMS-4.1-1", seen, seen.evidence, { ruling: "Q6.same-items" });
    });
  },
);
