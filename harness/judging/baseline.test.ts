import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { againstBaseline } from "./against-baseline.js";
import { compareWithBaseline, isPartial, keyOf, knowable, placeholder, standings, updatedEntries } from "./baseline.js";
import type { BaselineEntry, CaseResult, RequirementResult, RunResults } from "./results.js";
import { sampleCase, sampleFinding, sampleRun } from "./testing/samples.js";

function failing(id: string, ...rows: readonly string[]): CaseResult {
  const findings = rows.map((requirement) => sampleFinding({ requirement, outcome: "fail" }));
  return sampleCase({ id, caseId: id, verdict: "fail", findings });
}

function entry(id: string, requirement?: string, verdict: BaselineEntry["verdict"] = "fail"): BaselineEntry {
  return { case: id, ...(requirement === undefined ? {} : { requirement }), verdict, reason: "a known bug" };
}

const inconclusive = sampleCase({ id: "stuck", verdict: "inconclusive", reason: "no stage" });
const passing = sampleCase({ id: "fine", findings: [sampleFinding()] });

function results(changes: Partial<RunResults>, summary: Partial<RunResults["summary"]> = {}): RunResults {
  return sampleRun(changes, {
    conformant: false,
    exitCode: 1,
    sentence: "Not conformant.",
    counts: { pass: 1, fail: 1, inconclusive: 1, "not applicable": 0, error: 0 },
    ...summary,
  });
}

function row(verdict: RequirementResult["verdict"]): RequirementResult {
  return { id: "ASMS-1", section: "1", level: "MUST", actor: "server", summary: "A rule.", verdict, cases: [] };
}

describe("what is known", () => {
  const entries = [entry("a", "ASMS-1"), entry("stuck", undefined, "inconclusive")];

  test("a failure by its row, an inconclusive case by itself, a pass and an error of ours never", () => {
    expect(knowable(failing("a", "ASMS-2", "ASMS-1", "ASMS-2"))).toEqual([
      { case: "a", requirement: "ASMS-1", verdict: "fail" },
      { case: "a", requirement: "ASMS-2", verdict: "fail" },
    ]);
    expect(knowable(inconclusive)).toEqual([{ case: "stuck", verdict: "inconclusive" }]);
    expect(knowable(passing)).toEqual([]);
    expect(knowable(sampleCase({ verdict: "error", findings: [sampleFinding({ outcome: "fail" })] }))).toEqual([]);
  });

  test("another row that fails in a known case is new", () => {
    const compared = compareWithBaseline(
      [failing("a", "ASMS-1", "ASMS-2"), inconclusive],
      { file: "b", entries },
      false,
    );
    expect(compared).toMatchObject({ known: 2, stale: [] });
    expect(compared.unexpected).toEqual([{ case: "a", requirement: "ASMS-2", verdict: "fail" }]);
  });

  test("what passes now, or is no case at all, is stale, and it is said what is found instead", () => {
    const [one, other] = ["ASMS-2.1-1", "ASMS-3.1.4.1-2"];
    const gone = [entry("a", one), entry("fine", one), entry("other", one), entry("fine", "ASMS-2.1-11")];
    const now = compareWithBaseline([passing, failing("a", other)], { file: "b", entries: gone }, false);
    expect(now.stale.map(({ case: id, now: found }) => [id, found])).toEqual([
      ["a", `it fails ${other}`],
      ["fine", "it passes"],
      ["other", "the run has no such case"],
      ["fine", "there is no such requirement"],
    ]);
  });

  test("in a part of the suite, entries of cases that were left out stay, and what monitors miss means nothing", () => {
    const monitor = sampleCase({ id: "ORC-KEY", kind: "monitor", verdict: "inconclusive", reason: "saw nothing" });
    const known = [...entries, entry("ORC-KEY", "ASMS-4")];
    expect(compareWithBaseline([monitor], { file: "b", entries: known }, true)).toMatchObject({
      unexpected: [],
      stale: [],
    });
    expect(compareWithBaseline([monitor], { file: "b", entries: known }, false).unexpected).toHaveLength(1);
    expect(
      compareWithBaseline([failing("new", "ASMS-5")], { file: "b", entries: known }, true).unexpected,
    ).toHaveLength(1);
    expect(compareWithBaseline([sampleCase({ id: "a" })], { file: "b", entries }, true).stale).toHaveLength(1);
  });

  test("by case: what is known, new and stale of it", () => {
    const compared = compareWithBaseline([failing("a", "ASMS-1", "ASMS-2")], { file: "b", entries }, false);
    expect(standings(compared).get("a")).toMatchObject({ known: [entries[0]], stale: [] });
    expect(standings(compared).get("a")?.unexpected).toHaveLength(1);
    expect(standings(compared).get("stuck")?.stale).toHaveLength(1);
  });
});

describe("exit code with a baseline", () => {
  const cases = [failing("a", "ASMS-1"), inconclusive, passing];
  const all = [entry("a", "ASMS-1"), entry("stuck", undefined, "inconclusive")];
  const code = (run: RunResults, entries: readonly BaselineEntry[]) =>
    againstBaseline(run, { file: "b.json", entries }).summary;

  test("0 when all is known, and it is not called conformant for that", () => {
    expect(code(results({ cases }), all)).toMatchObject({ exitCode: 0, conformant: false });
    expect(code(results({ cases }), all).sentence).toMatch(/2 known.*not conformant/);
  });

  test("0 also where many cases are inconclusive, or a MUST is: each of them is listed", () => {
    const must = row("inconclusive");
    const run = results({ cases, requirements: [must] }, { complete: false });
    expect(code(run, all).exitCode).toBe(0);
  });

  test("1 for anything new or stale, skips and inconclusives among it", () => {
    expect(code(results({ cases }), all.slice(1)).exitCode).toBe(1);
    expect(code(results({ cases }), all.slice(0, 1)).exitCode).toBe(1);
    expect(code(results({ cases }), [...all, entry("fine", "ASMS-1")]).exitCode).toBe(1);
  });

  test("3 when no device got in, or a MUST has no judge: no entry can say that", () => {
    expect(code(results({ cases, capabilities: [] }), all).exitCode).toBe(3);
    const must = row("untested");
    const run = results({ cases, requirements: [must] });
    expect(code(run, all)).toMatchObject({ exitCode: 3, complete: false });
  });

  test("an error of ours and an interruption keep their codes", () => {
    expect(code(results({ cases }, { exitCode: 4 }), all).exitCode).toBe(4);
    expect(code(results({ cases }, { exitCode: 3, interrupted: true }), []).exitCode).toBe(3);
  });
});

const someCase: fc.Arbitrary<CaseResult> = fc
  .record({
    id: fc.constantFrom("a", "b", "c", "d", "e"),
    verdict: fc.constantFrom("pass", "fail", "inconclusive", "not applicable"),
    rows: fc.uniqueArray(fc.constantFrom("ASMS-1", "ASMS-2", "ASMS-3"), { minLength: 1 }),
  })
  .map(({ id, verdict, rows }) => (verdict === "fail" ? failing(id, ...rows) : sampleCase({ id, verdict })));
const someCases = fc.uniqueArray(someCase, { selector: ({ id }) => id });

test("property: an update matches the run it was made from, keeps reasons, and is the same in any order", () => {
  fc.assert(
    fc.property(someCases, someCases, fc.boolean(), (before, now, partial) => {
      const old = updatedEntries(before, [], { partial: false, reason: "given by hand" });
      const entries = updatedEntries(now, old, { partial });
      const { unexpected, stale } = compareWithBaseline(now, { file: "b", entries }, partial);
      expect({ unexpected, stale }).toEqual({ unexpected: [], stale: [] });
      const reasons = new Map(old.map((one) => [keyOf(one), one.reason]));
      for (const one of entries) expect(one.reason).toBe(reasons.get(keyOf(one)) ?? placeholder);
      expect(updatedEntries([...now].reverse(), [...old].reverse(), { partial })).toEqual(entries);
      expect(updatedEntries(now, entries, { partial })).toEqual(entries);
    }),
  );
});

test("a run without the cases by section leaves their entries alone, one with them does not", () => {
  const of = (configuration: Record<string, unknown>) => isPartial(sampleRun({ configuration }));
  expect(of({ suites: ["robustness"] })).toBe(true);
  expect(of({ ids: ["a"] })).toBe(true);
  expect(of({ suites: ["sections", "model"] })).toBe(false);
  expect(of({})).toBe(false);
});
