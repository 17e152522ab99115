import { testCase } from "../harness/run/index.js";
import { axis, threeSets } from "./axes.js";

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
    const options = axis(context, "sets", threeSets).map(({ class: name }) => ({
      ...(name === undefined ? {} : { class: name }),
      filterType: "0",
    }));
    const answer = await folder.estimate({ options, deliberate: "three Options in one Collection" });
    const broken = (answer.exchange.response?.status ?? 500) >= 500;
    context.check("ASMS-3.1.4.2-3", answer.refused(), answer, { ruling: broken ? "Q3.http" : "Q3.refused" });
  },
);
