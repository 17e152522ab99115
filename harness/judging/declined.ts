import { concernsSms, type Exchange } from "../eas/index.js";
import type { CaseResult, Finding } from "./results.js";

// What stands beside a refusal: a server that declines SMS may be wrong in other things, and in what it does with SMS all the same.

export interface Flaws {
  /** Failed cases and monitors in whose evidence SMS was asked for, added, counted or switched. */
  readonly aboutSms: readonly CaseResult[];
  readonly others: readonly CaseResult[];
}

/** Everything that failed, but for what says no more than that SMS is refused. */
export function flawsBeside(cases: readonly CaseResult[], exchanges: readonly Exchange[]): Flaws {
  const spoken = new Set(exchanges.filter(concernsSms).map(({ id }) => id));
  const flaws = cases.flatMap((of) => {
    const failed = of.findings.filter(({ outcome }) => outcome === "fail").filter((one) => !isRefusal(of, one));
    const isAboutSms = failed.some((finding) => finding.exchanges.some((id) => spoken.has(id)));
    return failed.length === 0 ? [] : [{ of, isAboutSms }];
  });
  return {
    aboutSms: flaws.filter(({ isAboutSms }) => isAboutSms).map(({ of }) => of),
    others: flaws.filter(({ isAboutSms }) => !isAboutSms).map(({ of }) => of),
  };
}

/** Clauses by which the refusal itself fails where SMS is claimed, and the rows that grant what is refused. */
const clauses: readonly (string | undefined)[] = ["Q43.refused", "Q41.offered"];
const granting: readonly string[] = ["ASMS-1.3-1", "ASMS-2.2.2.2.1-2"];

function isRefusal({ caseId }: CaseResult, { requirement, ruling }: Finding): boolean {
  if (caseId === "declared-and-refuted" || clauses.includes(ruling)) return true;
  return ruling === undefined && granting.includes(requirement);
}
