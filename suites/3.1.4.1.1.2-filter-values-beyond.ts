import type { EstimateAnswer, SyncAnswer } from "../harness/device/types.js";
import { testCase } from "../harness/run/index.js";
import { forEstimate } from "./estimates.js";

const requirement = "ASMS-3.1.4.1.1.2-8";
const deliberate = "a FilterType that SMS do not have ([MS-ASMS] 3.1.4.1.1.2)";

testCase(
  {
    id: "filter-values-beyond",
    scenario: "FLT-04",
    section: "3.1.4.1.1.2",
    purpose: "FilterType above 5, which is meant for other classes or for none, is refused in the SMS set",
    requirements: [requirement],
    needs: ["sms.options"],
  },
  async (context) => {
    const { check, part, sets } = context;
    const folder = await context.device.open("Inbox");
    await folder.sync({ options: sets.both });
    for (const filterType of ["6", "7", "8", "9"]) {
      const answer = await folder.sync({ options: [{ ...sets.sms, filterType }], deliberate });
      check(requirement, withCode(answer, "4"), answer, { ruling: clauseOfSync(filterType) });
    }
    await part("the estimate", ["estimate.sms"], async () => {
      for (const filterType of ["6", "7", "8", "9"]) {
        const options = forEstimate([{ ...sets.sms, filterType }]);
        const answer = await folder.estimate({ options, deliberate });
        const above = filterType === "9";
        const ruling = above ? "Q29.estimate-above-8-refused" : "Q29.estimate-6-8-refused";
        check(requirement, withCode(answer, above ? "103" : "110"), answer, { ruling });
      }
    });
  },
);

function clauseOfSync(filterType: string): string {
  if (filterType === "8") return "Q29.8-refused";
  return filterType === "9" ? "Q29.above-8-refused" : "Q29.6-7-refused";
}

/** Any refusal passes; the base document names this code. */
function withCode(answer: SyncAnswer | EstimateAnswer, code: string) {
  const refused = answer.refused();
  const other = refused.holds && answer.status !== code;
  return other ? { ...refused, remark: `Refused, yet not with the Status ${code} of the base document.` } : refused;
}
