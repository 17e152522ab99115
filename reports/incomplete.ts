import type { RunResults } from "../harness/judging/results.js";

/**
 * Why a run says nothing of the target as a whole, in one sentence: it was interrupted, never got to the target, or left too
 * much unjudged. Undefined for one with a verdict, and for one that an error of ours ended, which stands among its cases.
 * No report may look like success then, whatever passed by that time.
 */
export function incompleteReason({ summary }: Pick<RunResults, "summary">): string | undefined {
  return summary.interrupted || summary.exitCode === 3 ? summary.sentence : undefined;
}
