import { FolderTooFull } from "../device/index.js";
import type { Exchange } from "../eas/index.js";
import type { Capability, CaseResult, RunRecord } from "../judging/results.js";
import type { Monitor } from "../monitors/monitor.js";
import { effortOf } from "./case.js";
import { Checkpoints } from "./checkpoints.js";
import { coverageOf } from "./coverage.js";
import { hasDeparted, withoutUnanswered } from "./departed.js";
import type { Driver } from "./driver.js";
import { repeatedIds } from "./exchange-ids.js";
import { type Explored, probeOnce, secondToken } from "./exploring.js";
import { obstacle } from "./gates.js";
import { drawnBy, judgeMonitors, unprovoked } from "./judge-monitors.js";
import { judgeOwnTraffic } from "./own-traffic.js";
import { type Planned, planned } from "./planned.js";
import { type Preflight, preflight } from "./preflight.js";
import type { ProbeEnvironment } from "./probe/index.js";
import { replayOfRun } from "./replay.js";
import { errorCase, isSelection, type Raw, record } from "./results.js";
import { type Round, type Rounds, secondRound } from "./rounds.js";
import type { SelectedCase } from "./select.js";
import { badRequest, requestFault } from "./self-check.js";
import type { RunPlan, WorkerSettings } from "./settings.js";
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
  /** Beginning of the command line that repeats the run, without what is drawn: "npx asms run --mutant M-sd-hard". */
  readonly replay: string;
  /** Ends the run early; what was judged by then is reported. */
  readonly signal: AbortSignal;
  readonly progress?: Progress;
  /** What went wrong outside the run's own course, in words: an error of ours each. Asked once, when the last case has ended. */
  readonly faults?: () => readonly string[];
  /** Called once when the order is known to be in order, before anything is asked of the target. */
  readonly begin?: () => Promise<void>;
  /** Given what was judged by now, marked as incomplete, every few seconds while the run goes on. Nothing waits for it. */
  readonly checkpoint?: (record: RunRecord) => Promise<void>;
  /** Given what there is to report of a target that cannot be judged, before the TargetError is thrown. */
  readonly abandoned?: (record: RunRecord) => Promise<void>;
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
  const { plan, signal, progress } = input;
  const startedAt = new Date();
  // A mistyped pattern is told before anything is asked of the target.
  const found: Found = { startedAt, exchanges: [], leftovers: [], planned: planned(input) };
  const points = new Checkpoints(input.checkpoint);
  const target = await openTarget(plan.target, { worker: 0, signal });
  try {
    await input.begin?.();
    const { leftovers } = found;
    const explored = await explore(input, target, found, points).catch(async (error: unknown) => {
      const why = whyUnjudged(error, signal);
      if (!(why instanceof TargetError)) throw why;
      await points.settle();
      await input.abandoned?.(stoppedRecord(input, target, found, { unreached: why.message }));
      throw why;
    });
    const { reached } = explored;
    const { selected } = found.planned;
    if (!signal.aborted) progress?.started?.(selected.length);
    const own = badRequest(explored.exchanges, requestFault);
    const first = await runCases(input, target, explored, selected, (round) => {
      const { capabilities, settleMs } = explored;
      const exchanges = [...explored.exchanges, ...round.exchanges];
      points.offer(() =>
        stoppedRecord(input, target, found, { capabilities, settleMs, cases: round.results, exchanges }),
      );
    });
    leftovers.push(...first.leftovers);
    const { results, exchanges, capabilities, settleMs, errors, contradictions } = await withSecondRound(
      input,
      target,
      explored,
      selected,
      first,
      leftovers,
    );
    const departed = await hasDeparted(plan, target, exchanges, signal);
    const judged = departed ? withoutUnanswered(results, exchanges) : results;
    const [version = "14.1"] = reached.versions;
    const settings = workerSettings(input, reached, capabilities, settleMs, selected);
    const monitored = [...contradictions, ...monitorResults(input, exchanges, settings)];
    for (const result of monitored) progress?.judged?.(result);
    const ourselves =
      input.clientMonitors &&
      judgeOwnTraffic(input.clientMonitors, exchanges, { plan, version, replay: replayOfRun(input.replay, plan) });
    const ours = [
      ...errors,
      ...(target.faults?.() ?? []),
      ...(input.faults?.() ?? []),
      ...(own === undefined ? [] : [own]),
      ...(ourselves?.errors ?? []),
      ...repeatedIds(exchanges),
    ];
    return {
      // Several cases may leave the same behind.
      leftovers: [...new Set(leftovers)],
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
        emptyPart: plan.shard !== undefined && selected.length === 0,
        coverage: coverageOf(input),
        planned: found.planned,
        ...(ourselves === undefined ? {} : { ownTraffic: ourselves.traffic }),
        interrupted: signal.aborted || departed,
        departed,
        startedAt,
      }),
    };
  } finally {
    await points.settle();
    await target.close();
  }
}

/** Some of what ends a run before its first case is no error of ours. */
function whyUnjudged(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return new TargetError("Interrupted before the first case ran; nothing was judged.");
  if (error instanceof FolderTooFull) return new TargetError(`The mailbox cannot be judged: ${error.message}.`);
  return error;
}

/** Reaches the target and finds out what it can do; `found` holds what there is of that, also after an error. */
async function explore(input: RunInput, target: OpenTarget, found: Found, points: Checkpoints): Promise<Explored> {
  const { plan, signal, progress } = input;
  const reached = await preflight(plan, target, signal, found.exchanges);
  found.reached = reached;
  // A pattern that matches nothing at these versions is wrong usage, and leaves nothing behind.
  found.planned = planned(input, reached.versions);
  progress?.reached?.(target, reached);
  points.offer(() => stoppedRecord(input, target, found));
  const probed = await probeOnce(input, target, reached, found.leftovers, "probe");
  progress?.probed?.(probed.capabilities);
  return { ...probed, reached, exchanges: [...reached.exchanges, ...probed.exchanges] };
}

/** What a run has come to. */
interface Found {
  readonly startedAt: Date;
  readonly exchanges: Exchange[];
  readonly leftovers: string[];
  reached?: Preflight;
  planned: Planned;
}

/** A run that ends here: what was judged by now, marked as incomplete. */
function stoppedRecord(
  input: RunInput,
  target: OpenTarget,
  { startedAt, exchanges, reached, planned }: Found,
  more: Partial<Pick<Raw, "capabilities" | "settleMs" | "cases" | "exchanges" | "unreached">> = {},
): RunRecord {
  return record({
    plan: input.plan,
    target,
    preflight: reached ?? { offer: { versions: [], commands: [] }, versions: [] },
    capabilities: [],
    settleMs: input.plan.settleMs ?? 0,
    cases: [],
    exchanges,
    coverage: coverageOf(input),
    planned,
    interrupted: true,
    startedAt,
    ...more,
  });
}

interface CasesRun extends Round {
  readonly leftovers: readonly string[];
}

async function runCases(
  input: RunInput,
  target: OpenTarget,
  { reached, capabilities, settleMs }: Pick<Explored, "reached" | "capabilities" | "settleMs">,
  selected: readonly SelectedCase[],
  onResult?: (by: Pick<Round, "results" | "exchanges">) => void,
): Promise<CasesRun> {
  const results: CaseResult[] = [];
  const exchanges: Exchange[] = [];
  const leftovers: string[] = [];
  const { errors } = await input.driver({
    settings: workerSettings(input, reached, capabilities, settleMs, selected),
    cases: selected,
    target,
    signal: input.signal,
    onResult: (done) => {
      results.push(done.result);
      exchanges.push(...done.exchanges);
      leftovers.push(...done.leftovers);
      input.progress?.judged?.(done.result);
      onResult?.({ results, exchanges });
    },
  });
  return { results, exchanges, errors, leftovers };
}

/** The cases once more that a refusal kept from being run, where the refusal turns out not to hold. */
function withSecondRound(
  input: RunInput,
  target: OpenTarget,
  explored: Explored,
  selected: readonly SelectedCase[],
  first: CasesRun,
  leftovers: string[],
): Promise<Rounds> {
  const { plan, signal } = input;
  const { reached, probed, capabilities, settleMs, exchanges } = explored;
  const [protocolVersion = "14.1"] = reached.versions;
  return secondRound({
    // An interrupted run begins nothing anew.
    probed: signal.aborted ? [] : probed,
    capabilities,
    declared: plan.declared,
    settleMs,
    probing: exchanges,
    first,
    judging: { profile: plan.profile, protocolVersion, replay: input.replay },
    probeAgain: () => probeOnce(input, target, reached, leftovers, "probe-again"),
    runAgain: async (ids, found, settledIn) => {
      const chosen = selected.filter(({ id }) => ids.has(id));
      const again = { ...input, plan: { ...plan, runToken: secondToken(plan.runToken) } };
      const round = await runCases(again, target, { reached, capabilities: found, settleMs: settledIn }, chosen);
      leftovers.push(...round.leftovers);
      return round;
    },
  });
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
  const effort = selected
    .filter(({ definition: { suite = "sections" } }) => suite !== "sections")
    .reduce((sum, { definition }) => sum + effortOf(definition), 0);
  const ids = selected.map(({ id }) => id);
  return { plan, versions, capabilities, settleMs, selected: ids, effort, caseOfScenario, replay };
}

/** A monitor that saw nothing in a run of a few chosen cases was not asked, and is left out. */
function monitorResults(input: RunInput, exchanges: readonly Exchange[], settings: WorkerSettings): CaseResult[] {
  const { plan, monitors, replay } = input;
  const [protocolVersion = "14.1"] = settings.versions;
  const caseOfScenario = (scenario: string) => settings.caseOfScenario[scenario];
  const missing = (needs: readonly string[]) =>
    obstacle(needs, { ...settings, claims: plan.claims, caseOfScenario }, "");
  const results = judgeMonitors(monitors, unprovoked(input.cases, exchanges), {
    profile: plan.profile,
    protocolVersion,
    obstacle: missing(["base", "sms.seed", "sms.read"]),
    missing,
    isDrawn: drawnBy(input.cases),
    settleMs: settings.settleMs,
    replay: replayOfRun(replay, plan),
  });
  return isSelection(plan) || input.signal.aborted
    ? results.filter(({ findings, verdict }) => findings.length > 0 || verdict === "error")
    : results;
}
