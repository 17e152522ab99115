import { isDeepStrictEqual } from "node:util";
import { type Exchange, isProtocolVersion, type ProtocolVersion } from "../../eas/index.js";
import { settleBlocks } from "../../judging/blocks.js";
import { catalogue } from "../../judging/catalogue.js";
import { requirementResults } from "../../judging/requirement-results.js";
import type { Capability, CaseResult, RunRecord, RunResults } from "../../judging/results.js";
import { summarise } from "../../judging/summary.js";
import type { Monitor } from "../../monitors/monitor.js";
import { hasBase } from "../capabilities.js";
import { obstacle } from "../gates.js";
import { judgeMonitors } from "../judge-monitors.js";
import { judgeOwnTraffic } from "../own-traffic.js";
import { byDocument } from "../results.js";
import { select } from "../select.js";
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
  for (const part of ordered) demandAllCases(part, cases);
  const exchanges = ordered.flatMap(({ record, shard }) => renamed(record.exchanges, shard.index));
  const version = versionsOf(frame)[0] ?? "14.1";
  const caseOfScenario = (scenario: string) => cases.find((one) => one.definition.scenario === scenario)?.definition.id;
  const replay = replayOf(ordered);
  const capabilities = joinedCapabilities(ordered);
  const { claims, profile, configuration } = frame;
  const chosen = [configuration.ids, configuration.sections].some((list) => Array.isArray(list) && list.length > 0);
  const monitored = judgeMonitors(monitors, exchanges, {
    profile,
    protocolVersion: version,
    obstacle: obstacle(["sms.seed", "sms.read"], { capabilities, claims, caseOfScenario }, ""),
    replay,
  });
  const interrupted = ordered.some(({ record }) => record.results.summary.interrupted);
  const seen =
    chosen || interrupted
      ? monitored.filter(({ findings, verdict }) => findings.length > 0 || verdict === "error")
      : monitored;
  const judged = settleBlocks([...ordered.flatMap(casesOf), ...seen].sort(byDocument));
  const requirements = requirementResults(catalogue(), judged, coverage(cases, monitors));
  const start = Math.min(...ordered.map(({ record }) => Date.parse(record.results.startedAt)));
  const end = Math.max(
    ...ordered.map(({ record }) => Date.parse(record.results.startedAt) + record.results.durationMs),
  );
  const results: RunResults = {
    ...frame,
    startedAt: new Date(start).toISOString(),
    durationMs: end - start,
    configuration: { ...configuration, shards: ordered.length },
    capabilities,
    cases: judged,
    requirements,
    ownTraffic: judgeOwnTraffic(clientMonitors, exchanges, { plan: { profile }, version, replay }).traffic,
    summary: summarise({
      cases: judged,
      requirements,
      profile,
      interrupted,
      selection: chosen,
      base: hasBase(capabilities),
    }),
  };
  return { results, exchanges };
}

type Ordered = ReturnType<typeof sameRun>[number];

function versionsOf({ protocolVersion }: Pick<RunResults, "protocolVersion">): ProtocolVersion[] {
  return protocolVersion.split(", ").filter(isProtocolVersion);
}

/** Beginning of a case's command line, which is the same for monitors. */
function replayOf(parts: readonly Ordered[]): string {
  const [one] = parts.flatMap(({ record }) => record.results.cases);
  return one?.replay.replace(/ --protocol .*$/, "") ?? "asms run";
}

function coverage(cases: readonly SuiteCase[], monitors: readonly Monitor[]): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ...cases.map(({ definition }) => [definition.id, definition.requirements] as const),
    ...monitors.map(({ id, requirements }) => [id, requirements] as const),
  ]);
}

/** A part that lost cases without a word (its file was cut, or the suite is another one) is not to pass unseen. */
function demandAllCases({ folder, record, shard }: Ordered, cases: readonly SuiteCase[]): void {
  const { configuration, summary, cases: judged } = record.results;
  // Both say themselves why cases are missing.
  if (summary.interrupted || summary.counts.error > 0) return;
  const { ids, sections, full } = configuration;
  const selected = select(cases, {
    ids: strings(ids),
    sections: strings(sections),
    full: full === true,
    versions: versionsOf(record.results),
  });
  const present = new Set(judged.map(({ id }) => id));
  const missing = inShard(selected, shard).find(({ id }) => !present.has(id));
  if (missing !== undefined) throw new UsageError(`${folder} lacks the case ${missing.id}; run that part again`);
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

const shared = /^(probe|preflight|departed|offer)\b/;

/** Exchanges of the preparations, which each part makes under the same ids. */
function renamed(exchanges: readonly Exchange[], index: number): Exchange[] {
  return exchanges.map((exchange) =>
    index > 1 && shared.test(exchange.id) ? { ...exchange, id: `part${index}/${exchange.id}` } : exchange,
  );
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
