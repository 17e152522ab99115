import type { CaseContext } from "../harness/run/index.js";
import type { softDeleted } from "./removals.js";

/** Clauses for a class that was dropped: that there are SoftDeletes, and that there are no Deletes instead. */
export const ofSms = { soft: "Q14.soft-delete", hard: "Q14.hard-delete" };
export const ofEmail = { soft: "Q15.soft-delete", hard: "Q15.hard-delete" };

/** Under the clause that the observation is about. */
export function judgeDrop(
  context: CaseContext,
  requirement: string,
  clauses: typeof ofSms,
  seen: ReturnType<typeof softDeleted>,
): void {
  context.check(requirement, seen, seen.evidence, { ruling: seen.hard ? clauses.hard : clauses.soft });
}
