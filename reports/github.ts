import { sayKnown } from "../harness/judging/baseline.js";
import type { RunResults } from "../harness/judging/results.js";
import { findingGroups, timesMissed } from "./findings.js";
import { incompleteReason } from "./incomplete.js";
import { visible } from "./visible.js";
import { findingLine, oneLine, reasonOf } from "./wording.js";

/** GitHub shows ten annotations of a kind for a step, and drops the rest silently. */
const mostLines = 10;

/** Of the text after `::`. */
function data(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** Of a property before `::`, where colon and comma have a meaning. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function error(title: string, text: string): string {
  return `::error title=${property(oneLine(title))}::${data(text)}`;
}

/** What differs from the baseline of the run; nothing for a run without one. */
function differences({ baseline }: RunResults): string[] {
  const { unexpected = [], stale = [] } = baseline ?? {};
  return [
    ...unexpected.map((known) => error(known.requirement ?? known.case, `not in the baseline: ${sayKnown(known)}`)),
    ...stale.map((entry) => error(entry.case, `stale in the baseline: ${sayKnown(entry)}; now ${entry.now}`)),
  ];
}

function failures(results: RunResults): string[] {
  return findingGroups(results, "fail").map((group) => {
    const { requirementId, first, others } = group;
    const elsewhere = new Set(others.map((other) => other.case.id).filter((id) => id !== first.case.id)).size;
    const more = elsewhere === 0 ? "" : `, and ${elsewhere} more`;
    const line = findingLine({ ...first.finding, count: timesMissed(group) });
    return error(requirementId, `${line} [${first.case.id}${more}]`);
  });
}

/**
 * Workflow commands for GitHub Actions: an annotation for each check that failed, each error of the suite's own, and a run that has no verdict;
 * with a baseline for what differs from it, as in the exit code.
 */
export function githubLines(results: RunResults): string[] {
  const errors = results.cases.filter(({ verdict }) => verdict === "error");
  const incomplete = incompleteReason(results);
  const lines = [
    ...(incomplete === undefined ? [] : [error("[MS-ASMS] incomplete", incomplete)]),
    ...errors.map((judged) => error(judged.id, reasonOf(judged))),
    ...(results.baseline === undefined ? failures(results) : differences(results)),
  ];
  if (lines.length <= mostLines) return lines;
  return [
    ...lines.slice(0, mostLines - 1),
    error("[MS-ASMS]", `${lines.length - mostLines + 1} more failures: see the summary of the step and the reports`),
  ];
}
