import fc from "fast-check";
import { expect, it } from "vitest";
import { againstBaseline } from "../harness/judging/against-baseline.js";
import { knowable } from "../harness/judging/baseline.js";
import { levelWords } from "../harness/judging/headline.js";
import { githubLines } from "./github.js";
import { codeMarkdown, plainMarkdown } from "./markdown.js";
import { openRequirements } from "./not-judged.js";
import { summaryMarkdown } from "./summary.js";
import { anyRun } from "./testing/runs.js";
import { emptyRun, interruptedRun, sampleRun, unreachedRun } from "./testing/sample.js";

it("says verdict, counts, what broke and what was not judged", () => {
  const { results } = sampleRun();
  const text = summaryMarkdown(results);
  expect(text).toContain(`**${plainMarkdown(results.summary.sentence)}**`);
  for (const { id, verdict } of results.requirements) {
    expect(text.includes(`\n| ${id} |`), id).toBe(verdict === "fail" || verdict === "warn");
  }
  for (const { id, verdict } of results.cases) {
    if (verdict === "fail" || verdict === "error") expect(text).toContain(`\n| ${codeMarkdown(id)} | ${verdict} |`);
  }
  expect(text).toContain("## Not judged");
});

it("names what is warned of, with the cases that warn", () => {
  const { results } = sampleRun();
  const [, warnings = ""] = summaryMarkdown(results).split("## Warnings");
  for (const { id, findings } of results.cases.filter((one) =>
    one.findings.some(({ outcome }) => outcome === "warn"),
  )) {
    expect(warnings).toContain(codeMarkdown(id));
    for (const { requirement } of findings.filter(({ outcome }) => outcome === "warn")) {
      expect(warnings).toContain(`\n| ${requirement} |`);
    }
  }
  expect(warnings).not.toBe("");
});

it("says why requirements were not judged, in the words of the page, and names the first of them", () => {
  const { results } = sampleRun();
  const text = summaryMarkdown(results);
  const open = openRequirements(results);
  expect(open.some(({ ids }) => ids.length > 5)).toBe(true);
  for (const { verdict, reason, ids } of open) {
    const more = ids.length > 5 ? ` and ${ids.length - 5} more` : "";
    expect(text).toContain(`\n| ${verdict} | ${plainMarkdown(reason)} | ${ids.slice(0, 5).join(", ")}${more} |`);
  }
});

it("leaves no cell empty where there was nothing to count and no version was spoken", () => {
  const text = summaryMarkdown(unreachedRun().results);
  expect(text).toContain("| Profile, protocol | seed, none spoken |");
  expect(text).toContain("| Cases and monitors | none |\n| Findings | none |");
  expect(text).toContain("Incomplete: the run ended before its first case.");
});

it("says of each broken requirement whether the baseline knows it", () => {
  const { results } = sampleRun();
  expect(summaryMarkdown(results)).not.toContain("| baseline |");
  const entries = results.cases
    .flatMap(knowable)
    .flatMap((known) => (known.verdict === "fail" ? [{ ...known, reason: "ticket 7" }] : []));
  const rows = results.requirements.filter(({ verdict }) => verdict === "fail");
  for (const [known, word] of [
    [entries, "known"],
    [[], "unexpected"],
  ] as const) {
    const text = summaryMarkdown(againstBaseline(results, { file: "b.json", entries: known }));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(text).toContain(`\n| ${row.id} | ${levelWords(row)} | ${word} |`);
  }
});

it.each(anyRun)("keeps its tables whole and below what GitHub takes, for the %s run", (_name, { results }) => {
  const text = summaryMarkdown(results);
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  let columns = 0;
  for (const line of text.split("\n")) {
    // A bar of the text itself stands behind a backslash.
    const bars = [...line.replaceAll(/\\[\\|]/g, "")].filter((character) => character === "|").length;
    if (!line.startsWith("|")) columns = 0;
    else if (columns === 0) columns = bars;
    else expect(bars, line).toBe(columns);
  }
});

it("property: text is never taken for markup, and stays on its line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const shown = plainMarkdown(text);
      expect(shown).not.toMatch(/[\n\r]/);
      expect(shown.replace(/\\./gu, "")).not.toMatch(/[\\`*_[\]<>|#]/);
    }),
  );
});

it("property: a workflow command is one line that begins as one, and its text cannot begin another", () => {
  const { results } = sampleRun();
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (seen) => {
      const cases = results.cases.map((one) => ({
        ...one,
        findings: one.findings.map((finding) => ({ ...finding, seen: `${seen}\n::set-output name=a::b` })),
      }));
      for (const line of githubLines({ ...results, cases })) {
        expect(line).toMatch(/^::error title=[^:,\n\r]*::/);
        expect(line).not.toMatch(/[\n\r]/);
      }
    }),
    { numRuns: 30 },
  );
});

it("shows no more annotations than GitHub does, and says that there are more", () => {
  const { results } = sampleRun();
  const failed = results.cases.find(({ verdict }) => verdict === "fail");
  if (failed === undefined) throw new Error("the sample has a failed case");
  const cases = Array.from({ length: 30 }, (_, index) => ({ ...failed, id: `c${index}`, caseId: `c${index}` }));
  const lines = githubLines({ ...results, cases });
  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toContain("more failures");
  expect(githubLines({ ...results, cases: [] })).toEqual([]);
});

it.each([
  ["empty", emptyRun(), "Incomplete: it has no verdict."],
  ["interrupted", interruptedRun(), "Incomplete: the run did not come to its end"],
])("says at the top of the %s run that it is incomplete", (_name, { results }, words) => {
  expect(summaryMarkdown(results).split("\n").slice(0, 6).join("\n")).toContain(words);
});

it("annotates a run without a verdict", () => {
  const [first] = githubLines(interruptedRun().results);
  expect(first).toMatch(/^::error title=\[MS-ASMS\] incomplete::/);
});
