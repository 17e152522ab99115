import { FolderTooFull, StageError } from "../device/types.js";
import { type Exchange, environmentalReason } from "../eas/index.js";
import { EvidenceCancelled, TargetUnavailable } from "../judging/check.js";
import type { Part } from "../judging/verdict.js";
import { Inconclusive, NotApplicable } from "./outcome.js";

/**
 * What an exception that is no error of ours says about the case; undefined for every other exception.
 * @param last what was said last: where the target had no ear for the request, that is why nothing came of it
 */
export function ending(
  error: unknown,
  caseOfScenario: (scenario: string) => string | undefined,
  last?: Exchange,
): Omit<Part, "part"> | undefined {
  if (error instanceof Inconclusive) {
    const { blockedBy } = error;
    const outage = last === undefined ? undefined : environmentalReason(last);
    const reason = outage === undefined || error.reason.includes(outage) ? error.reason : `${error.reason}; ${outage}`;
    if (blockedBy === undefined) return { kind: "inconclusive", reason };
    return { kind: "inconclusive", reason, blockedBy: caseOfScenario(blockedBy) ?? blockedBy };
  }
  if (error instanceof NotApplicable) {
    const seen = error.exchanges.length === 0 ? "" : ` (seen in ${error.exchanges.join(", ")})`;
    return { kind: "not applicable", reason: `${error.reason}${seen}` };
  }
  if (error instanceof FolderTooFull || error instanceof TargetUnavailable)
    return { kind: "inconclusive", reason: error.message };
  if (error instanceof EvidenceCancelled) return { kind: "inconclusive", reason: error.message };
  if (error instanceof StageError) return refusedPreparation(error, caseOfScenario);
  return undefined;
}

function refusedPreparation(
  error: StageError,
  caseOfScenario: (scenario: string) => string | undefined,
): Omit<Part, "part"> {
  if (error.exchange?.failure?.kind === "aborted") {
    return { kind: "inconclusive", reason: new EvidenceCancelled().message };
  }
  const blockedBy = caseOfScenario("CAP-02");
  const reason = `the target refused a preparation: ${error.message.replace(/\.$/, "")}`;
  return { kind: "inconclusive", reason, ...(blockedBy === undefined ? {} : { blockedBy }) };
}
