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
  const parts = judged.unjudged.map((part) => ({
    verdict: "inconclusive" as const,
    reason: `${part.part}: ${part.reason}`,
    blockedBy: part.blockedBy,
    caseId: judged.id,
    isPart: true,
  }));
  if (verdict === "pass" || verdict === "fail") return parts;
  return [{ verdict, reason, blockedBy, caseId: judged.id, isPart: false }, ...parts];
}

/** Cases, and parts of cases, that were not judged, by reason. */
export function openCases(results: RunResults): OpenCases[] {
  const open = results.cases.flatMap(openCasesOf);
  const groups = groupBy(open, ({ caseId: _, ...rest }) => JSON.stringify(rest));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { caseId: _, ...rest } = first;
    return [{ ...rest, caseIds: group.map(({ caseId }) => caseId) }];
  });
}

const open: ReadonlySet<RequirementResult["verdict"]> = new Set([
  "inconclusive",
  "not applicable",
  "untested",
  "untestable",
  "client",
]);

/** Has the run nothing to say about the target from this verdict? */
export function isOpen(verdict: RequirementResult["verdict"]): boolean {
  return open.has(verdict);
}

/** Reasons that differ from row to row would only repeat the table of requirements. */
const eachForItself: Partial<Record<RequirementResult["verdict"], string>> = {
  untestable: "cannot be seen in the traffic between client and server; each row says why",
};

/** Requirements that were not judged, by verdict and reason. */
export function openRequirements(results: RunResults): OpenRequirements[] {
  const rows = results.requirements.filter(({ verdict }) => isOpen(verdict));
  const groups = groupBy(rows, ({ verdict, reason }) => JSON.stringify([verdict, eachForItself[verdict] ?? reason]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { verdict, reason = "no reason was recorded" } = first;
    return [{ verdict, reason: eachForItself[verdict] ?? reason, ids: group.map(({ id }) => id) }];
  });
}
