import type { CaseResult, Finding, Verdict } from "./results.js";

/** A part of a case that did not run. */
export interface Part {
  readonly part: string;
  /** not applicable: the target never claimed it. inconclusive: it could not be brought to the point where it shows. */
  readonly kind: "inconclusive" | "not applicable";
  readonly reason: string;
  readonly blockedBy?: string;
}

/** How a case came to its end before its last line. */
export interface Ending {
  readonly kind: "inconclusive" | "not applicable" | "error";
  readonly reason: string;
  readonly blockedBy?: string;
}

/** Everything that a verdict depends on. */
export interface Proceedings {
  readonly findings: readonly Finding[];
  readonly parts: readonly Part[];
  readonly ending?: Ending;
}

export type Judgement = Pick<CaseResult, "verdict" | "reason" | "blockedBy">;

/**
 * The verdict of a case. An error of ours outweighs everything, because nothing that a broken case says can be trusted; a
 * failure outweighs what could not be judged; silence is an error of ours (design, law 2).
 */
export function caseVerdict({ findings, parts, ending }: Proceedings): Judgement {
  if (ending?.kind === "error") return judgement("error", ending);
  if (findings.some(({ outcome }) => outcome === "fail")) return { verdict: "fail" };
  if (ending !== undefined) return judgement(ending.kind, ending);
  const open = parts.find(({ kind }) => kind === "inconclusive");
  if (open !== undefined) return judgement("inconclusive", open);
  if (findings.length > 0) return { verdict: "pass" };
  const excluded = parts[0];
  if (excluded !== undefined) return judgement("not applicable", excluded);
  return { verdict: "error", reason: "The case ended without a single check" };
}

function judgement(verdict: Verdict, cause: { readonly reason: string; readonly blockedBy?: string }): Judgement {
  return { verdict, reason: cause.reason, ...(cause.blockedBy === undefined ? {} : { blockedBy: cause.blockedBy }) };
}
