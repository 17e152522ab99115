import type { Catalogue, Requirement } from "./catalogue.js";
import type { CaseResult, Finding, RequirementResult } from "./results.js";

/** Which cases and monitors judge which rows, whether or not they ran: by the id that CaseResult calls caseId. */
export type Coverage = ReadonlyMap<string, readonly string[]>;

/** Begins the reason of a row whose cases were not selected; their ids follow. */
export const leftOut = "left out of this run: ";
/** Begins the reason of a row whose cases were to run, and the run ended before them; their ids follow. */
export const notRun = "not run: ";
/** Ends the reason of a row whose cases ran and met nothing to judge; their ids precede. */
export const withoutJudging = " ran without judging it";

const worstFirst = ["fail", "warn", "inform", "pass"] as const;

/**
 * Joins the rows of the catalogue with what a run really emitted: nothing stays untracked (design, law 1).
 *
 * @param planned ids of cases and monitors that were to run: where one has no result, the run ended before it
 */
export function requirementResults(
  catalogue: Catalogue,
  cases: readonly CaseResult[],
  coverage: Coverage,
  planned: ReadonlySet<string> = new Set(),
): RequirementResult[] {
  return catalogue.rows.map((row) => {
    const { id, section, level, actor, summary } = row;
    const owners = cases.filter(({ findings }) => findings.some(({ requirement }) => requirement === id));
    const findings = owners.flatMap((owner) => owner.findings.filter(({ requirement }) => requirement === id));
    return {
      id,
      section,
      level,
      actor,
      summary,
      ...(findings.length > 0 ? { verdict: worst(findings) } : silence(row, cases, { coverage, planned })),
      cases: owners.map((owner) => owner.id),
    };
  });
}

function worst(findings: readonly Finding[]): RequirementResult["verdict"] {
  return worstFirst.find((outcome) => findings.some((finding) => finding.outcome === outcome)) ?? "pass";
}

/** Why nothing was said about a row. */
function silence(
  row: Requirement,
  cases: readonly CaseResult[],
  { coverage, planned }: { readonly coverage: Coverage; readonly planned: ReadonlySet<string> },
): Pick<RequirementResult, "verdict" | "reason"> {
  if (row.testable === "untestable") return { verdict: "untestable", reason: row.why ?? "nobody can observe it" };
  const owners = [...coverage].filter(([, rows]) => rows.includes(row.id)).map(([caseId]) => caseId);
  const ran = cases.filter(({ caseId }) => owners.includes(caseId));
  const stuck = ran.find(({ verdict }) => verdict === "inconclusive" || verdict === "error");
  if (stuck !== undefined) return { verdict: "inconclusive", reason: `${stuck.id}: ${stuck.reason ?? "not judged"}` };
  const excluded = ran.find(({ verdict }) => verdict === "not applicable");
  if (excluded !== undefined) {
    return { verdict: "not applicable", reason: `${excluded.id}: ${excluded.reason ?? "the target never claimed it"}` };
  }
  const part = ran.flatMap(({ id, unjudged }) => unjudged.map((one) => ({ ...one, id })));
  const lawful = part.find(({ reason }) => reason.startsWith("not applicable:"));
  if (lawful !== undefined) {
    return { verdict: "not applicable", reason: `${lawful.id}: ${lawful.reason.replace("not applicable: ", "")}` };
  }
  // Where a case of the server's judges it too, that case may merely not have been run.
  if (row.actor === "client" && owners.length === 0) {
    return { verdict: "client", reason: "a rule for clients: judged on the traffic of a client, not on a server" };
  }
  const unreached = owners.filter((owner) => planned.has(owner) && !ran.some(({ caseId }) => caseId === owner));
  if (unreached.length > 0) return { verdict: "untested", reason: `${notRun}${unreached.join(", ")}` };
  // Not untested: there is a judge, and the target gave it nothing to judge.
  if (ran.length > 0) {
    return { verdict: "inconclusive", reason: `${ran.map(({ id }) => id).join(", ")}${withoutJudging}` };
  }
  if (owners.length > 0) return { verdict: "untested", reason: `${leftOut}${owners.join(", ")}` };
  return { verdict: "untested", reason: "no case judges it yet" };
}
