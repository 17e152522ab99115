import type { CaseResult, Counterexample, Exploration, Finding } from "./results.js";

/** All that a search found, the first one first. */
export function counterexamplesOf({ counterexample, further = [] }: Exploration): readonly Counterexample[] {
  return counterexample === undefined ? [] : [counterexample, ...further];
}

/** The counterexample that this finding is about; undefined when it belongs to none: another finding's proves nothing of it. */
export function counterexampleOf({ exploration }: CaseResult, finding: Finding): Counterexample | undefined {
  if (exploration === undefined || finding.counterexample === undefined) return undefined;
  return counterexamplesOf(exploration).find(({ kind }) => kind === finding.counterexample);
}

/** Command line that brings just this finding to light again: that of its counterexample, else of its case. */
export function replayOf(judge: CaseResult, finding: Finding): string {
  return counterexampleOf(judge, finding)?.replay ?? judge.replay;
}
