import { counterexampleOf } from "../harness/judging/counterexample.js";
import type { CaseResult, Finding, FindingMark, RequirementResult, RunResults } from "../harness/judging/results.js";
import { explainBreach } from "../harness/judging/words/index.js";
import { shortened } from "./shortened.js";

// What the reports for machines say in the same words.

/** Of a text that a target sent: GitLab refuses a whole file over 30 MB, GitHub cuts what is long. */
const mostText = 1_000;

/** The head of a long text, with the number of characters that are left out. */
export function cut(text: string): string {
  const { text: kept, rest } = shortened(text, mostText);
  return rest === 0 ? kept : `${kept} … ${rest} more characters, see results.json`;
}

/** Readers put a message on one line. */
export function oneLine(text: string): string {
  return cut(text).replace(/\s+/g, " ").trim();
}

/** The protocol version that was spoken; a run that never got that far spoke none. */
export function versionWords({ protocolVersion }: Pick<RunResults, "protocolVersion">): string {
  return protocolVersion === "" ? "none spoken" : protocolVersion;
}

/** Rows that a case or monitor has findings about. */
export function requirementsOf({ findings }: CaseResult): string[] {
  return [...new Set(findings.map(({ requirement }) => requirement))];
}

/** Why a case was not judged, on one line, the verdict first. */
export function reasonOf(judged: CaseResult): string {
  const blocked = judged.blockedBy === undefined ? "" : ` (blocked by ${judged.blockedBy})`;
  return oneLine(`${judged.verdict}: ${judged.reason ?? "no reason was recorded"}${blocked}`);
}

/** A finding on one line: what was expected and what was seen. */
export function findingLine({ requirement, expected, seen, count }: Finding): string {
  const times = count > 1 ? ` (${count} times)` : "";
  return oneLine(`${requirement}: expected ${cut(expected)}; seen ${cut(seen)}${times}`);
}

/**
 * A finding in a block of text that explains itself: the rule, both sides, where, what it means, how it comes about; with the
 * command that repeats its own counterexample, where it has one.
 */
export function findingText(finding: Finding, judge: CaseResult, row: RequirementResult | undefined): string {
  const words = explainBreach(finding);
  const found = counterexampleOf(judge, finding);
  const lines = [
    row === undefined
      ? finding.requirement
      : `${finding.requirement} (${row.level}, [MS-ASMS] ${row.section}): ${row.summary}`,
    `  expected: ${cut(finding.expected)}`,
    `  seen:     ${cut(finding.seen)}`,
    ...(finding.remark === undefined ? [] : [`  remark:   ${cut(finding.remark)}`]),
    ...(finding.ruling === undefined ? [] : [`  ruling:   ${finding.ruling}`]),
    ...(finding.mark === undefined
      ? []
      : [`  element:  ${finding.mark.path} in the ${finding.mark.side}${placeOf(finding, finding.mark)}`]),
    `  exchange: ${someOf(finding.exchanges)}`,
    ...(finding.count > 1 ? [`  times:    ${finding.count}`] : []),
    ...(found?.kind === undefined ? [] : [`  counterexample: ${found.kind}, ${found.steps.length} steps`]),
    ...(found?.replay === undefined ? [] : [`  repeat:   ${found.replay}`]),
    ...(words === undefined ? [] : [`  for the user: ${words.user}`, `  probably: ${words.mistake}`]),
  ];
  return lines.join("\n");
}

/** Among several exchanges it has to be said in which. */
function placeOf({ exchanges }: Finding, { exchange }: FindingMark): string {
  return exchanges.length > 1 ? ` of ${exchange}` : "";
}

/** A monitor may have seen the same thing in every exchange of a run. */
function someOf(ids: readonly string[]): string {
  const shown = ids.slice(0, 5).join(", ");
  return ids.length > 5 ? `${shown} and ${ids.length - 5} more` : shown;
}

/** What the command line of a result does. */
export function repeatWords({ kind, exploration }: CaseResult): string {
  if (kind === "monitor") return "repeat the whole run";
  return exploration === undefined ? "repeat" : "repeat the whole search";
}
