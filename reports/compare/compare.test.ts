import fc from "fast-check";
import { expect, test } from "vitest";
import type { CaseResult, RunResults } from "../../harness/judging/results.js";
import { makeResults, sampleRun, unreachedRun } from "../testing/sample.js";
import { makeCase } from "../testing/sample-cases.js";
import { compareRuns } from "./compare.js";
import { changeLists, comparisonHtml, comparisonMarkdown, leftOutSentences } from "./index.js";

const { results } = sampleRun();

/** The sample with one row's verdict changed. */
function withRow(id: string, verdict: RunResults["requirements"][number]["verdict"]): RunResults {
  return { ...results, requirements: results.requirements.map((row) => (row.id === id ? { ...row, verdict } : row)) };
}

function rowThat(verdict: string): string {
  const row = results.requirements.find((one) => one.verdict === verdict);
  if (row === undefined) throw new Error(`the sample has no row with ${verdict}`);
  return row.id;
}

test("a run beside itself: nothing changed, whatever it says", () => {
  const comparison = compareRuns([
    { name: "a", results },
    { name: "b", results },
  ]);
  expect(comparison).toMatchObject({ changes: [], remarks: [], regression: false });
  expect(comparison.rows).toHaveLength(results.requirements.length);
});

test("a run that spoke no version says so, in words, in page and Markdown", () => {
  const comparison = compareRuns([
    { name: "a", results },
    { name: "b", results: unreachedRun().results },
  ]);
  expect(comparison.remarks).toContain("The protocol version differs: A 14.1, B none.");
  expect(comparisonMarkdown(comparison)).toContain(", none spoken |");
  expect(comparisonHtml(comparison)).toContain("seed, none spoken");
});

test.each([
  ["pass", "fail", "worse", true],
  ["pass", "warn", "worse", true],
  ["fail", "pass", "better", false],
  ["pass", "inconclusive", "worse", true],
  ["warn", "inconclusive", "worse", true],
  ["fail", "inconclusive", "unseen", false],
  ["pass", "not applicable", "unseen", false],
  ["pass", "untested", "worse", true],
  ["untested", "pass", "seen", false],
  ["untested", "fail", "worse", true],
] as const)("from %s to %s is %s", (from, to, direction, regression) => {
  const id = rowThat("pass");
  const runs = [withRow(id, from), withRow(id, to)].map((one, index) => ({ name: String(index), results: one }));
  const comparison = compareRuns(runs);
  expect(comparison.changes).toEqual([{ run: "B", what: "requirement", id, from, to, direction }]);
  expect(comparison.regression).toBe(regression);
});

test("what a selection left out does not count; a row whose judge it ran does", () => {
  const rows = results.requirements.filter(({ verdict }) => verdict === "pass");
  const kinds = new Map(results.cases.map(({ id, kind }) => [id, kind]));
  const [row] = rows.filter(({ cases }) => cases.some((id) => kinds.get(id) === "case"));
  if (row === undefined) throw new Error("no row of the sample was judged by a case");
  const configuration = { ids: ["x"] };
  const of = (cases: RunResults["cases"]) =>
    compareRuns([
      { name: "a", results },
      { name: "b", results: { ...withRow(row.id, "untested"), configuration, cases } },
    ]);
  expect(of([])).toMatchObject({ regression: false, changes: [{ id: row.id, direction: "unseen", leftOut: true }] });
  const judges = results.cases.filter(({ id }) => row.cases.includes(id));
  expect(of(judges)).toMatchObject({ regression: true, changes: [{ id: row.id, direction: "worse" }] });
  expect(of(judges).changes[0]).not.toHaveProperty("leftOut");
});

test("what a selection left out is one sentence with a number, in either order, and no list", () => {
  const untested = results.requirements.map((row) => ({ ...row, verdict: "untested" as const }));
  const part = { ...results, requirements: untested, configuration: { ids: ["x"] }, cases: [] };
  const judged = results.requirements.filter(({ verdict }) => ["pass", "fail", "warn", "inform"].includes(verdict));
  const of = (...pair: RunResults[]) => compareRuns(pair.map((one, index) => ({ name: String(index), results: one })));
  const less = of(results, part);
  const more = of(part, { ...results, requirements: results.requirements.filter(({ verdict }) => verdict === "pass") });
  const passed = judged.filter(({ verdict }) => verdict === "pass").length;
  expect(leftOutSentences(less)).toEqual([`B left out by its selection ${judged.length} requirements judged in A.`]);
  expect(leftOutSentences(more)).toEqual([`A left out by its selection ${passed} requirements judged in B.`]);
  for (const comparison of [less, more]) {
    const [sentence = ""] = leftOutSentences(comparison);
    expect(changeLists(comparison).flatMap(({ changes }) => changes)).toEqual([]);
    expect(comparisonHtml(comparison)).toContain(sentence);
    const markdown = comparisonMarkdown(comparison);
    expect(markdown).toContain(sentence);
    for (const { id } of judged) expect(markdown).not.toContain(`\`${id}\``);
  }
});

test("what a monitor had to judge is the traffic of the cases: of a smaller selection it is not asked", () => {
  const row = results.requirements.find(({ verdict }) => verdict === "pass");
  if (row === undefined) throw new Error("no row of the sample passed");
  const named = (id: string) => makeCase({ id, purpose: id, section: row.section });
  const watcher: CaseResult = { ...named("ORC-WATCHER"), kind: "monitor" };
  const [one, another] = [named("one"), named("another")];
  const watched = (verdict: RunResults["requirements"][number]["verdict"], cases: RunResults["cases"]) => ({
    ...results,
    requirements: [{ ...row, verdict, cases: [watcher.id] }],
    configuration: { ids: ["x"] },
    cases,
  });
  const first = watched("pass", [one, another, watcher]);
  const directions = (other: RunResults) =>
    compareRuns([
      { name: "a", results: first },
      { name: "b", results: other },
    ]).changes.map(({ what, direction }) => `${what} ${direction}`);
  const silent: CaseResult = { ...watcher, verdict: "inconclusive" };
  expect(directions(watched("untested", [one, silent]))).toEqual(["requirement unseen", "case unseen"]);
  expect(directions(watched("untested", [one, another, silent]))).toEqual(["requirement worse", "case worse"]);
  expect(directions(watched("fail", [one, watcher]))).toEqual(["requirement worse"]);
});

test.each([
  ["was interrupted", { interrupted: true }, results.cases],
  ["reached no target", { interrupted: false }, []],
] as const)("what a run that %s left unjudged is no regression: the run has no verdict", (_, stop, cases) => {
  const [row] = results.requirements.filter(({ verdict }) => verdict === "pass");
  const first = { ...results, summary: { ...results.summary, interrupted: false, exitCode: 0 as const } };
  const other = withRow(row?.id ?? "", "untested");
  const summary = { ...results.summary, ...stop, exitCode: 3 as const };
  const comparison = compareRuns([
    { name: "a", results: first },
    { name: "b", results: { ...other, summary, cases: [...cases] } },
  ]);
  expect(comparison.changes.filter(({ direction }) => direction === "worse")).toEqual([]);
  expect(comparison).toMatchObject({ regression: true, withoutVerdict: [{ run: "B" }] });
});

test.each([
  ["interrupted", { interrupted: true, exitCode: 3 }, { exitCode: 3 }, true],
  ["with an error of ours", { exitCode: 4 }, { exitCode: 4 }, true],
  ["incomplete where the first is not", { exitCode: 3 }, { exitCode: 0 }, true],
  ["incomplete like the first", { exitCode: 3 }, { exitCode: 3 }, false],
] as const)("a run that is %s is without a verdict", (_, second, first, regression) => {
  const of = (summary: Partial<RunResults["summary"]>) => ({
    ...results,
    summary: { ...results.summary, interrupted: false, ...summary },
  });
  const comparison = compareRuns([
    { name: "a", results: of(first) },
    { name: "b", results: of(second) },
  ]);
  expect(comparison.regression).toBe(regression);
  const sentences = regression ? [{ run: "B", sentence: results.summary.sentence }] : [];
  expect(comparison.withoutVerdict).toEqual(sentences);
  const texts = [comparisonHtml(comparison), comparisonMarkdown(comparison)];
  for (const text of texts) expect(text.includes("Without a verdict")).toBe(regression);
});

test("a run that found failures and judged too little says both", () => {
  const failed = { ...results.summary, exitCode: 1 as const, interrupted: false };
  const of = (complete: boolean) => ({ ...results, summary: { ...failed, complete } });
  const comparison = compareRuns([
    { name: "a", results: of(true) },
    { name: "b", results: of(false) },
  ]);
  const incomplete = "The run is incomplete: too little was judged to speak of the whole document.";
  const { sentence } = results.summary;
  expect(comparison.runs.map((run) => run.sentence)).toEqual([sentence, `${sentence} ${incomplete}`]);
  for (const text of [comparisonHtml(comparison), comparisonMarkdown(comparison)]) expect(text).toContain(incomplete);
});

test("a case that breaks anew under a row that was broken already is a regression", () => {
  const cases = results.cases.map((one) => (one.verdict === "pass" ? { ...one, verdict: "fail" as const } : one));
  const comparison = compareRuns([
    { name: "a", results },
    { name: "b", results: { ...results, cases } },
  ]);
  expect(comparison.regression).toBe(true);
  for (const { what, direction } of comparison.changes) expect([what, direction]).toEqual(["case", "worse"]);
});

test("what makes runs less comparable is said", () => {
  const other = makeResults([], { profile: "current", protocolVersion: "14.0", configuration: { ids: ["x"] } });
  const { remarks } = compareRuns([
    { name: "a", results },
    { name: "b", results: other },
  ]);
  expect(remarks).toEqual([
    "The profile differs: A seed, B current.",
    "The protocol version differs: A 14.1, B 14.0.",
    "Only a part of the suite was run or judged in B.",
  ]);
});

const verdicts = ["pass", "fail", "warn", "inform", "inconclusive", "not applicable", "untested"] as const;

test("property: what is worse one way is better the other way", () => {
  const id = rowThat("pass");
  fc.assert(
    fc.property(fc.constantFrom(...verdicts), fc.constantFrom(...verdicts), (from, to) => {
      const of = (...pair: RunResults[]) =>
        compareRuns(pair.map((one, index) => ({ name: String(index), results: one }))).changes;
      const [there] = of(withRow(id, from), withRow(id, to));
      const [back] = of(withRow(id, to), withRow(id, from));
      const judged = [from, to].every((verdict) => ["pass", "inform", "warn", "fail"].includes(verdict));
      expect(there === undefined).toBe(back === undefined);
      if (judged && there !== undefined) {
        expect(new Set([there.direction, back?.direction])).toEqual(new Set(["better", "worse"]));
      }
    }),
  );
});

test("the page and the Markdown say the same rows and escape what a target says", () => {
  const hostile = { ...results, target: { ...results.target, name: "<script>alert(1)</script>|`x`" } };
  const changed = withRow(rowThat("pass"), "fail");
  const comparison = compareRuns([
    { name: "a|b", results: hostile },
    { name: "b", results: changed },
  ]);
  const html = comparisonHtml(comparison);
  const markdown = comparisonMarkdown(comparison);
  expect(html).toContain("default-src 'none'");
  for (const text of [html, markdown]) expect(text).not.toContain("<script>");
  expect(markdown).toContain(`| ${rowThat("pass")} |`);
  for (const { id } of results.requirements) expect(html).toContain(`id="${id}"`);
});
