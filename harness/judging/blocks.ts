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
  const lost = lossesIn(cases);
  return cases.map((result) => {
    const { blockedBy, unjudged, ...rest } = result;
    const named = settle(blockedBy, failed);
    const because = result.verdict === "inconclusive" ? result.exchanges.find((id) => lost.has(id)) : undefined;
    const settled = named.blockedBy === undefined && because !== undefined ? settle(lost.get(because), failed) : named;
    return {
      ...rest,
      ...settled,
      unjudged: unjudged.map(({ part, reason, blockedBy: by }) => ({ part, reason, ...settle(by, failed) })),
    };
  });
}

/**
 * Exchanges in which an SMS was acknowledged that no device was ever sent, and who says so (ruling Q42): a case that waited for it
 * in vain waits for nothing else.
 */
function lossesIn(cases: readonly CaseResult[]): ReadonlyMap<string, string> {
  const monitors = cases.filter(({ kind, verdict }) => kind === "monitor" && verdict === "fail");
  return new Map(
    monitors.flatMap(({ id, findings }) =>
      findings
        .filter(({ outcome, ruling }) => outcome === "fail" && ruling === "Q42.stored")
        .flatMap(({ exchanges }) => exchanges.map((exchange) => [exchange, id] as const)),
    ),
  );
}

function settle(blockedBy: string | undefined, failed: ReadonlyMap<string, string>): { readonly blockedBy?: string } {
  const cause = blockedBy === undefined ? undefined : failed.get(blockedBy);
  return cause === undefined ? {} : { blockedBy: cause };
}
