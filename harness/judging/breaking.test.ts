import { expect, test } from "vitest";
import { againstBaseline } from "./against-baseline.js";
import { breakingCases, standingOf } from "./breaking.js";
import { sampleCase, sampleFinding, sampleRun } from "./testing/samples.js";

const row = { id: "ASMS-3.2.5.1-5" };
const failing = (id: string) =>
  sampleCase({
    id,
    verdict: "fail",
    findings: [sampleFinding({ outcome: "fail" }), sampleFinding({ outcome: "fail" })],
  });
const passing = sampleCase({ id: "passes", findings: [sampleFinding()] });

function runAgainst(...known: readonly string[]) {
  const results = sampleRun({ cases: [passing, failing("a"), failing("b")] });
  const entries = known.map((id) => ({ case: id, requirement: row.id, verdict: "fail", reason: "ticket 7" }) as const);
  return againstBaseline(results, { file: "b.json", entries });
}

test.each([
  [[], [], ["a", "b"], "unexpected"],
  [["b"], ["b"], ["a"], "known in part"],
  [["b", "a"], ["a", "b"], [], "known"],
] as const)("a baseline that lists %j: known are %j, unexpected %j", (listed, known, unexpected, standing) => {
  const results = runAgainst(...listed);
  expect(breakingCases(row, results)).toEqual({ known, unexpected });
  expect(standingOf(row, results)).toBe(standing);
});

test("without a baseline nothing is known, nor is a row of which the baseline speaks elsewhere", () => {
  const { baseline, ...results } = runAgainst("a", "b");
  expect(breakingCases(row, results)).toEqual({ known: [], unexpected: ["a", "b"] });
  expect(standingOf(row, results)).toBeUndefined();
  expect(breakingCases({ id: "ASMS-3.2.5.1-6" }, { ...results, ...(baseline && { baseline }) }).known).toEqual([]);
});
