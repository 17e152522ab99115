import { type Standing, standings } from "../harness/judging/baseline.js";
import type { CaseResult, Finding, RunResults } from "../harness/judging/results.js";

/** What a pipeline is told of a case. */
export type Outcome = "passed" | "failure" | "error" | "skipped";

export type Baseline = ReadonlyMap<string, Standing>;

/** How each case stands to the baseline of the run; undefined for a run without one. */
export function baselineOf({ baseline }: RunResults): Baseline | undefined {
  return baseline === undefined ? undefined : standings(baseline);
}

/** With a baseline what differs from it is a failure and what it knows is skipped, as in the exit code. */
export function outcomeOf({ verdict, id }: CaseResult, baseline: Baseline | undefined): Outcome {
  if (verdict === "error") return "error";
  if (baseline === undefined) return verdict === "fail" ? "failure" : verdict === "pass" ? "passed" : "skipped";
  const standing = baseline.get(id);
  if (standing !== undefined && standing.unexpected.length + standing.stale.length > 0) return "failure";
  return verdict === "pass" ? "passed" : "skipped";
}

/** Why the baseline puts up with a finding; undefined when it does not. */
export function knownReason({ id }: CaseResult, finding: Finding, baseline: Baseline | undefined): string | undefined {
  if (finding.outcome !== "fail") return undefined;
  return baseline?.get(id)?.known.find(({ requirement }) => requirement === finding.requirement)?.reason;
}
