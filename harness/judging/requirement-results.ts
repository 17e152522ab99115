import type { Catalogue, Requirement } from "./catalogue.js";
import type { Capability, CaseResult, Finding, RequirementResult } from "./results.js";

/** Which cases and monitors judge which rows, whether or not they ran: by the id that CaseResult calls caseId. */
export type Coverage = ReadonlyMap<string, readonly string[]>;

/** Begins the reason of a row whose cases were not selected; their ids follow. */
export const leftOut = "left out of this run: ";
/** Begins the reason of a row whose cases were to run, and the run ended before them; their ids follow. */
export const notRun = "not run: ";
/** Within the reason of a row whose cases ran and met nothing to judge: their ids precede, and why follows. */
export const withoutJudging = " ran without judging it: ";

const worstFirst = ["fail", "warn", "inform", "pass"] as const;

/**
 * Joins the rows of the catalogue with what a run really emitted: nothing stays untracked (design, law 1).
 *
 * @param planned ids of cases and monitors that were to run: where one has no result, the run ended before it
 * @param capabilities what the probe found: where something was missing, it may be why there was nothing to judge
 */
export function requirementResults(
  catalogue: Catalogue,
  cases: readonly CaseResult[],
  coverage: Coverage,
  planned: ReadonlySet<string> = new Set(),
  capabilities: readonly Capability[] = [],
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
      ...(findings.length > 0
        ? { verdict: worst(findings) }
        : silence(row, cases, { coverage, planned, capabilities })),
      cases: owners.map((owner) => owner.id),
    };
  });
}

function worst(findings: readonly Finding[]): RequirementResult["verdict"] {
  return worstFirst.find((outcome) => findings.some((finding) => finding.outcome === outcome)) ?? "pass";
}

interface Given {
  readonly coverage: Coverage;
  readonly planned: ReadonlySet<string>;
  readonly capabilities: readonly Capability[];
}

/** Why nothing was said about a row. */
function silence(
  row: Requirement,
  cases: readonly CaseResult[],
  { coverage, planned, capabilities }: Given,
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
    const reason = `${idsOf(ran)}${withoutJudging}${occasion(ran, cases, capabilities)}`;
    return { verdict: "inconclusive", reason };
  }
  if (owners.length > 0) return { verdict: "untested", reason: `${leftOut}${owners.join(", ")}` };
  return { verdict: "untested", reason: "no case judges it yet" };
}

function idsOf(cases: readonly CaseResult[]): string {
  return cases.map(({ id }) => id).join(", ");
}

/** What a run must have for most rows to show, the weightiest first; and the scenarios that tell whether it is there at work. */
const weighty: readonly string[] = ["base", "sms.read", "device2"];
const gates: readonly string[] = ["CAP-02", "CAP-01"];

/** Why cases that ran had no occasion to judge a row: they ended at a failure, or what it is about never came. */
function occasion(ran: readonly CaseResult[], all: readonly CaseResult[], capabilities: readonly Capability[]): string {
  const failed = ran.filter(({ kind, verdict }) => kind === "case" && verdict === "fail");
  if (failed.length > 0) return `${idsOf(failed)} failed, and did not come to it`;
  const lack = weighty
    .flatMap((name) => capabilities.find((one) => one.name === name) ?? [])
    .find(({ value }) => value !== "yes");
  if (lack !== undefined) return `nothing showed it (${lack.name}: ${lack.reason})`;
  const gate = all.find(({ scenario, verdict }) => verdict === "fail" && gates.includes(scenario));
  return gate === undefined ? "nothing showed it" : `nothing showed it (${gate.id} failed)`;
}
