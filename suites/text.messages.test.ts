import { expect, test } from "vitest";
import { mutant } from "../harness/reference/mutant-kit.js";
import { runPersona, runStranger } from "../harness/run/testing/persona-run.js";

const plan = { suites: ["text"], explore: { runs: 3 } } as const;

function casesOf(results: Awaited<ReturnType<typeof runPersona>>) {
  return results.cases.filter(({ kind }) => kind === "case").map(({ id, verdict, reason }) => [id, verdict, reason]);
}

test("where devices that carry outbound SMS alone may add SMS, those of the text suite carry it", async () => {
  const results = await runPersona("P-wants-settings", { plan });
  expect(casesOf(results).map(([, verdict]) => verdict)).toEqual(["pass", "pass"]);
});

test("a server that takes an SMS of the probe and none that is drawn leaves nothing to judge: no error of ours", async () => {
  let adds = 0;
  const own = mutant("refuses-drawn", {
    commands: {
      admitsAdd: () => {
        adds += 1;
        return adds <= 2 ? "1" : "6";
      },
    },
  });
  const results = await runStranger(undefined, { plan, server: { own: [own] } });
  expect(adds).toBeGreaterThan(2);
  expect(casesOf(results)).toEqual([
    ["broken-text-harmless", "inconclusive", "an ordinary SMS was not taken before the broken one"],
    ["any-text-unchanged", "inconclusive", "the target took none of the SMS that were drawn"],
  ]);
});

test("a text that comes back altered is marked in the answer, and names its counterexample", async () => {
  const own = mutant("not-ascii", { commands: { storedText: (text) => text.replace(/[^ -~]/g, "?") } });
  const explore = { runs: 20, first: "any" } as const;
  const few = { ...plan, explore, ids: ["any-text-unchanged"] };
  const { cases } = await runStranger(undefined, { plan: few, server: { own: [own] } });
  const [found] = cases.filter(({ caseId }) => caseId === "any-text-unchanged");
  const failed = found?.findings.filter(({ outcome }) => outcome === "fail");
  expect(failed).toMatchObject([
    {
      counterexample: found?.exploration?.counterexample?.kind,
      mark: { side: "response", path: "Sync/Collections/Collection/Commands/Add/ApplicationData/Body/Data" },
    },
  ]);
});

test("where every SMS comes altered, the case is judged: the target did take them", async () => {
  const own = mutant("half-an-hour-late", { commands: { storedDate: (sent) => sent + 1_800_000 } });
  const few = { ...plan, explore: { runs: 2 }, ids: ["any-text-unchanged"] };
  const { cases } = await runStranger(undefined, { plan: few, server: { own: [own] } });
  const [found] = cases.filter(({ caseId }) => caseId === "any-text-unchanged");
  expect(found).toMatchObject({ verdict: "pass" });
  expect(found?.findings.filter(({ outcome }) => outcome === "warn")).toMatchObject([
    { requirement: "ASMS-2.2.2-4", ruling: "Q28.third" },
  ]);
});
