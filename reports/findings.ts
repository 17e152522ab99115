import type { CaseResult, Finding, RequirementResult, RunResults } from "../harness/judging/results.js";
import { groupBy } from "./grouping.js";

/** A finding together with the case or monitor that made it. */
export interface JudgedFinding {
  readonly case: CaseResult;
  readonly finding: Finding;
}

/** What one check of one case said about one requirement, over all axis values that it was run with. */
export interface FindingGroup {
  /** Unique in a run and fit for an HTML id. */
  readonly anchor: string;
  /** Absent when a finding names a row that the results do not list. */
  readonly requirement: RequirementResult | undefined;
  readonly requirementId: string;
  /** The one that is shown in full. */
  readonly first: JudgedFinding;
  /** The same check, missed with other axis values. */
  readonly others: readonly JudgedFinding[];
}

/** Rows of the catalogue by id. */
export function requirementsById(results: RunResults): ReadonlyMap<string, RequirementResult> {
  return new Map(results.requirements.map((requirement) => [requirement.id, requirement]));
}

/**
 * Findings of an outcome, the same check of the same case together, in the order of the document. What is expected is
 * part of a check's identity: a case may ask two things about one requirement; so is the counterexample that it failed in.
 */
export function findingGroups(results: RunResults, outcome: Finding["outcome"]): FindingGroup[] {
  const all = results.cases.flatMap((judge) => judge.findings.map((finding) => ({ case: judge, finding })));
  const groups = groupBy(
    all.filter(({ finding }) => finding.outcome === outcome),
    ({ case: judge, finding }) =>
      JSON.stringify([finding.requirement, judge.caseId, finding.expected, finding.counterexample]),
  );
  const rows = requirementsById(results);
  const order = new Map(results.requirements.map(({ id }, index) => [id, index]));
  const sorted = [...groups.values()].sort((a, b) => rank(order, a) - rank(order, b));
  const numbers = new Map<string, number>();
  return sorted.flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const requirementId = first.finding.requirement;
    const number = (numbers.get(requirementId) ?? 0) + 1;
    numbers.set(requirementId, number);
    const anchor = `${outcome}-${requirementId}-${number}`;
    return [{ anchor, requirement: rows.get(requirementId), requirementId, first, others }];
  });
}

/** How often the check of a group was missed: in all exchanges, under all axis values. */
export function timesMissed({ first, others }: FindingGroup): number {
  return [first, ...others].reduce((sum, { finding }) => sum + finding.count, 0);
}

/** " (15 of 16 times)": how often the first finding of a group was made, of all times that its check was missed; empty for once. */
export function timesWords(group: FindingGroup): string {
  const all = timesMissed(group);
  const own = group.first.finding.count;
  if (all === 1) return "";
  return own === all ? ` (${all} times)` : ` (${own} of ${all} times)`;
}

function rank(order: ReadonlyMap<string, number>, [first]: readonly JudgedFinding[]): number {
  return (first === undefined ? undefined : order.get(first.finding.requirement)) ?? Number.MAX_SAFE_INTEGER;
}
