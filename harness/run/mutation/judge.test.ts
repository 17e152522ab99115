import fc from "fast-check";
import { expect, test } from "vitest";
import type { CaseResult, Verdict } from "../../judging/results.js";
import { sampleCase, sampleFinding } from "../../judging/testing/samples.js";
import { detectingRows, type MutantEntry, mutantCatalogue } from "./catalogue.js";
import { checksOf, nameOf, Shown } from "./checks.js";
import { idleChecks, judgeBenign, judgeExtra, judgeMutant } from "./judge.js";

const entry: MutantEntry = {
  id: "M-x",
  protocol: "14.1",
  severity: "fail",
  summary: "breaks something",
  detected_by: "ERR-01",
  must_not_fail: ["OPT-01"],
};
const held = sampleCase({ findings: [sampleFinding()] });
const rows = ["ASMS-3.2.5.1-5"];
const played = [held, sampleCase({ id: "opt", caseId: "opt", scenario: "OPT-01", findings: [sampleFinding()] })];

const reference = new Shown(played);

function seen(outcome: "fail" | "warn", verdict: Verdict = outcome === "fail" ? "fail" : "pass"): CaseResult[] {
  return [sampleCase({ verdict, findings: [sampleFinding({ outcome, seen: "Status 1" })] })];
}

test("a failure of the scenario that must see it kills a mutant", () => {
  expect(judgeMutant(entry, rows, seen("fail"), reference)).toMatchObject({
    verdict: "killed",
    because: "fail ASMS-3.2.5.1-5 in sample: Status 1",
    kills: [{ caseId: "sample", requirement: "ASMS-3.2.5.1-5" }],
    unspecific: [],
  });
});

test("a warning kills only a mutant that asks for no more, and only if the reference does not show it", () => {
  expect(judgeMutant(entry, rows, seen("warn"), reference).verdict).toBe("survived");
  const mild: MutantEntry = { ...entry, severity: "warn" };
  expect(judgeMutant(mild, rows, seen("warn"), reference).verdict).toBe("killed");
  expect(judgeMutant(mild, rows, seen("warn"), new Shown(seen("warn"))).verdict).toBe("survived");
});

test.each<Verdict>(["inconclusive", "not applicable", "pass"])("%s is no detection", (verdict) => {
  const { because, ...judged } = judgeMutant(entry, rows, [sampleCase({ verdict, reason: "because" })], reference);
  expect(judged.verdict).toBe("survived");
  expect(because).toBe(`sample is ${verdict} (because)`);
});

test("a crash of ours is an error and no detection", () => {
  const crashed = sampleCase({ verdict: "error", reason: "oops", findings: [sampleFinding({ outcome: "fail" })] });
  expect(judgeMutant(entry, rows, [crashed], reference).verdict).toBe("error");
  expect(judgeExtra(entry, [crashed], reference).verdict).toBe("error");
});

test("a failure elsewhere is no detection", () => {
  const elsewhere = [
    held,
    sampleCase({ scenario: "STK-01", verdict: "fail", findings: [sampleFinding({ outcome: "fail" })] }),
  ];
  expect(judgeMutant(entry, rows, elsewhere, reference).verdict).toBe("survived");
});

test("a mutant whose scenario no case carries out is told apart", () => {
  expect(judgeMutant(entry, rows, [sampleCase({ scenario: "STK-01" })], reference).verdict).toBe("no case yet");
});

test("a scenario that must not fail and does makes the diagnosis unspecific; a lost control does not", () => {
  const opt = (verdict: Verdict) => sampleCase({ id: "opt", scenario: "OPT-01", verdict, reason: "because" });
  expect(judgeMutant(entry, rows, [...seen("fail"), opt("fail")], reference).unspecific).toEqual([
    "opt is fail (because)",
  ]);
  expect(judgeMutant(entry, rows, [...seen("fail"), opt("inconclusive")], reference).unspecific).toEqual([]);
});

test("a mutant of our own is killed by any check that sees what the reference does not show", () => {
  expect(judgeExtra(entry, seen("warn"), reference)).toMatchObject({ verdict: "killed", severity: "warn" });
  expect(judgeExtra(entry, played, reference).verdict).toBe("survived");
});

test("what only another row sees is a detection by the wrong requirement", () => {
  expect(judgeMutant(entry, ["ASMS-3.2.5.1-6"], seen("fail"), reference)).toMatchObject({
    verdict: "wrong requirement",
    because: "fail ASMS-3.2.5.1-5 in sample: Status 1; it should be ASMS-3.2.5.1-6",
  });
});

test("a remark kills only a mutant that changes nothing else, but earns its check a place", () => {
  const remarked = [sampleCase({ findings: [sampleFinding({ outcome: "inform" })] })];
  expect(judgeMutant({ ...entry, severity: "warn" }, rows, remarked, reference).verdict).toBe("survived");
  const judged = judgeExtra(entry, remarked, reference);
  expect(judged.verdict).toBe("survived");
  expect(judgeExtra({ ...entry, shows: "inform" }, remarked, reference)).toMatchObject({
    verdict: "killed",
    severity: "inform",
  });
  expect(idleChecks(checksOf(played), [judged]).map(nameOf)).toEqual(["opt ASMS-3.2.5.1-5"]);
});

test("a check at each value of an axis is a check of its own", () => {
  const at = (value: string, outcome: "pass" | "fail") =>
    sampleCase({ id: `sample[class=${value}]`, axes: { class: value }, findings: [sampleFinding({ outcome })] });
  const both = [at("first", "pass"), at("last", "pass")];
  const judged = judgeExtra(entry, [at("first", "fail")], new Shown(both));
  expect(idleChecks(checksOf(both), [judged]).map(nameOf)).toEqual(["sample[class=last] ASMS-3.2.5.1-5"]);
});

test("a check that no mutant makes fail is idle", () => {
  const judged = [judgeMutant(entry, rows, seen("fail"), reference)];
  expect(idleChecks(checksOf(played), judged).map(nameOf)).toEqual(["opt ASMS-3.2.5.1-5"]);
  expect(idleChecks(checksOf(played), [])).toHaveLength(2);
});

test("a lawful server must pass everything that it does not take away by design", () => {
  const lost = sampleCase({ id: "flt", verdict: "inconclusive", reason: "dates are set by the server" });
  expect(judgeBenign(entry, played, () => false).verdict).toBe("passed");
  expect(judgeBenign(entry, [...played, lost], () => false)).toMatchObject({
    verdict: "failed",
    because: ["flt is inconclusive (dates are set by the server)"],
  });
  expect(judgeBenign(entry, [...played, lost], ({ id }) => id === "flt").verdict).toBe("passed");
  const partly = sampleCase({ unjudged: [{ part: "counts", reason: "no estimate" }] });
  expect(judgeBenign(entry, [partly], () => false)).toMatchObject({
    verdict: "failed",
    because: ['sample leaves "counts" unjudged (no estimate)'],
  });
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
      expect(judgeMutant(entry, rows, run, reference).verdict).not.toBe("killed");
    }),
  );
});

test("every mutant of the catalogue names scenarios that exist", () => {
  const { mutants, scenarios } = mutantCatalogue();
  const named = mutants.flatMap(({ detected_by, must_not_fail }) => [detected_by, ...must_not_fail]);
  expect(named.filter((scenario) => scenarios[scenario] === undefined)).toEqual([]);
  expect(mutants.length).toBe(103);
  expect(mutants.filter(({ id }) => detectingRows(id).length === 0)).toEqual([]);
  expect(() => detectingRows("M-none")).toThrow(/by which rows M-none/);
});

test.each([
  ["options-order[class=a/b]/A/3", "options-order[class=a/b]"],
  ["broken-text-harmless/17/A/3", "broken-text-harmless"],
  ["preflight/P/1", "preflight"],
])("what a monitor sees in %s, it sees in the run %s", (exchange, run) => {
  const monitor = sampleCase({
    kind: "monitor",
    findings: [sampleFinding({ outcome: "fail", exchanges: [exchange] })],
  });
  const { kills } = judgeExtra({ id: "X-x", summary: "", protocol: "14.1" }, [monitor], new Shown([]));
  expect(kills.map((kill) => kill.in)).toEqual([run]);
});
