import { basename, dirname } from "node:path";
import { sayKnown } from "../judging/baseline.js";
import { breakingCases, type Warned, warnedRows } from "../judging/breaking.js";
import { judgedInPart, levelWords } from "../judging/headline.js";
import type { BaselineResult, RequirementResult, RunResults } from "../judging/results.js";
import { explorationLines } from "./exploration-text.js";
import { fold } from "./fold.js";
import type { Paint } from "./paint.js";
import { spelledLine } from "./spelled.js";

/**
 * The last block of a run: verdict, counts, what failed, where the reports are.
 *
 * @param columns width of the terminal; undefined breaks no line
 */
export function closing(
  results: RunResults,
  reports: readonly string[],
  leftovers: readonly string[],
  paint: Paint,
  columns?: number,
): string {
  const { summary, requirements, cases, baseline, support } = results;
  const { counts, findings } = summary;
  const inPart = judgedInPart(results);
  const tint = summary.exitCode === 0 ? paint.green : summary.exitCode === 3 ? paint.yellow : paint.red;
  const lines = [
    "",
    paint.bold(tint(summary.sentence)),
    ...(inPart === undefined ? [] : [`  ${inPart}`]),
    // Anything else stands in the verdict already.
    ...(support?.class === "not judged" ? [`  ${support.sentence}`] : []),
    ...block(
      "Harm to users",
      (support?.harms ?? []).map(({ kind, sentence }) => `${kind}: ${sentence}`),
    ),
    `  Cases and monitors: ${Object.entries(counts)
      .map(([verdict, count]) => `${count} ${verdict}`)
      .join(", ")}`,
    `  Findings: ${Object.entries(findings)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(", ")}`,
    `  Requirements: ${Object.entries(summary.requirements)
      .map(([verdict, count]) => `${count} ${verdict}`)
      .join(", ")}`,
    ...(baseline === undefined ? [] : baselineLines(baseline)),
    ...block(
      "Broken",
      requirements.filter(({ verdict }) => verdict === "fail").map((row) => requirementLine(row, results)),
    ),
    ...block("Warned of", warnedRows(results).map(warningLine)),
    ...block("Tried", explorationLines(cases).map(spelledLine)),
    ...block("Errors of the suite's own", cases.filter(({ verdict }) => verdict === "error").map(errorLine)),
    ...block("Left in the mailbox", leftovers.map(spelledLine)),
    ...block("Reports", besideThePage(reports)),
    "",
  ];
  return fold(lines.join("\n"), columns);
}

/** The path of the page to open; the others lie beside it. */
function besideThePage(paths: readonly string[]): string[] {
  const page = paths.find((path) => basename(path) === "report.html");
  if (page === undefined || paths.length === 1) return [...paths];
  const others = paths.filter((path) => path !== page);
  if (others.some((path) => dirname(path) !== dirname(page))) return [...paths];
  return [page, `beside it: ${others.map((path) => basename(path)).join(", ")}`];
}

function block(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${line}`)];
}

/** What differs has a line of its own each; what is known stands with the row that it breaks. */
function baselineLines({ file, known, unexpected, stale }: BaselineResult): string[] {
  return [
    `  Baseline ${file}: ${known} known, ${unexpected.length} unexpected, ${stale.length} stale`,
    ...block("Unexpected", unexpected.map(sayKnown)),
    ...block(
      "Stale",
      stale.map((entry) => `${sayKnown(entry)}, says the baseline; now ${entry.now}`),
    ),
  ];
}

/** With the cases that broke it, and how each stands to the baseline; others may have seen it hold. */
function requirementLine(row: RequirementResult, results: RunResults): string {
  const { known, unexpected } = breakingCases(row, results);
  const lists =
    results.baseline === undefined
      ? [unexpected.join(", ")]
      : [
          ...(unexpected.length === 0 ? [] : [`unexpected: ${unexpected.join(", ")}`]),
          ...(known.length === 0 ? [] : [`known: ${known.join(", ")}`]),
        ];
  return `${row.id} (${levelWords(row)}) ${row.summary} [${lists.join("; ")}]`;
}

/** A warning changes no verdict: a few of the cases that give it are enough. */
function warningLine({ row, finding, cases }: Warned): string {
  const more = cases.length > mostWarning ? ` and ${cases.length - mostWarning} more` : "";
  const words = spelledLine(`expected ${finding.expected}; seen ${finding.seen}`);
  return `${row.id} (${levelWords(row)}) ${words} [${cases.slice(0, mostWarning).join(", ")}${more}]`;
}

const mostWarning = 3;

function errorLine({ id, reason = "" }: { readonly id: string; readonly reason?: string }): string {
  return `${id}: ${spelledLine(reason)}`;
}
