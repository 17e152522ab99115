import { leftOut, notRun, withoutJudging } from "../harness/judging/requirement-results.js";
import type { CaseResult, RequirementResult, RunResults } from "../harness/judging/results.js";
import { groupBy } from "./grouping.js";

/** Cases or parts of cases that share the reason for which they were not judged. */
export interface OpenCases {
  readonly verdict: Extract<CaseResult["verdict"], "inconclusive" | "not applicable" | "error">;
  readonly reason: string;
  readonly blockedBy: string | undefined;
  readonly caseIds: readonly string[];
  /** The rest of these cases was judged. */
  readonly isPart: boolean;
}

/** Requirements that share the reason for which they were not judged. */
export interface OpenRequirements {
  readonly verdict: RequirementResult["verdict"];
  readonly reason: string;
  readonly ids: readonly string[];
}

type OpenCase = Omit<OpenCases, "caseIds"> & { readonly caseId: string };

function openCasesOf(judged: CaseResult): OpenCase[] {
  const { verdict, reason = "no reason was recorded", blockedBy } = judged;
  // What the parts are called stands with their case: one reason that keeps twenty parts from being judged is said once.
  const parts = judged.unjudged.map((part) => ({
    verdict: "inconclusive" as const,
    reason: part.reason,
    blockedBy: part.blockedBy,
    caseId: judged.id,
    isPart: true,
  }));
  if (verdict === "pass" || verdict === "fail") return parts;
  const whole = { verdict, reason, blockedBy, caseId: judged.id, isPart: false };
  // Where nothing of the case was judged there is no rest that a part could be set apart from, and its reason is the case's.
  return judged.findings.length === 0 ? [whole] : [whole, ...parts.filter((part) => part.reason !== reason)];
}

/** Cases, and parts of cases, that were not judged, by reason. */
export function openCases(results: RunResults): OpenCases[] {
  const open = results.cases.flatMap(openCasesOf);
  const groups = groupBy(open, ({ caseId: _, ...rest }) => JSON.stringify(rest));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { caseId: _, ...rest } = first;
    return [{ ...rest, caseIds: [...new Set(group.map(({ caseId }) => caseId))] }];
  });
}

/** The heaviest first: what the target kept from being judged, what the run left out, what no run of a server judges. */
export const openVerdicts: readonly RequirementResult["verdict"][] = [
  "inconclusive",
  "not applicable",
  "untested",
  "untestable",
  "client",
];

/** Has the run nothing to say about the target from this verdict? */
export function isOpen(verdict: RequirementResult["verdict"]): boolean {
  return openVerdicts.includes(verdict);
}

/** What rows have in common; what differs from row to row stands in the table of requirements. */
function sharedReason({ verdict, reason }: RequirementResult, { cases }: RunResults): string {
  if (verdict === "untestable") return "cannot be seen in the traffic between client and server; each row says why";
  if (reason === undefined) return "no reason was recorded";
  if (reason.startsWith(notRun)) {
    return "the cases that judge them had not been run when the run ended; each row names its own";
  }
  if (reason.startsWith(leftOut)) return "the cases that judge them were left out of this run; each row names its own";
  const [, occasion] = reason.split(withoutJudging);
  if (occasion !== undefined) return `what ran did not judge them, and each row names it: ${occasion}`;
  const colon = reason.indexOf(": ");
  return cases.some(({ id }) => id === reason.slice(0, colon)) ? reason.slice(colon + 2) : reason;
}

/** Requirements that were not judged, by verdict and reason: the heaviest verdict first, and of one verdict the most rows. */
export function openRequirements(results: RunResults): OpenRequirements[] {
  const rows = results.requirements
    .filter(({ verdict }) => isOpen(verdict))
    .map((row) => ({ id: row.id, verdict: row.verdict, reason: sharedReason(row, results) }));
  const groups = groupBy(rows, ({ verdict, reason }) => JSON.stringify([verdict, reason]));
  return [...groups.values()]
    .flatMap((group): OpenRequirements[] => {
      const [first] = group;
      return first === undefined
        ? []
        : [{ verdict: first.verdict, reason: first.reason, ids: group.map(({ id }) => id) }];
    })
    .sort((a, b) => openVerdicts.indexOf(a.verdict) - openVerdicts.indexOf(b.verdict) || b.ids.length - a.ids.length);
}
