import fc from "fast-check";
import { expect, test } from "vitest";
import type { CaseResult, Verdict } from "../../judging/results.js";
import { sampleCase, sampleFinding } from "../../judging/testing/samples.js";
import { type MutantEntry, mutantCatalogue } from "./catalogue.js";
import { idleChecks, judgeBenign, judgeExtra, judgeMutant, nameOf } from "./judge.js";

const entry: MutantEntry = {
  id: "M-x",
  protocol: "14.1",
  severity: "fail",
  summary: "breaks something",
  detected_by: "ERR-01",
  must_not_fail: ["OPT-01"],
};
const held = sampleCase({ findings: [sampleFinding()] });
const reference = [held, sampleCase({ id: "opt", caseId: "opt", scenario: "OPT-01", findings: [sampleFinding()] })];

function seen(outcome: "fail" | "warn", verdict: Verdict = outcome === "fail" ? "fail" : "pass"): CaseResult[] {
  return [sampleCase({ verdict, findings: [sampleFinding({ outcome, seen: "Status 1" })] })];
}

test("a failure of the scenario that must see it kills a mutant", () => {
  expect(judgeMutant(entry, seen("fail"), reference)).toMatchObject({
    verdict: "killed",
    because: "fail ASMS-3.2.5.1-5 in sample: Status 1",
    kills: [{ caseId: "sample", requirement: "ASMS-3.2.5.1-5" }],
    unspecific: [],
  });
});

test("a warning kills only a mutant that asks for no more, and only if the reference does not show it", () => {
  expect(judgeMutant(entry, seen("warn"), reference).verdict).toBe("survived");
  const mild: MutantEntry = { ...entry, severity: "warn" };
  expect(judgeMutant(mild, seen("warn"), reference).verdict).toBe("killed");
  expect(judgeMutant(mild, seen("warn"), seen("warn")).verdict).toBe("survived");
});

test.each<Verdict>(["inconclusive", "not applicable", "pass"])("%s is no detection", (verdict) => {
  const { because, ...judged } = judgeMutant(entry, [sampleCase({ verdict, reason: "because" })], reference);
  expect(judged.verdict).toBe("survived");
  expect(because).toBe(`sample is ${verdict} (because)`);
});

test("a crash of ours is an error and no detection", () => {
  const crashed = sampleCase({ verdict: "error", reason: "oops", findings: [sampleFinding({ outcome: "fail" })] });
  expect(judgeMutant(entry, [crashed], reference).verdict).toBe("error");
  expect(judgeExtra(entry, [crashed], reference).verdict).toBe("error");
});

test("a failure elsewhere is no detection", () => {
  const elsewhere = [
    held,
    sampleCase({ scenario: "STK-01", verdict: "fail", findings: [sampleFinding({ outcome: "fail" })] }),
  ];
  expect(judgeMutant(entry, elsewhere, reference).verdict).toBe("survived");
});

test("a mutant whose scenario no case carries out is told apart", () => {
  expect(judgeMutant(entry, [sampleCase({ scenario: "STK-01" })], reference).verdict).toBe("no case yet");
});

test("a scenario that must not fail and does makes the diagnosis unspecific; a lost control does not", () => {
  const opt = (verdict: Verdict) => sampleCase({ id: "opt", scenario: "OPT-01", verdict, reason: "because" });
  expect(judgeMutant(entry, [...seen("fail"), opt("fail")], reference).unspecific).toEqual(["opt is fail (because)"]);
  expect(judgeMutant(entry, [...seen("fail"), opt("inconclusive")], reference).unspecific).toEqual([]);
});

test("a mutant of our own is killed by any check that sees what the reference does not show", () => {
  expect(judgeExtra(entry, seen("warn"), reference)).toMatchObject({ verdict: "killed", severity: "warn" });
  expect(judgeExtra(entry, reference, reference).verdict).toBe("survived");
});

test("a check that no mutant makes fail is idle, unless it can only inform", () => {
  const judged = [judgeMutant(entry, seen("fail"), reference)];
  expect(idleChecks(reference, judged, () => true).map(nameOf)).toEqual(["opt ASMS-3.2.5.1-5"]);
  expect(idleChecks(reference, judged, () => false)).toEqual([]);
  expect(idleChecks(reference, [], () => true)).toHaveLength(2);
});

test("a lawful server must pass everything that it does not take away by design", () => {
  const lost = sampleCase({ id: "flt", verdict: "inconclusive", reason: "dates are set by the server" });
  expect(judgeBenign(entry, reference, () => false).verdict).toBe("passed");
  expect(judgeBenign(entry, [...reference, lost], () => false)).toMatchObject({
    verdict: "failed",
    because: ["flt is inconclusive (dates are set by the server)"],
  });
  expect(judgeBenign(entry, [...reference, lost], ({ id }) => id === "flt").verdict).toBe("passed");
  expect(judgeBenign(entry, seen("fail"), () => true).verdict).toBe("failed");
  expect(judgeBenign(entry, [sampleCase({ verdict: "error" })], () => true).verdict).toBe("error");
});

test("property: without a fail or warn of its own scenario nothing is ever killed", () => {
  const outcome = fc.constantFrom("pass" as const, "inform" as const);
  const verdict = fc.constantFrom<Verdict>("pass", "inconclusive", "not applicable", "error");
  const quiet = fc
    .record({ outcome, verdict })
    .map((drawn) => sampleCase({ verdict: drawn.verdict, findings: [sampleFinding({ outcome: drawn.outcome })] }));
  fc.assert(
    fc.property(fc.array(quiet, { maxLength: 5, size: "max" }), (run) => {
      expect(judgeMutant(entry, run, reference).verdict).not.toBe("killed");
    }),
  );
});

test("every mutant of the catalogue names scenarios that exist", () => {
  const { mutants, scenarios } = mutantCatalogue();
  const named = mutants.flatMap(({ detected_by, must_not_fail }) => [detected_by, ...must_not_fail]);
  expect(named.filter((scenario) => scenarios[scenario] === undefined)).toEqual([]);
  expect(mutants.length).toBe(103);
});
