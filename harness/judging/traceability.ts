import { isPartial } from "./baseline.js";
import type { Requirement } from "./catalogue.js";
import type { Coverage } from "./requirement-results.js";
import type { RunResults } from "./results.js";

/**
 * What becomes of a row of the catalogue in real runs:
 * - `tested`: a case emitted a judgement about it
 * - `watched`: a monitor did; for rows that only a client can break, one that watches our own device
 * - `excluded`: nobody can observe it, for the reason that the catalogue gives
 * - `untested`: something declares that it judges the row, and did not
 * - `untracked`: nothing even declares it
 */
export type RowStatus = "tested" | "watched" | "excluded" | "untested" | "untracked";

export interface TracedRow {
  readonly id: string;
  readonly section: string;
  readonly summary: string;
  readonly status: RowStatus;
  /** Ids of the cases and monitors that emitted a judgement about it. */
  readonly by: readonly string[];
  /** Why it is excluded, untested or untracked; one sentence. */
  readonly reason?: string;
}

export interface Traceability {
  readonly rows: readonly TracedRow[];
  readonly counts: Readonly<Record<RowStatus, number>>;
  /** Chosen cases, a shard or an interruption: what is missing may only have been left out. */
  readonly partial: boolean;
  readonly complete: boolean;
}

/** Joins the catalogue with what runs emitted, not with what cases declare (design, law 1). */
export function traceability(
  catalogue: readonly Requirement[],
  runs: readonly RunResults[],
  declared: Coverage,
): Traceability {
  const rows = catalogue.map((row) => traced(row, runs, declared));
  const count = (status: RowStatus) => rows.filter((row) => row.status === status).length;
  const counts = {
    tested: count("tested"),
    watched: count("watched"),
    excluded: count("excluded"),
    untested: count("untested"),
    untracked: count("untracked"),
  };
  return { rows, counts, partial: runs.some(isPartial), complete: counts.untested + counts.untracked === 0 };
}

function traced(row: Requirement, runs: readonly RunResults[], declared: Coverage): TracedRow {
  const { id, section, summary } = row;
  const judges = (kind: "case" | "monitor") =>
    runs.flatMap(({ cases }) =>
      cases
        .filter((one) => one.kind === kind && one.findings.some(({ requirement }) => requirement === id))
        .map(({ caseId }) => caseId),
    );
  const own = runs.flatMap(({ ownTraffic = [] }) =>
    ownTraffic.filter(({ requirement }) => requirement === id).map(({ monitor }) => monitor),
  );
  const [byCase, byMonitor] = [judges("case"), [...judges("monitor"), ...own]];
  const known = { id, section, summary, by: [...new Set([...byCase, ...byMonitor])] };
  if (byCase.length > 0) return { ...known, status: "tested" };
  if (byMonitor.length > 0) return { ...known, status: "watched" };
  if (row.testable === "untestable") {
    if (row.why !== undefined) return { ...known, status: "excluded", reason: row.why };
    return { ...known, status: "untracked", reason: "nobody can test it, and the catalogue does not say why" };
  }
  const owners = [...declared].filter(([, rows]) => rows.includes(id)).map(([owner]) => owner);
  if (owners.length === 0) return { ...known, status: "untracked", reason: "no case and no monitor names it" };
  return { ...known, status: "untested", reason: owners.map((owner) => silenceOf(owner, runs)).join("; ") };
}

/** Why one that declares a row said nothing about it. */
function silenceOf(owner: string, runs: readonly RunResults[]): string {
  const ran = runs.flatMap(({ cases }) => cases.filter(({ caseId }) => caseId === owner));
  const stuck = ran.find(({ reason }) => reason !== undefined);
  if (stuck !== undefined) return `${owner} is ${stuck.verdict} (${stuck.reason ?? ""})`;
  if (ran.length > 0) return `${owner} ran without judging it`;
  return `${owner} saw no occasion, or did not run`;
}
