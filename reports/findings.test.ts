import { expect, it } from "vitest";
import { findingGroups, timesMissed, timesWords } from "./findings.js";
import { openCases, openRequirements } from "./not-judged.js";
import { makeResults, sampleRun } from "./testing/sample.js";
import { makeCase, makeFinding } from "./testing/sample-cases.js";

it("joins the same check over axis values, in the order of the document", () => {
  const groups = findingGroups(sampleRun().results, "fail");
  expect(groups.map(({ anchor, others }) => [anchor, others.length])).toEqual([
    ["fail-ASMS-1.3-1-1", 0],
    ["fail-ASMS-3.2.5.1-5-1", 2],
    ["fail-ASMS-3.2.5.1-6-1", 0],
    ["fail-ASMS-3.2.5.3-1-1", 0],
  ]);
});

it("keeps two checks of one requirement apart, and findings about rows that nobody lists", () => {
  const findings = ["a", "b"].map((expected) =>
    makeFinding({ requirement: "ASMS-3.2.5.1-5", outcome: "fail", expected, exchanges: ["x"] }),
  );
  const unknown = makeFinding({ requirement: "ASMS-9-9", outcome: "fail", exchanges: ["x"] });
  const judged = makeCase({
    id: "two",
    section: "3.2.5.1",
    purpose: "p",
    verdict: "fail",
    findings: [unknown, ...findings],
  });
  const groups = findingGroups(makeResults([judged]), "fail");
  expect(groups.map(({ anchor, requirement }) => [anchor, requirement?.section])).toEqual([
    ["fail-ASMS-3.2.5.1-5-1", "3.2.5.1"],
    ["fail-ASMS-3.2.5.1-5-2", "3.2.5.1"],
    ["fail-ASMS-9-9-1", undefined],
  ]);
});

it("counts how often a check was missed in all its exchanges and under all axis values", () => {
  const group = (...counts: number[]) => {
    const findings = counts.map((count) =>
      makeFinding({ requirement: "ASMS-3.2.5.1-5", outcome: "fail", seen: `${count}`, exchanges: ["x"], count }),
    );
    const judged = makeCase({ id: "one", section: "3.2.5.1", purpose: "p", verdict: "fail", findings });
    const [only] = findingGroups(makeResults([judged]), "fail");
    return only === undefined ? [] : [timesMissed(only), timesWords(only)];
  };
  expect(group(1)).toEqual([1, ""]);
  expect(group(15)).toEqual([15, " (15 times)"]);
  expect(group(15, 1)).toEqual([16, " (15 of 16 times)"]);
});

it("joins cases that are open for the same reason, parts apart from wholes", () => {
  const open = openCases(sampleRun().results);
  expect(open.map(({ verdict, caseIds, isPart }) => [verdict, caseIds.length, isPart])).toEqual([
    ["inconclusive", 1, true],
    ["inconclusive", 3, false],
    ["inconclusive", 1, false],
    ["not applicable", 1, false],
    ["error", 1, false],
  ]);
});

it("names a case once where nothing of it was judged, and other reasons of its parts where something was", () => {
  const one = { section: "1.3", purpose: "p", verdict: "inconclusive", reason: "no SMS came" } as const;
  const unjudged = ["no SMS came", "no answer came"].map((reason) => ({ part: reason, reason }));
  const of = (findings: ReturnType<typeof makeFinding>[]) =>
    openCases(makeResults([makeCase({ ...one, id: "a", unjudged, findings })])).map(({ reason, isPart }) => [
      reason,
      isPart,
    ]);
  expect(of([])).toEqual([["no SMS came", false]]);
  expect(of([makeFinding({ requirement: "ASMS-1.3-1", exchanges: ["x"] })])).toEqual([
    ["no SMS came", false],
    ["no answer came", true],
  ]);
});

it("accounts for every requirement: judged, or open with a reason", () => {
  const { results } = sampleRun();
  const open = openRequirements(results).flatMap(({ ids }) => ids);
  const judged = results.requirements.filter(({ verdict }) => ["pass", "fail", "warn", "inform"].includes(verdict));
  expect(new Set([...open, ...judged.map(({ id }) => id)]).size).toBe(results.requirements.length);
  expect(open.length + judged.length).toBe(results.requirements.length);
});

it("says a reason once, however the rows tell it of their own cases, and the heaviest first", () => {
  const [row] = sampleRun().results.requirements;
  if (row === undefined) throw new Error("the sample has no row");
  const told = [
    ["untested", "left out of this run: a, b"],
    ["client", "a rule for clients"],
    ["untested", "left out of this run: c"],
    ["untested", "not run: d, e"],
    ["inconclusive", "case-one: no SMS came"],
    ["inconclusive", "unknown: no SMS came"],
    ["inconclusive", "case-two: no SMS came"],
    ["inconclusive", "case-one ran without judging it: nothing showed it"],
  ] as const;
  const requirements = told.map(([verdict, reason], index) => ({ ...row, id: `row-${index}`, verdict, reason }));
  const cases = ["case-one", "case-two"].map((id) => makeCase({ id, section: "1.3", purpose: id }));
  const open = openRequirements({ ...sampleRun().results, cases, requirements });
  expect(open.map(({ verdict, ids }) => [verdict, ids])).toEqual([
    ["inconclusive", ["row-4", "row-6"]],
    ["inconclusive", ["row-5"]],
    ["inconclusive", ["row-7"]],
    ["untested", ["row-0", "row-2"]],
    ["untested", ["row-3"]],
    ["client", ["row-1"]],
  ]);
  expect(open[0]?.reason).toBe("no SMS came");
});
