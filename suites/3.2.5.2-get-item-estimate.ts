import type { FolderName } from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { axis, threeSets } from "./axes.js";
import { answered, estimate, exactly, forEstimate, judgeEstimate, judgeSensitive, sum } from "./estimates.js";
import { inPlace, mailArrives, mailFolders, placeOf } from "./mail-folders.js";
import { eachHeldOnce, noneSent, type View } from "./observe.js";
import { folderOf, freshView, holder, syncAll, syncUntilHeld, view, witness } from "./stage.js";

const section = "3.2.5.2";

/** Items that a device has not been sent yet. */
interface Pending {
  readonly shown: View;
  readonly items: readonly SeededItem[];
}

/** A device with both sets in force in an empty folder; then so many new items, which another device can see. */
async function pending(
  context: CaseContext,
  label: string,
  sms: number,
  email: number,
  place?: FolderName,
): Promise<Pending> {
  const { mailbox, sets } = context;
  const first = await mailbox.fill({ sms: Math.min(sms, 1), email: Math.min(email, 1), ...inPlace(place) });
  const folder = folderOf([...first.sms, ...first.email]);
  const shown = await freshView(context, label, folder);
  await syncAll(shown, sets.both);
  const fresh = await mailbox.fill({ sms, email, folder });
  const items = [...fresh.sms, ...fresh.email];
  await witness(context, items, `${label}-witness`);
  return { shown, items };
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
      const { shown } = await pending(context, "sms", 7, email, place);
      const wrong = { nothing: 0, "SMS alone": 7, "SMS too": email + 7 };
      const named = await estimate(shown, [sets.email]);
      judgeEstimate(context, "ASMS-3.2.5.2-3", named, email, wrong, "Q30.no-sms-set");
      const bare = await estimate(shown, undefined);
      judgeEstimate(context, "ASMS-3.2.5.2-3", bare, email, wrong, "Q30.no-options");
      judgeSensitive(context, "ASMS-3.2.5.2-3", named, await estimate(shown, sets.both));
    });
  },
);

async function judgeMailCounted(context: CaseContext): Promise<void> {
  const { claims, notApplicable, sets } = context;
  const { shown } = await pending(context, "mail", 0, 3);
  const answer = await estimate(shown, [sets.email]);
  const missing = answer.exchange.response?.status === 501;
  if (claims === "none" && missing) notApplicable("the target has no GetItemEstimate", answer);
  judgeEstimate(context, "ASMS-3.2.5.2-1", answer, 3, { nothing: 0 });
}

testCase(
  {
    id: "estimate-sms-set-alone",
    scenario: "EST-02",
    section,
    purpose: "An estimate with the SMS set alone counts the SMS and nothing else",
    requirements: ["ASMS-3.1.4.2-1", "ASMS-3.1.4.2-2"],
    needs: ["base", "estimate"],
  },
  async (context) => {
    const { can, part, sets } = context;
    await part("e-mail is not counted", ["email.seed"], async () => {
      const { shown } = await pending(context, "mail", 0, 3);
      judgeEstimate(context, "ASMS-3.1.4.2-2", await estimate(shown, [sets.sms]), 0, { "e-mail": 3 });
    });
    await part("SMS are counted", ["sms.seed"], async () => {
      const email = can("email.seed") ? 3 : 0;
      const { shown } = await pending(context, "sms", 7, email);
      const wrong = { nothing: 0, "e-mail alone": email, "e-mail too": email + 7 };
      const answer = await estimate(shown, [sets.sms]);
      judgeEstimate(context, "ASMS-3.1.4.2-2", answer, 7, wrong);
      context.check("ASMS-3.1.4.2-1", answered(answer, shown.folder.folder.serverId), answer);
      if (answer.estimate !== undefined) {
        context.check("ASMS-3.1.4.2-1", exactly(answer, 7), answer, { ruling: "Q30.exact" });
      }
    });
  },
);

/** How many changes are pending. */
const amounts: readonly AxisValue<{ readonly sms: number; readonly email: number }>[] = [
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
    needs: ["estimate", "sms.seed", "email.seed"],
    axes: { pending: amounts },
  },
  async (context) => {
    const { check, sets } = context;
    const { sms, email } = axis(context, "pending", amounts);
    const { shown } = await pending(context, "A2", sms, email);
    const wrong = { nothing: 0, "e-mail alone": email, "SMS alone": sms };
    for (const order of [sets.both, [...sets.both].reverse()]) {
      judgeEstimate(context, "ASMS-3.2.5.2-1", await estimate(shown, order), sms + email, wrong);
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
    needs: ["estimate", "sms.seed", "email.seed"],
  },
  async (context) => {
    const { check, sets } = context;
    const { shown, items } = await pending(context, "A2", 3, 3);
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
    needs: ["sms.seed", "estimate"],
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

/** A device with both sets in force in Sent Items; then SMS and e-mail of these ages, in hours, which another device can see. */
async function pendingOfAges(
  context: CaseContext,
  smsAges: readonly number[],
  emailAges: readonly number[],
): Promise<View> {
  const { mailbox, sets } = context;
  const folder: FolderName = "Sent Items";
  const shown = await freshView(context, "A2", folder);
  await syncAll(shown, sets.both);
  const items: SeededItem[] = [];
  for (const ageHours of smsAges) items.push(await mailbox.sms({ folder, ageHours }));
  for (const ageHours of emailAges) items.push(await mailbox.email({ folder, ageHours }));
  await witness(context, items);
  return shown;
}

testCase(
  {
    id: "estimate-filters",
    scenario: "EST-05",
    section,
    purpose: "An estimate obeys the FilterType of each set for the class of that set",
    requirements: ["ASMS-3.1.4.1.1.2-1"],
    needs: ["estimate", "sms.backdate", "email.backdate"],
  },
  async (context) => {
    const { sets } = context;
    const shown = await pendingOfAges(context, [1, 240, 240, 240], [1, 240, 240, 240, 240, 240, 240]);
    const under = (sms: string, email: string) =>
      estimate(shown, [
        { ...sets.sms, filterType: sms },
        { ...sets.email, filterType: email },
      ]);
    const hypotheses = { "every item": 11, "only new items": 2, "each class by the other's filter": 8 };
    const swapped = { "every item": 11, "only new items": 2, "each class by the other's filter": 5 };
    judgeEstimate(context, "ASMS-3.1.4.1.1.2-1", await under("2", "0"), 8, swapped);
    judgeEstimate(context, "ASMS-3.1.4.1.1.2-1", await under("0", "2"), 5, hypotheses);
    const alone = await estimate(shown, [{ ...sets.sms, filterType: "2" }]);
    judgeEstimate(context, "ASMS-3.1.4.1.1.2-1", alone, 1, { nothing: 0, "every SMS": 4, "every item": 11 });
  },
);

/** Hours, one age inside each window that is outside the next narrower one; the last is outside all. */
const agesBetween: readonly number[] = [1, 48, 120, 240, 480, 960];

testCase(
  {
    id: "estimate-filter-values",
    scenario: "EST-05",
    section,
    purpose: "An estimate counts what each FilterType from 0 to 5 lets through, of SMS and of e-mail",
    requirements: ["ASMS-3.1.4.1.1.2-1"],
    needs: ["estimate", "sms.backdate", "email.backdate"],
  },
  async (context) => {
    const { sets } = context;
    const shown = await pendingOfAges(context, agesBetween, agesBetween);
    const all = agesBetween.length;
    for (const set of [sets.sms, sets.email]) {
      // FilterType 1 lets the newest through, each further one the next older as well; 0 lets all of them.
      for (const filter of [0, 1, 2, 3, 4, 5]) {
        const answer = await estimate(shown, [{ ...set, filterType: String(filter) }]);
        const wrong = { nothing: 0, "every item of the class": all, "every item": 2 * all };
        judgeEstimate(context, "ASMS-3.1.4.1.1.2-1", answer, filter === 0 ? all : filter, wrong);
      }
    }
  },
);

testCase(
  {
    id: "estimate-nothing-due",
    scenario: "EST-06",
    section,
    purpose: "When nothing is due the estimate is 0, however much the folder holds",
    requirements: ["ASMS-3.2.5.2-1"],
    needs: ["base", "estimate", "sms.options"],
  },
  async (context) => {
    const { can, inconclusive, mailbox, sets } = context;
    const counts = { sms: can("sms.seed") ? 3 : 0, email: can("email.seed") ? 3 : 0 };
    if (counts.sms + counts.email === 0) inconclusive("neither SMS nor e-mail can be put into the mailbox");
    const { sms, email } = await mailbox.fill(counts);
    const shown = await holder(context, "A2", [...sms, ...email]);
    const total = shown.folder.held.size;
    judgeEstimate(context, "ASMS-3.2.5.2-1", await estimate(shown, sets.both), 0, {
      "every item of the folder": total,
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
    needs: ["estimate"],
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
