import type { CaseResult } from "./results.js";

/**
 * What a scenario rests on: where its own case found nothing wrong, or could not be played itself, the failure of this one is the
 * cause. That both sets bring what lies there (OPT-01, OPT-02) says nothing of a server from which no SMS comes back (CAP-01).
 */
const foundations: ReadonlyMap<string, string> = new Map([
  ["OPT-01", "CAP-01"],
  ["OPT-02", "CAP-01"],
  ["OPT-03", "CAP-02"],
]);

/**
 * Keeps `blockedBy` only where it names a case that did fail in this run: every chain of blocked cases ends in a failure
 * that the report shows, or in none at all.
 * @param turnedAway exchanges by which an account was closed for good after SMS
 */
export function settleBlocks(cases: readonly CaseResult[], turnedAway: ReadonlySet<string> = new Set()): CaseResult[] {
  const told = new Map([...closuresIn(cases, turnedAway), ...lossesIn(cases)]);
  const byVersion = new Map<string, ReadonlyMap<string, string>>();
  return cases.map((result) => {
    const version = result.protocolVersion;
    const failed = byVersion.get(version) ?? failures(cases, version);
    byVersion.set(version, failed);
    const { blockedBy, unjudged, ...rest } = result;
    const named = settle(blockedBy, failed);
    const because = result.verdict === "inconclusive" ? result.exchanges.find((id) => told.has(id)) : undefined;
    const settled = named.blockedBy === undefined && because !== undefined ? settle(told.get(because), failed) : named;
    return {
      ...rest,
      ...settled,
      unjudged: unjudged.map(({ part, reason, blockedBy: by }) => ({ part, reason, ...settle(by, failed) })),
    };
  });
}

/**
 * Names by which a failed case may be called, and its id: its own and that of its scenario, or of a scenario that rests on it. What
 * fails at the version of the blocked case is its cause; what fails at another one alone may be, unless it passes at this one.
 */
function failures(all: readonly CaseResult[], version: string): ReadonlyMap<string, string> {
  const here = all.filter((one) => one.protocolVersion === version);
  const fine = new Set(here.filter(({ verdict }) => verdict === "pass").map(({ caseId }) => caseId));
  const elsewhere = all.filter(
    (one) => one.protocolVersion !== version && (one.kind === "monitor" || !fine.has(one.caseId)),
  );
  return namesOf([...here, ...elsewhere]);
}

function namesOf(cases: readonly CaseResult[]): ReadonlyMap<string, string> {
  const failed = new Map<string, string>();
  const note = (names: readonly string[], id: string) => {
    for (const name of names) if (!failed.has(name)) failed.set(name, id);
  };
  for (const { id, caseId, scenario, verdict } of cases) {
    if (verdict === "fail") note([scenario, caseId, id], id);
  }
  for (const [scenario, foundation] of foundations) {
    const cause = failed.get(foundation);
    const resting = cases.filter((one) => one.scenario === scenario);
    if (cause !== undefined) note([scenario, ...resting.flatMap(({ caseId, id }) => [caseId, id])], cause);
  }
  // Whoever waits for a case that was itself kept from judging waits for what keeps that one.
  for (const { id, caseId, verdict, blockedBy } of cases) {
    const cause = blockedBy === undefined ? undefined : failed.get(blockedBy);
    if (verdict === "inconclusive" && cause !== undefined) note([caseId, id], cause);
  }
  return failed;
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

/** The same closed account kept other cases from going on: who has shown that SMS closes it (ruling Q64) says so for all. */
function closuresIn(cases: readonly CaseResult[], turnedAway: ReadonlySet<string>): ReadonlyMap<string, string> {
  const shown = cases.find(({ findings }) =>
    findings.some(({ outcome, ruling }) => outcome === "fail" && ruling === "Q64.account"),
  );
  return new Map(shown === undefined ? [] : [...turnedAway].map((exchange) => [exchange, shown.id] as const));
}

function settle(blockedBy: string | undefined, failed: ReadonlyMap<string, string>): { readonly blockedBy?: string } {
  const cause = blockedBy === undefined ? undefined : failed.get(blockedBy);
  return cause === undefined ? {} : { blockedBy: cause };
}
