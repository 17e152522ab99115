import { FolderTooFull } from "../device/index.js";
import type { Exchange } from "../eas/index.js";
import type { Capability, CaseResult } from "../judging/results.js";
import { effortOf } from "./case.js";
import { Checkpoints } from "./checkpoints.js";
import { hasDeparted, withoutUnanswered } from "./departed.js";
import { endedRecord, type Found, monitorResults, stoppedRecord } from "./ended.js";
import { type Explored, probeOnce, secondToken } from "./exploring.js";
import { planned } from "./planned.js";
import { type Preflight, preflight } from "./preflight.js";
import { type Round, type Rounds, secondRound } from "./rounds.js";
import type { RunInput, RunOutcome } from "./run-input.js";
import type { SelectedCase } from "./select.js";
import type { WorkerSettings } from "./settings.js";
import { type OpenTarget, openTarget } from "./target.js";
import { TargetError } from "./usage-error.js";

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
    const settings = workerSettings(input, reached, capabilities, settleMs, selected);
    const monitored = [...contradictions, ...monitorResults(input, exchanges, settings, judged)];
    for (const result of monitored) progress?.judged?.(result);
    const cases = [...judged, ...monitored];
    const ended = { settings, reached, cases, exchanges, asked: explored.exchanges, errors, departed };
    // Several cases may leave the same behind.
    return { leftovers: [...new Set(leftovers)], record: endedRecord(input, target, found, ended) };
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
