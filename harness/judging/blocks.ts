import type { CaseResult } from "./results.js";

/**
 * Keeps `blockedBy` only where it names a case that did fail in this run: every chain of blocked cases ends in a failure
 * that the report shows, or in none at all.
 */
export function settleBlocks(cases: readonly CaseResult[]): CaseResult[] {
  const failed = new Map<string, string>();
  for (const { id, caseId, scenario, verdict } of cases) {
    if (verdict !== "fail") continue;
    for (const name of [scenario, caseId, id]) if (!failed.has(name)) failed.set(name, id);
  }
  return cases.map((result) => {
    const { blockedBy, unjudged, ...rest } = result;
    const settled = settle(blockedBy, failed);
    return {
      ...rest,
      ...settled,
      unjudged: unjudged.map(({ part, reason, blockedBy: by }) => ({ part, reason, ...settle(by, failed) })),
    };
  });
}

function settle(blockedBy: string | undefined, failed: ReadonlyMap<string, string>): { readonly blockedBy?: string } {
  const cause = blockedBy === undefined ? undefined : failed.get(blockedBy);
  return cause === undefined ? {} : { blockedBy: cause };
}
