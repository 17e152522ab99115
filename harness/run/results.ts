import { defaultTimeoutMs } from "../device/index.js";
import type { Exchange, ProtocolVersion } from "../eas/index.js";
import { settleBlocks } from "../judging/blocks.js";
import { catalogue } from "../judging/catalogue.js";
import { turnedAwayForGood } from "../judging/dead-accounts.js";
import { withSupport } from "../judging/headline.js";
import { type Coverage, requirementResults } from "../judging/requirement-results.js";
import type { Capability, CaseResult, OwnTraffic, RunRecord, RunResults } from "../judging/results.js";
import { summarise } from "../judging/summary.js";
import { supportOf } from "../judging/support.js";
import { hasBase } from "./capabilities.js";
import type { Planned } from "./planned.js";
import type { Preflight } from "./preflight.js";
import type { RunPlan } from "./settings.js";
import type { OpenTarget } from "./target.js";
import { shownUrl } from "./target.js";
import { tool } from "./tool.js";

export interface Raw {
  readonly plan: RunPlan;
  readonly target: OpenTarget;
  readonly preflight: Pick<Preflight, "versions"> & {
    readonly offer: Pick<Preflight["offer"], "versions" | "commands" | "server">;
  };
  readonly capabilities: readonly Capability[];
  readonly settleMs: number;
  readonly cases: readonly CaseResult[];
  readonly exchanges: readonly Exchange[];
  readonly coverage: Coverage;
  /** What was to run, and did not where `cases` lacks it. */
  readonly planned?: Planned;
  readonly ownTraffic?: readonly OwnTraffic[];
  readonly interrupted: boolean;
  readonly departed?: boolean;
  /** Why the target cannot be judged at all, one sentence. */
  readonly unreached?: string;
  /** A part of a divided run to which no case fell. */
  readonly emptyPart?: boolean;
  readonly startedAt: Date;
}

/** Puts a run together: from here on every report, and the exit code, is a function of it. */
export function record(raw: Raw): RunRecord {
  const { plan, target, preflight, capabilities, exchanges, coverage, interrupted, departed, startedAt } = raw;
  const sorted = inOrder(raw.cases, raw.planned?.selected ?? []);
  // What blocks a case of one part may have failed in another: that is settled when the parts are joined.
  const cases = plan.shard === undefined ? settleBlocks(sorted, turnedAwayForGood(exchanges)) : sorted;
  const requirements = requirementResults(catalogue(), cases, coverage, raw.planned?.judges, capabilities);
  const sms = capabilities.find(({ name }) => name === "sms.read");
  const { versions, commands, server } = preflight.offer;
  const summary = summarise({
    cases,
    requirements,
    profile: plan.profile,
    interrupted,
    ...(departed === undefined ? {} : { departed }),
    ...(raw.unreached === undefined ? {} : { unreached: raw.unreached }),
    ...(raw.emptyPart === undefined ? {} : { emptyPart: raw.emptyPart }),
    ...(raw.planned?.count === undefined ? {} : { planned: raw.planned.count }),
    selection: isSelection(plan),
    base: hasBase(capabilities),
    claims: plan.claims,
    declinesAll: capabilities.some(({ name, value }) => name === "base" && value === "no"),
    ...(sms === undefined ? {} : { sms }),
  });
  const support = supportOf({
    cases,
    capabilities,
    exchanges,
    partial: interrupted || isSelection(plan),
    exitCode: summary.exitCode,
  });
  const results: RunResults = {
    schemaVersion: "1.0",
    tool: tool(),
    target: {
      name: target.name,
      url: target.url,
      embedded: target.embedded,
      ...(target.mutant === undefined ? {} : { mutant: target.mutant }),
      ...(target.variants === undefined ? {} : { variants: target.variants }),
      ...(server === undefined ? {} : { server }),
      protocolVersions: versions,
      commands,
    },
    profile: plan.profile,
    tolerance: plan.tolerance,
    claims: plan.claims,
    protocolVersion: preflight.versions.join(", "),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    configuration: configuration(plan, raw.settleMs),
    capabilities,
    cases,
    requirements,
    ...(plan.shard === undefined ? {} : { shard: plan.shard }),
    ...(raw.ownTraffic === undefined ? {} : { ownTraffic: raw.ownTraffic }),
    support,
    summary: { ...summary, sentence: withSupport(summary.sentence, support) },
  };
  return { results, exchanges };
}

/** Was only a part of the suite asked for? */
export function isSelection({ ids, sections, suites = ["sections"], shard }: RunPlan): boolean {
  return ids.length > 0 || sections.length > 0 || !suites.includes("sections") || shard !== undefined;
}

/** An error of ours outside any case, as a case of its own, so that no report can overlook it. */
export function errorCase(message: string, index: number, version: ProtocolVersion, replay: string): CaseResult {
  return {
    id: `suite-error-${index + 1}`,
    caseId: `suite-error-${index + 1}`,
    scenario: "suite-error",
    kind: "case",
    purpose: "The suite itself runs without an error",
    section: "1",
    axes: {},
    verdict: "error",
    reason: `our own error, not the target's: ${message}`,
    unjudged: [],
    findings: [],
    protocolVersion: version,
    startedAt: new Date().toISOString(),
    durationMs: 0,
    replay,
    exchanges: [],
  };
}

/**
 * By section, and within one as the suite has the cases: they end in another order in each run, for several go on at a time.
 * What is no case of the suite (monitors, errors) comes after those of its section, as it was given.
 *
 * @param selected the cases in the order of the suite
 */
export function inOrder(results: readonly CaseResult[], selected: readonly { readonly id: string }[]): CaseResult[] {
  const places = new Map(selected.map(({ id }, index) => [id, index]));
  const place = ({ id }: CaseResult) => places.get(id) ?? selected.length;
  return [...results].sort((a, b) => byDocument(a, b) || place(a) - place(b));
}

/** Order of the sections. */
function byDocument(a: CaseResult, b: CaseResult): number {
  const [left, right] = [a, b].map(({ section }) => section.split(".").map(Number));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const difference = (left?.[index] ?? -1) - (right?.[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** What was in force, without secrets. */
function configuration(plan: RunPlan, settleMs: number): Record<string, unknown> {
  const { target, profile, tolerance, claims, full, ids, sections, suites, explore, declared, caseLimitMs, seed } =
    plan;
  return {
    target: target.kind === "embedded" ? "embedded" : shownUrl(target.url),
    ...(target.kind === "embedded" ? { mutants: target.mutants, timeoutMs: defaultTimeoutMs } : remote(target)),
    profile,
    tolerance,
    claims,
    full,
    ids,
    sections,
    ...(suites === undefined ? {} : { suites }),
    ...(explore === undefined ? {} : { runs: explore.runs, budgetMs: explore.budgetMs }),
    declaredCapabilities: declared,
    settleMs,
    caseLimitMs,
    seed,
    environment: { node: process.version, platform: `${process.platform} ${process.arch}` },
  };
}

function remote(target: RunPlan["target"] & { readonly kind: "remote" }): Record<string, unknown> {
  const { accounts, tls, timeoutMs, keepAlive, queryForm, userAgent, seeding } = target;
  return {
    accounts: accounts.map(({ user }) => user),
    insecure: tls?.insecure ?? false,
    extraAuthority: tls?.ca !== undefined,
    timeoutMs: timeoutMs ?? defaultTimeoutMs,
    keepAlive,
    queryForm,
    userAgent,
    seeding: Object.keys(seeding ?? {}),
  };
}
