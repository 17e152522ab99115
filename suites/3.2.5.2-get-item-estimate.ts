import type { FolderName } from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { axis, threeSets } from "./axes.js";
import {
  type Amounts,
  answered,
  estimate,
  exactly,
  forEstimate,
  heldAmounts,
  judgeEstimate,
  judgeSensitive,
  sum,
  tellable,
  withSmsUnasked,
} from "./estimates.js";
import { inPlace, mailArrives, mailFolders, placeOf } from "./mail-folders.js";
import { eachHeldOnce, noneSent, type View } from "./observe.js";
import { folderOf, freshView, holder, syncAll, syncUntilHeld, view, witness } from "./stage.js";

const section = "3.2.5.2";

/** Items that a device has not been sent yet. */
interface Pending {
  readonly shown: View;
  readonly items: readonly SeededItem[];
  readonly fresh: Amounts;
  /** What the folder then holds, with what the device was sent before. */
  readonly total: Amounts;
}

/** A device with both sets in force in an empty folder; then so many new items, which another device can see. */
async function pending(
  context: CaseContext,
  label: string,
  amounts: Amounts | ((held: Amounts) => Amounts),
  place?: FolderName,
): Promise<Pending> {
  const { mailbox, sets } = context;
  const fixed = typeof amounts === "function" ? amounts({ sms: 0, email: 0 }) : amounts;
  const some = { sms: Math.min(fixed.sms, 1), email: Math.min(fixed.email, 1) };
  const first = await mailbox.fill({ ...some, ...inPlace(place) });
  const folder = folderOf([...first.sms, ...first.email]);
  const shown = await freshView(context, label, folder);
  await syncAll(shown, sets.both);
  const held = heldAmounts(shown);
  const fresh = typeof amounts === "function" ? amounts(held) : amounts;
  const filled = await mailbox.fill({ ...fresh, folder });
  const items = [...filled.sms, ...filled.email];
  await witness(context, items, `${label}-witness`);
  return { shown, items, fresh, total: { sms: held.sms + fresh.sms, email: held.email + fresh.email } };
}

testCase(
  {
    id: "estimate-without-sms-set",
    scenario: "EST-01",
    section,
    purpose: "An estimate without an SMS set counts no SMS, whatever sets Sync has in force",
    requirements: ["ASMS-3.2.5.2-1", "ASMS-3.2.5.2-3"],
    needs: ["base", "estimate"],
    axes: { folder: mailFolders },
  },
  async (context) => {
    const { can, inconclusive, part, sets } = context;
    const place = placeOf(context);
    // That there are no estimates at all is said once, by the first of the folders.
    if (place !== undefined && !can("estimate")) inconclusive("the target gives no estimates", "EST-01");
    if (place === undefined) await part("e-mail is counted", ["email.seed"], () => judgeMailCounted(context));
    await part("SMS are not counted", ["sms.seed"], async () => {
      const email = mailArrives(context, place) ? 3 : 0;
      const amounts = (held: Amounts) => ({ sms: smsToTell(email, held.email), email });
      const { shown, fresh, total } = await pending(context, "sms", amounts, place);
      const readings = {
        wrong: { ...withSmsUnasked(email, fresh.sms), "every item of the folder": total.sms + total.email },
        others: { nothing: 0, ...tellable(email, { "every e-mail of the folder": total.email }) },
        otherwise: "ASMS-3.2.5.2-1",
      };
      const named = await estimate(shown, [sets.email]);
      judgeEstimate(context, "ASMS-3.2.5.2-3", named, email, { ...readings, ruling: "Q30.no-sms-set" });
      const bare = await estimate(shown, undefined);
      judgeEstimate(context, "ASMS-3.2.5.2-3", bare, email, { ...readings, ruling: "Q30.no-options" });
      judgeSensitive(context, "ASMS-3.2.5.2-3", named, await estimate(shown, sets.both));
    });
  },
);

/** So many SMS that no number with SMS in it, alone or beside the new e-mail, is near one that counts e-mail alone, new or held. */
function smsToTell(email: number, held: number): number {
  const farFrom = (count: number, other: number) => Math.abs(count - other) >= 3;
  let sms = 7;
  while (!farFrom(sms, held + email) || !farFrom(email + sms, held + email)) sms += 1;
  return sms;
}

async function judgeMailCounted(context: CaseContext): Promise<void> {
  const { claims, notApplicable, sets } = context;
  const { shown, total } = await pending(context, "mail", { sms: 0, email: 3 });
  const answer = await estimate(shown, [sets.email]);
  const missing = answer.exchange.response?.status === 501;
  if (claims === "none" && missing) notApplicable("the target has no GetItemEstimate", answer);
  judgeEstimate(context, "ASMS-3.2.5.2-1", answer, 3, {
    wrong: { nothing: 0, ...tellable(3, { "every e-mail of the folder": total.email }) },
  });
}

testCase(
  {
    id: "estimate-sms-set-alone",
    scenario: "EST-02",
    section,
    purpose: "An estimate with the SMS set alone counts the SMS and nothing else",
    requirements: ["ASMS-3.1.4.2-1", "ASMS-3.1.4.2-2"],
    needs: ["base", "estimate", "estimate.sms"],
  },
  async (context) => {
    const { can, part, sets } = context;
    await part("e-mail is not counted", ["email.seed"], async () => {
      const { shown, total } = await pending(context, "mail", { sms: 0, email: 5 });
      const wrong = { "e-mail": 5, ...tellable(0, { "every SMS of the folder": total.sms }) };
      judgeEstimate(context, "ASMS-3.1.4.2-2", await estimate(shown, [sets.sms]), 0, { wrong });
    });
    await part("SMS are counted", ["sms.seed"], async () => {
      const [sms, email] = [9, can("email.seed") ? 4 : 0];
      const { shown, total } = await pending(context, "sms", { sms, email });
      const beside = email === 0 ? {} : { "e-mail alone": email, "e-mail and SMS": email + sms };
      const wrong = { nothing: 0, ...beside, ...tellable(sms, { "every SMS of the folder": total.sms }) };
      const answer = await estimate(shown, [sets.sms]);
      judgeEstimate(context, "ASMS-3.1.4.2-2", answer, sms, { wrong });
      context.check("ASMS-3.1.4.2-1", answered(answer, shown.folder.folder.serverId), answer);
      if (answer.estimate !== undefined) {
        context.check("ASMS-3.1.4.2-1", exactly(answer, sms), answer, { ruling: "Q30.exact" });
      }
    });
  },
);

/** How many changes are pending. */
const amounts: readonly AxisValue<Amounts>[] = [
  { sms: 7, email: 3 },
  { sms: 0, email: 0 },
  { sms: 0, email: 3 },
  { sms: 7, email: 0 },
  { sms: 1, email: 1 },
  { sms: 1, email: 3 },
  { sms: 3, email: 7 },
].map((value) => ({ name: `${value.sms}-sms-${value.email}-email`, value }));

testCase(
  {
    id: "estimate-both-sets",
    scenario: "EST-03",
    section,
    purpose: "An estimate with both sets counts both classes, in whichever order the sets stand",
    requirements: ["ASMS-3.2.5.2-1", "ASMS-3.2.5.2-2"],
    needs: ["estimate.sms", "sms.seed", "email.seed"],
    axes: { pending: amounts },
  },
  async (context) => {
    const { check, sets } = context;
    const { sms, email } = axis(context, "pending", amounts);
    const { shown, total } = await pending(context, "A2", { sms, email });
    const every = tellable(sms + email, { "every item of the folder": total.sms + total.email });
    const wrong = { nothing: 0, "e-mail alone": email, "SMS alone": sms, ...every };
    // The default class may be left out or written ([MS-ASMS] 2.2.2.2.1).
    const written = sets.both.map((set) => ({ ...set, class: set.class ?? "Email" }));
    for (const order of [sets.both, [...sets.both].reverse(), written]) {
      judgeEstimate(context, "ASMS-3.2.5.2-1", await estimate(shown, order), sms + email, { wrong });
    }
    const [mail, texts] = [await estimate(shown, [sets.email]), await estimate(shown, [sets.sms])];
    const together = await estimate(shown, sets.both);
    const seen = sum(mail, texts, together);
    if (seen !== undefined) check("ASMS-3.2.5.2-2", seen, [mail, texts, together], { ruling: "Q30.exact" });
    if (sms > 0) judgeSensitive(context, "ASMS-3.2.5.2-2", mail, together);
  },
);

testCase(
  {
    id: "estimate-has-no-effect",
    scenario: "EST-04",
    section,
    purpose: "An estimate changes nothing: asked twice it is the same, and the next Sync still delivers everything",
    requirements: ["ASMS-3.2.1-3", "ASMS-3.2.5.2-1"],
    needs: ["estimate.sms", "sms.seed", "email.seed"],
  },
  async (context) => {
    const { check, sets } = context;
    const { shown, items } = await pending(context, "A2", { sms: 3, email: 3 });
    const first = await estimate(shown, sets.both);
    const second = await estimate(shown, sets.both);
    const words = (answer: typeof first) => answer.estimate?.toString() ?? answer.refused().seen;
    const holds = first.estimate !== undefined && first.estimate === second.estimate;
    const seen = `${words(first)}, then ${words(second)}`;
    check("ASMS-3.2.5.2-1", { holds, expected: "the same estimate twice", seen }, [first, second]);
    const drained = await syncUntilHeld(shown, items);
    const all = eachHeldOnce(shown, drained, items);
    check("ASMS-3.2.1-3", all, all.evidence);
  },
);

testCase(
  {
    id: "estimate-leaves-sets",
    scenario: "EST-04",
    section,
    purpose: "An estimate with an SMS set does not make Sync send SMS: the sets in force for Sync stay as they are",
    requirements: ["ASMS-3.2.5.2-1"],
    needs: ["sms.seed", "estimate.sms"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const sms = await mailbox.sms();
    await witness(context, [sms]);
    const shown = await view(context, device, sms.folder);
    await syncAll(shown, [sets.email]);
    await estimate(shown, sets.both);
    const seen = noneSent(mailbox, await syncAll(shown), [sms], "the device whose last Sync asked for e-mail only");
    check("ASMS-3.2.5.2-1", seen, seen.evidence, { ruling: "Q30.sets" });
  },
);

testCase(
  {
    id: "estimate-nothing-due",
    scenario: "EST-06",
    section,
    purpose: "When nothing is due the estimate is 0, however much the folder holds",
    requirements: ["ASMS-3.2.5.2-1"],
    needs: ["base", "estimate.sms", "sms.options"],
  },
  async (context) => {
    const { can, inconclusive, mailbox, sets } = context;
    const counts = { sms: can("sms.seed") ? 5 : 0, email: can("email.seed") ? 5 : 0 };
    if (counts.sms + counts.email === 0) inconclusive("neither SMS nor e-mail can be put into the mailbox");
    const { sms, email } = await mailbox.fill(counts);
    const shown = await holder(context, "A2", [...sms, ...email]);
    const total = shown.folder.held.size;
    judgeEstimate(context, "ASMS-3.2.5.2-1", await estimate(shown, sets.both), 0, {
      wrong: { "every item of the folder": total },
    });
  },
);

testCase(
  {
    id: "estimate-three-options",
    scenario: "EST-07",
    section: "3.1.4.2",
    purpose: "A GetItemEstimate with three Options in one Collection is not answered as a success",
    requirements: ["ASMS-3.1.4.2-3"],
    needs: ["estimate.sms"],
    axes: { sets: threeSets },
  },
  async (context) => {
    const folder = await context.device.open("Inbox");
    await folder.sync({ options: context.sets.both });
    const options = forEstimate(axis(context, "sets", threeSets));
    const answer = await folder.estimate({ options, deliberate: "three Options in one Collection" });
    const broken = (answer.exchange.response?.status ?? 500) >= 500;
    context.check("ASMS-3.1.4.2-3", answer.refused(), answer, { ruling: broken ? "Q3.http" : "Q3.refused" });
  },
);
