import type { FolderName, OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { estimate, judgeEstimate } from "./estimates.js";
import type { View } from "./observe.js";
import { freshView, syncAll, witness } from "./stage.js";

const section = "3.2.5.2";
const requirement = "ASMS-3.1.4.1.1.2-1";

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

/** So many ages within the three days of FilterType 2, and so many without. */
function ages(within: number, without: number): readonly number[] {
  return [...Array<number>(within).fill(1), ...Array<number>(without).fill(240)];
}

testCase(
  {
    id: "estimate-filters",
    scenario: "EST-05",
    section,
    purpose: "An estimate obeys the FilterType of each set for the class of that set",
    requirements: [requirement],
    needs: ["estimate.sms", "sms.backdate", "email.backdate"],
  },
  async (context) => {
    const { sets } = context;
    // Four old SMS and four more old e-mails: two too many are not what another filter would give.
    const shown = await pendingOfAges(context, ages(2, 4), ages(1, 8));
    const under = (sms: string, email: string) =>
      estimate(shown, [
        { ...sets.sms, filterType: sms },
        { ...sets.email, filterType: email },
      ]);
    // Which classes are counted is no matter of filters: other cases judge it.
    const either = { "every item": 15, "only new items": 3 };
    const swapped = "each class by the other's filter";
    judgeEstimate(context, requirement, await under("2", "0"), 11, {
      wrong: { ...either, [swapped]: 7 },
      others: { "e-mail alone": 9 },
    });
    judgeEstimate(context, requirement, await under("0", "2"), 7, {
      wrong: { ...either, [swapped]: 11 },
      others: { "e-mail alone": 1 },
    });
    const alone = await estimate(shown, [{ ...sets.sms, filterType: "2" }]);
    const wrong = { nothing: 0, "every SMS": 6 };
    const others = { "e-mail of any age too": 11, "every item": 15 };
    judgeEstimate(context, requirement, alone, 2, { wrong, others });
  },
);

/** Hours, one age inside each window that is outside the next narrower one; the last four are outside all. */
const agesBetween: readonly number[] = [1, 48, 120, 240, 480, 960, 960, 960, 960];

testCase(
  {
    id: "estimate-filter-values",
    scenario: "EST-05",
    section,
    purpose: "An estimate counts what each FilterType from 0 to 5 lets through, of SMS and of e-mail",
    requirements: [requirement],
    needs: ["estimate", "sms.backdate", "email.backdate"],
  },
  async (context) => {
    const { part, sets } = context;
    const shown = await pendingOfAges(context, agesBetween, agesBetween);
    const all = agesBetween.length;
    const judgeFilters = async (set: OptionSet) => {
      // FilterType 1 lets the newest through, each further one the next older as well; 0 lets all of them.
      for (const filter of [0, 1, 2, 3, 4, 5]) {
        const answer = await estimate(shown, [{ ...set, filterType: String(filter) }]);
        const due = filter === 0 ? all : filter;
        const wrong = { nothing: 0, "every item of the class": all };
        // That the other class is counted as well is no matter of filters: other cases judge it.
        const others = {
          "the other class too": 2 * due,
          "all of the other class too": due + all,
          "every item": 2 * all,
        };
        judgeEstimate(context, requirement, answer, due, { wrong, others });
      }
    };
    await part("SMS", ["estimate.sms"], () => judgeFilters(sets.sms));
    await part("e-mail", [], () => judgeFilters(sets.email));
  },
);
