import type { Drained, EstimateAnswer } from "../harness/device/types.js";
import { type CaseContext, type SmsInput, testCase } from "../harness/run/index.js";
import { type AddedItem, holdingIn, inEachFolder, type Place, viewOn } from "./each-folder.js";
import { estimate, judgeEstimate, tellable, withSmsUnasked } from "./estimates.js";
import { syncAll } from "./stage.js";

/** So many that one or two too many are not taken for them; the second is read and important. */
const states: readonly SmsInput[] = [{}, { read: "1", importance: "2" }, {}, {}, {}];

testCase(
  {
    id: "estimate-beyond-inbox",
    scenario: "EST-03",
    section: "3.2.5.2",
    purpose:
      "In every mail folder, an estimate counts the SMS that are pending if it asks for SMS, and none if it does not",
    requirements: ["ASMS-3.2.5.2-1", "ASMS-3.2.5.2-3"],
    needs: ["sms.seed", "estimate.sms"],
  },
  (context) => {
    const prepare = async () => {
      const asking = await context.newDevice("W");
      const other = await context.newDevice("B");
      return async (place: Place, items: readonly AddedItem[]) => {
        // Without a device that is sent them, a count says nothing.
        await holdingIn(context, asking, place, items);
        const shown = await viewOn(context, other, place);
        const mail = await estimate(shown, [context.sets.email]);
        const both = await estimate(shown, context.sets.both);
        judge(context, { mail, both }, await syncAll(shown, context.sets.both));
      };
    };
    return inEachFolder(context, "an estimate counts what its sets ask for", prepare, states);
  },
);

/** What the folder holds beside the SMS of the case is counted as it then came. */
function judge(
  context: CaseContext,
  { mail, both }: { readonly mail: EstimateAnswer; readonly both: EstimateAnswer },
  drained: Drained,
): void {
  const added = drained.answers.flatMap(({ commands }) => commands).filter(({ kind }) => kind === "Add");
  const sms = added.filter((command) => command.class === "SMS").length;
  const email = added.length - sms;
  const all = email + sms;
  judgeEstimate(context, "ASMS-3.2.5.2-3", mail, email, {
    wrong: tellable(email, withSmsUnasked(email, sms)),
    others: { nothing: 0 },
    otherwise: "ASMS-3.2.5.2-1",
    ruling: "Q30.no-sms-set",
  });
  const wrong = { nothing: 0, ...tellable(all, email === 0 ? {} : { "e-mail alone": email, "SMS alone": sms }) };
  judgeEstimate(context, "ASMS-3.2.5.2-1", both, all, { wrong });
}
