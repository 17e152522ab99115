import type { CaseResult, RequirementResult, RunResults } from "../judging/results.js";
import type { Paint } from "./paint.js";

/** The last block of a run: verdict, counts, what failed, where the reports are. */
export function closing(
  { summary, requirements, cases, support }: RunResults,
  reports: readonly string[],
  leftovers: readonly string[],
  paint: Paint,
): string {
  const { counts, findings } = summary;
  const tint = summary.exitCode === 0 ? paint.green : summary.exitCode === 3 ? paint.yellow : paint.red;
  const lines = [
    "",
    paint.bold(tint(summary.sentence)),
    ...(support === undefined ? [] : [`  ${support.sentence}`]),
    ...block(
      "Harm to users",
      (support?.harms ?? []).map(({ kind, sentence }) => `${kind}: ${sentence}`),
    ),
    `  Cases: ${Object.entries(counts)
      .map(([verdict, count]) => `${count} ${verdict}`)
      .join(", ")}`,
    `  Findings: ${Object.entries(findings)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(", ")}`,
    `  Requirements: ${Object.entries(summary.requirements)
      .map(([verdict, count]) => `${count} ${verdict}`)
      .join(", ")}`,
    ...block(
      "Broken",
      requirements.filter(({ verdict }) => verdict === "fail").map((row) => requirementLine(row, cases)),
    ),
    ...block("Errors of the suite's own", cases.filter(({ verdict }) => verdict === "error").map(errorLine)),
    ...block("Left in the mailbox", leftovers),
    ...block("Reports", reports),
    "",
  ];
  return lines.join("\n");
}

function block(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${line}`)];
}

/** With the cases that broke it; others may have seen it hold. */
function requirementLine({ id, level, summary }: RequirementResult, cases: readonly CaseResult[]): string {
  const breaking = cases.filter(({ findings }) =>
    findings.some(({ requirement, outcome }) => requirement === id && outcome === "fail"),
  );
  return `${id} (${level}) ${summary} [${breaking.map((one) => one.id).join(", ")}]`;
}

function errorLine({ id, reason = "" }: { readonly id: string; readonly reason?: string }): string {
  return `${id}: ${reason}`;
}
