import { createDevice, fetchOptions } from "../device/index.js";
import type { Exchange } from "../eas/index.js";
import type { Capability, CaseResult, RunRecord } from "../judging/results.js";
import type { Monitor } from "../monitors/monitor.js";
import { withDeclared } from "./capabilities.js";
import { hasDeparted, withoutUnanswered } from "./departed.js";
import type { Driver } from "./driver.js";
import { repeatedIds } from "./exchange-ids.js";
import { obstacle } from "./gates.js";
import { judgeMonitors } from "./judge-monitors.js";
import { judgeOwnTraffic } from "./own-traffic.js";
import { type Preflight, preflight } from "./preflight.js";
import type { ProbeEnvironment } from "./probe/index.js";
import { replayOfRun } from "./replay.js";
import { errorCase, isSelection, record } from "./results.js";
import { type SelectedCase, select } from "./select.js";
import { badRequest, requestFault } from "./self-check.js";
import type { RunPlan, WorkerSettings } from "./settings.js";
import { inShard } from "./sharding/shard.js";
import type { SuiteCase } from "./suites.js";
import { type OpenTarget, openTarget } from "./target.js";
import { TargetError } from "./usage-error.js";

/** Finds out what the target can do, before any case runs. */
export type Probe = (environment: ProbeEnvironment) => Promise<readonly Capability[]>;

export interface RunInput {
  readonly plan: RunPlan;
  readonly probe: Probe;
  readonly cases: readonly SuiteCase[];
  readonly monitors: readonly Monitor[];
  /** Rules for clients, held against the requests of our own devices. A breach that is not marked is an error of ours. */
  readonly clientMonitors?: readonly Monitor[];
  readonly driver: Driver;
  /** Beginning of the command line that repeats the run, without what is drawn: "asms run --mutant M-sd-hard". */
  readonly replay: string;
  /** Ends the run early; what was judged by then is reported. */
  readonly signal: AbortSignal;
  readonly progress?: Progress;
}

/** What a terminal may want to say while a run goes on. */
export interface Progress {
  reached?(target: OpenTarget, preflight: Preflight): void;
  probed?(capabilities: readonly Capability[]): void;
  /** `total` cases will run, beside the monitors. */
  started?(total: number): void;
  judged?(result: CaseResult): void;
}

export interface RunOutcome {
  readonly record: RunRecord;
  /** What is left in the mailboxes, in words. */
  readonly leftovers: readonly string[];
}

/**
 * A whole run: reach the target, find out what it can do, run the cases, hold the monitors against everything that was said.
 * @throws UsageError, TargetError: one sentence for the operator
 */
export async function run(input: RunInput): Promise<RunOutcome> {
  const { plan, cases, signal, progress } = input;
  const startedAt = new Date();
  // A mistyped pattern is told before anything is asked of the target.
  inShard(select(cases, { ...plan, versions: plan.protocol ?? ["14.1"] }), plan.shard);
  const target = await openTarget(plan.target, { worker: 0, signal });
  try {
    const leftovers: string[] = [];
    const { reached, exchanges, capabilities, settleMs } = await explore(input, target, leftovers).catch(
      (error: unknown) => {
        if (signal.aborted) throw new TargetError("Interrupted before the first case ran; nothing was judged.");
        throw error;
      },
    );
    const selected = inShard(select(cases, { ...plan, versions: reached.versions }), plan.shard);
    const settings = workerSettings(input, reached, capabilities, settleMs, selected);
    const results: CaseResult[] = [];
    progress?.started?.(selected.length);
    const own = badRequest(exchanges, requestFault);
    const { errors } = await input.driver({
      settings,
      cases: selected,
      target,
      signal,
      onResult: (done) => {
        results.push(done.result);
        exchanges.push(...done.exchanges);
        leftovers.push(...done.leftovers);
        progress?.judged?.(done.result);
      },
    });
    const departed = await hasDeparted(plan, target, exchanges, signal);
    const judged = departed ? withoutUnanswered(results, exchanges) : results;
    const [version = "14.1"] = reached.versions;
    const monitored = monitorResults(input, exchanges, settings);
    for (const result of monitored) progress?.judged?.(result);
    const ourselves =
      input.clientMonitors && judgeOwnTraffic(input.clientMonitors, exchanges, { plan, version, replay: input.replay });
    const ours = [
      ...errors,
      ...(target.faults?.() ?? []),
      ...(own === undefined ? [] : [own]),
      ...(ourselves?.errors ?? []),
      ...repeatedIds(exchanges),
    ];
    return {
      leftovers,
      record: record({
        plan,
        target,
        preflight: reached,
        capabilities,
        settleMs,
        cases: [
          ...judged,
          ...monitored,
          ...ours.map((message, index) => errorCase(message, index, version, replayOfRun(input.replay, plan))),
        ],
        exchanges,
        coverage: coverageOf(input),
        ...(ourselves === undefined ? {} : { ownTraffic: ourselves.traffic }),
        interrupted: signal.aborted || departed,
        departed,
        startedAt,
      }),
    };
  } finally {
    await target.close();
  }
}

interface Explored {
  readonly reached: Preflight;
  readonly exchanges: Exchange[];
  readonly capabilities: readonly Capability[];
  readonly settleMs: number;
}

/** What is there, and what it can do. */
async function explore(input: RunInput, target: OpenTarget, leftovers: string[]): Promise<Explored> {
  const { plan, probe, signal, progress } = input;
  const reached = await preflight(plan, target, signal);
  progress?.reached?.(target, reached);
  const exchanges: Exchange[] = [...reached.exchanges];
  const found = await probe({
    endpoint: target.endpoint,
    account: target.account(),
    protocolVersions: reached.versions,
    hooks: target.hooks,
    embedded: target.embedded,
    heartbeat: target.heartbeat,
    runToken: plan.runToken,
    createDevice,
    fetchOptions,
    record: (exchange) => exchanges.push(exchange),
    leave: (what) => leftovers.push(what),
    signal,
    ...(plan.settleMs === undefined ? {} : { settleMs: plan.settleMs }),
  });
  const capabilities = withDeclared(found, plan.declared);
  progress?.probed?.(capabilities);
  const measured = capabilities.find(({ name }) => name === "settleMs")?.measured;
  return { reached, exchanges, capabilities, settleMs: plan.settleMs ?? measured ?? 0 };
}

function workerSettings(
  { plan, cases, replay }: RunInput,
  { versions }: Preflight,
  capabilities: readonly Capability[],
  settleMs: number,
  selected: readonly SelectedCase[],
): WorkerSettings {
  const caseOfScenario: Record<string, string> = {};
  for (const { definition } of cases) caseOfScenario[definition.scenario] ??= definition.id;
  return { plan, versions, capabilities, settleMs, selected: selected.map(({ id }) => id), caseOfScenario, replay };
}

/** A monitor that saw nothing in a run of a few chosen cases was not asked, and is left out. */
function monitorResults(input: RunInput, exchanges: readonly Exchange[], settings: WorkerSettings): CaseResult[] {
  const { plan, monitors, replay } = input;
  const [protocolVersion = "14.1"] = settings.versions;
  const results = judgeMonitors(monitors, exchanges, {
    profile: plan.profile,
    protocolVersion,
    obstacle: obstacle(
      ["sms.seed", "sms.read"],
      { ...settings, claims: plan.claims, caseOfScenario: (scenario) => settings.caseOfScenario[scenario] },
      "",
    ),
    replay: replayOfRun(replay, plan),
  });
  return isSelection(plan) || input.signal.aborted
    ? results.filter(({ findings, verdict }) => findings.length > 0 || verdict === "error")
    : results;
}

function coverageOf({ cases, monitors }: RunInput): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ...cases.map(({ definition }) => [definition.id, definition.requirements] as const),
    ...monitors.map(({ id, requirements }) => [id, requirements] as const),
  ]);
}
