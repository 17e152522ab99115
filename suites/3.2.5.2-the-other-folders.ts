import type { Drained, EstimateAnswer } from "../harness/device/types.js";
import { type CaseContext, testCase } from "../harness/run/index.js";
import { holdingIn, inEachFolder, viewOn } from "./each-folder.js";
import { estimate, judgeEstimate } from "./estimates.js";
import { syncAll } from "./stage.js";

testCase(
  {
    id: "estimate-beyond-inbox",
    scenario: "EST-03",
    section: "3.2.5.2",
    purpose:
      "In every mail folder, an estimate counts the SMS that are pending if it asks for SMS, and none if it does not",
    requirements: ["ASMS-3.2.5.2-1", "ASMS-3.2.5.2-3"],
    needs: ["sms.seed", "estimate"],
  },
  (context) =>
    inEachFolder(context, "an estimate counts what its sets ask for", async () => {
      const asking = await context.newDevice("W");
      const other = await context.newDevice("B");
      return async (place, items) => {
        // Without a device that is sent them, a count says nothing.
        await holdingIn(context, asking, place, items);
        const shown = await viewOn(context, other, place);
        const mail = await estimate(shown, [context.sets.email]);
        const both = await estimate(shown, context.sets.both);
        judge(context, { mail, both }, await syncAll(shown, context.sets.both));
      };
    }),
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
  const wrong = { "SMS alone": sms, "e-mail and SMS": email + sms };
  judgeEstimate(context, "ASMS-3.2.5.2-3", mail, email, wrong, "Q30.no-sms-set");
  judgeEstimate(context, "ASMS-3.2.5.2-1", both, email + sms, { "e-mail alone": email, "SMS alone": sms, nothing: 0 });
}
