import { isDeepStrictEqual } from "node:util";
import { type Exchange, isProtocolVersion, type ProtocolVersion } from "../../eas/index.js";
import { settleBlocks } from "../../judging/blocks.js";
import { catalogue } from "../../judging/catalogue.js";
import { turnedAwayForGood } from "../../judging/dead-accounts.js";
import { withSupport } from "../../judging/headline.js";
import { requirementResults } from "../../judging/requirement-results.js";
import type { Capability, CaseResult, Finding, RunRecord, RunResults } from "../../judging/results.js";
import { summarise } from "../../judging/summary.js";
import { supportOf } from "../../judging/support.js";
import type { Monitor } from "../../monitors/monitor.js";
import { hasBase } from "../capabilities.js";
import { type SuiteName, suiteNames } from "../explore/property.js";
import { obstacle } from "../gates.js";
import { drawnBy, judgeMonitors, triedAgainBy, unprovoked } from "../judge-monitors.js";
import { judgeOwnTraffic } from "../own-traffic.js";
import { beginningOf, replayOfRun } from "../replay.js";
import { inOrder } from "../results.js";
import { type SelectedCase, select } from "../select.js";
import { isToldOfFolders } from "../sms-folders.js";
import type { SuiteCase } from "../suites.js";
import { UsageError } from "../usage-error.js";
import { type Part, sameRun } from "./same-run.js";
import { inShard } from "./shard.js";

export interface Merging {
  readonly parts: readonly Part[];
  readonly cases: readonly SuiteCase[];
  readonly monitors: readonly Monitor[];
  readonly clientMonitors: readonly Monitor[];
}

/**
 * Joins the parts of a divided run: the cases as they were judged, the monitors held anew against everything that was said,
 * verdict and exit code by the rules of a whole run.
 *
 * @throws UsageError in one sentence when the parts do not belong together or are not all there
 */
export function mergeParts({ parts, cases, monitors, clientMonitors }: Merging): RunRecord {
  const ordered = sameRun(parts);
  const [first] = ordered;
  const { shard: _, baseline: __, support: ___, ...frame } = first.record.results;
  for (const part of ordered) {
    demandAllCases(part, cases);
    demandAllExchanges(part);
  }
  const exchanges = ordered.flatMap(({ record, shard }) => renamed(record.exchanges, shard.index));
  const version = versionsOf(frame)[0] ?? "14.1";
  const caseOfScenario = (scenario: string) => cases.find((one) => one.definition.scenario === scenario)?.definition.id;
  const replay = replayOf(ordered, frame);
  const capabilities = joinedCapabilities(ordered);
  const { claims, profile, configuration } = frame;
  const chosen = isChosen(configuration);
  const settleMs = Math.max(...ordered.map(({ record }) => Number(record.results.configuration.settleMs ?? 0)));
  const missing = (needs: readonly string[]) => obstacle(needs, { capabilities, claims, caseOfScenario });
  const monitored = judgeMonitors(monitors, unprovoked(cases, exchanges), {
    profile,
    protocolVersion: version,
    obstacle: missing(["base", "sms.seed", "sms.read"]),
    missing,
    isDrawn: drawnBy(cases),
    isTriedAgain: triedAgainBy(cases),
    settleMs,
    inboxOnly: isToldOfFolders(ordered.flatMap(casesOf), capabilities),
    replay,
  });
  const seen = chosen
    ? monitored.filter(({ findings, verdict }) => findings.length > 0 || verdict === "error")
    : monitored;
  const judged = settleBlocks(
    inOrder(
      [...ordered.flatMap(casesOf), ...contradictions(ordered, monitors), ...seen],
      selectedOf(first.record.results, cases),
    ),
    turnedAwayForGood(exchanges),
  );
  const requirements = requirementResults(catalogue(), judged, coverage(cases, monitors), undefined, capabilities);
  const start = Math.min(...ordered.map(({ record }) => Date.parse(record.results.startedAt)));
  const end = Math.max(
    ...ordered.map(({ record }) => Date.parse(record.results.startedAt) + record.results.durationMs),
  );
  const sms = capabilities.find(({ name }) => name === "sms.read");
  const summary = summarise({
    cases: judged,
    requirements,
    profile,
    // sameRun refuses a part that was.
    interrupted: false,
    ...plannedOf(ordered),
    selection: chosen,
    base: hasBase(capabilities),
    claims,
    declinesAll: capabilities.some(({ name, value }) => name === "base" && value === "no"),
    ...(sms === undefined ? {} : { sms }),
  });
  const support = supportOf({
    cases: judged,
    capabilities,
    exchanges,
    partial: chosen,
    exitCode: summary.exitCode,
  });
  const results: RunResults = {
    ...frame,
    startedAt: new Date(start).toISOString(),
    durationMs: end - start,
    configuration: { ...configuration, settleMs, shards: ordered.length },
    capabilities,
    cases: judged,
    requirements,
    ownTraffic: judgeOwnTraffic(clientMonitors, exchanges, { plan: { profile }, version, replay }).traffic,
    support,
    summary: { ...summary, sentence: withSupport(summary.sentence, support) },
  };
  return { results, exchanges };
}

/** Of all parts together; nothing where one of them does not say it. */
function plannedOf(parts: readonly Ordered[]): { readonly planned?: number } {
  const counts = parts.map(({ record }) => record.results.summary.planned);
  const known = counts.filter((count) => count !== undefined);
  return known.length < counts.length ? {} : { planned: known.reduce((sum, count) => sum + count, 0) };
}

type Ordered = ReturnType<typeof sameRun>[number];

function versionsOf({ protocolVersion }: Pick<RunResults, "protocolVersion">): ProtocolVersion[] {
  return protocolVersion.split(", ").filter(isProtocolVersion);
}

/** Command line of the whole run, without what is special to a part. */
function replayOf(
  parts: readonly Ordered[],
  { configuration, protocolVersion }: Pick<RunResults, "configuration" | "protocolVersion">,
): string {
  const [one] = parts.flatMap(({ record }) => record.results.cases.filter(({ kind }) => kind === "case"));
  const { ids, sections, full, seed } = configuration;
  // Of the command line of a case there remains what it has in common with all.
  const [, target = "npx asms run"] = /^(.*?)(?: --seed \d+)?$/.exec(beginningOf(one?.replay ?? "")) ?? [];
  const protocol = versionsOf({ protocolVersion });
  const chosen = { ids: strings(ids), sections: strings(sections), full: full === true, protocol };
  return replayOfRun(target === "" ? "npx asms run" : target, { seed: Number(seed), ...chosen });
}

function coverage(cases: readonly SuiteCase[], monitors: readonly Monitor[]): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ...cases.map(({ definition }) => [definition.id, definition.requirements] as const),
    ...monitors.map(({ id, requirements }) => [id, requirements] as const),
  ]);
}

/** A part that lost cases without a word (its file was cut, or the suite is another one) is not to pass unseen. */
function demandAllCases({ folder, record, shard }: Ordered, cases: readonly SuiteCase[]): void {
  const { summary, cases: judged } = record.results;
  // It says itself why cases are missing.
  if (summary.counts.error > 0) return;
  const present = new Set(judged.map(({ id }) => id));
  const missing = inShard(selectedOf(record.results, cases), shard).find(({ id }) => !present.has(id));
  if (missing !== undefined) throw new UsageError(`${folder} lacks the case ${missing.id}; run that part again`);
}

/** The cases of the whole run, in the order of the suite. */
function selectedOf(results: RunResults, cases: readonly SuiteCase[]): SelectedCase[] {
  const { ids, sections, suites, full } = results.configuration;
  return select(cases, {
    ids: strings(ids),
    sections: strings(sections),
    ...(suites === undefined ? {} : { suites: strings(suites).filter(isSuiteName) }),
    full: full === true,
    versions: versionsOf(results),
  });
}

/** The monitors are held against what was said: of a file that was cut they would only say that nothing was wrong. */
function demandAllExchanges({ folder, record }: Ordered): void {
  const present = new Set(record.exchanges.map(({ id }) => id));
  const lacking = record.results.cases.flatMap((one) => one.exchanges.filter((id) => !present.has(id)));
  const [first] = lacking;
  if (first === undefined) return;
  const more = lacking.length > 1 ? ` and ${lacking.length - 1} more` : "";
  throw new UsageError(`${folder}/exchanges.ndjson lacks the exchange ${first}${more}; run that part again`);
}

/** Were cases chosen, beyond their division into parts? */
function isChosen({ ids, sections, suites }: RunResults["configuration"]): boolean {
  const named = [ids, sections].some((list) => Array.isArray(list) && list.length > 0);
  return named || (Array.isArray(suites) && !suites.includes("sections"));
}

function isSuiteName(name: string): name is SuiteName {
  return suiteNames.some((known) => known === name);
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** The cases of a part; monitors are judged anew. Errors outside any case are numbered in each part from 1. */
function casesOf({ record, shard }: Ordered): CaseResult[] {
  return record.results.cases
    .filter(({ kind }) => kind === "case")
    .map((one) => {
      const id = one.scenario === "suite-error" ? `${one.id}-of-part-${shard.index}` : one.id;
      return one.scenario === "suite-error" ? { ...one, id, caseId: id } : one;
    });
}

/**
 * Refusals that something in a part contradicts: no monitor of the list, but judged over all exchanges of the part like one.
 * What several parts saw is one result.
 */
function contradictions(parts: readonly Ordered[], monitors: readonly Monitor[]): CaseResult[] {
  const known = new Set(monitors.map(({ id }) => id));
  const joined = new Map<string, CaseResult>();
  for (const { record, shard } of parts) {
    for (const one of record.results.cases) {
      if (one.kind !== "monitor" || known.has(one.id)) continue;
      const rename = (ids: readonly string[]) => ids.map((id) => exchangeId(id, shard.index));
      const findings = one.findings.map((finding) => renamedFinding(finding, shard.index));
      const before = joined.get(one.id);
      joined.set(one.id, {
        ...(before ?? one),
        findings: [...(before?.findings ?? []), ...findings],
        exchanges: [...(before?.exchanges ?? []), ...rename(one.exchanges)],
      });
    }
  }
  return [...joined.values()];
}

const shared = /^(probe|probe-again|preflight|departed)\//;

/** Exchanges of the preparations are made by each part under the same ids. */
function exchangeId(id: string, index: number): string {
  return index > 1 && shared.test(id) ? `part${index}/${id}` : id;
}

function renamedFinding(finding: Finding, index: number): Finding {
  const { exchanges, mark } = finding;
  return {
    ...finding,
    exchanges: exchanges.map((id) => exchangeId(id, index)),
    ...(mark === undefined ? {} : { mark: { ...mark, exchange: exchangeId(mark.exchange, index) } }),
  };
}

function renamed(exchanges: readonly Exchange[], index: number): Exchange[] {
  return exchanges.map((exchange) => ({ ...exchange, id: exchangeId(exchange.id, index) }));
}

/** As the first part found them; where another one found something else, its reason says so. */
function joinedCapabilities([first, ...others]: readonly [Ordered, ...Ordered[]]): Capability[] {
  return first.record.results.capabilities.map((capability) => {
    const differing = others.flatMap(({ record, shard }) => {
      const other = record.results.capabilities.find(({ name }) => name === capability.name);
      return other === undefined || isDeepStrictEqual(other.value, capability.value)
        ? []
        : [`part ${shard.index} found ${other.value}: ${other.reason}`];
    });
    return { ...capability, reason: [capability.reason, ...differing].join("; ") };
  });
}
