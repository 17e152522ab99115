import { createDevice, defaultTimeoutMs } from "../device/index.js";
import type { Capability } from "../judging/results.js";
import type { RunEnvironment } from "./environment.js";
import { budgetOf } from "./explore/budget.js";
import { replayOfCase } from "./replay.js";
import { type CaseRun, runCase } from "./run-case.js";
import { openMailbox } from "./seeding/index.js";
import type { SelectedCase } from "./select.js";
import { requestFault } from "./self-check.js";
import type { WorkerSettings } from "./settings.js";
import type { OpenTarget } from "./target.js";

/** Runs the selected cases and hands each result over as soon as it is there. */
export type Driver = (work: Work) => Promise<Driven>;

export interface Work {
  readonly settings: WorkerSettings;
  readonly cases: readonly SelectedCase[];
  /** The target as the main thread has it open. */
  readonly target: OpenTarget;
  readonly signal: AbortSignal;
  readonly onResult: (run: CaseRun) => void;
}

export interface Driven {
  /** What went wrong outside any case, in words: an error of ours each. */
  readonly errors: readonly string[];
}

/** What cases are run with in one thread. */
export function environmentOf(settings: WorkerSettings, target: OpenTarget, signal?: AbortSignal): RunEnvironment {
  const { plan, capabilities, settleMs, caseOfScenario, replay } = settings;
  const budget = budgetOf({
    plan: plan.explore ?? {},
    run: plan.runToken,
    effort: settings.effort,
    answerMs: target.endpoint.timeoutMs ?? defaultTimeoutMs,
  });
  return {
    endpoint: target.endpoint,
    account: async () => target.account(),
    profile: plan.profile,
    tolerance: plan.tolerance,
    claims: plan.claims,
    capabilities,
    hooks: target.hooks,
    settleMs,
    heartbeat: heartbeatOf(target.heartbeat, capabilities),
    seed: plan.seed,
    runToken: plan.runToken,
    caseLimitMs: plan.caseLimitMs,
    createDevice,
    openMailbox,
    requestFault,
    caseOfScenario: (scenario) => caseOfScenario[scenario],
    replay: (id, version, drawn) =>
      replayOfCase(replay, plan, { id, version, ...(drawn === undefined ? {} : { drawn }) }),
    ...(plan.explore === undefined ? {} : { explore: plan.explore }),
    ...(budget === undefined ? {} : { budget }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** The interval that the probe found where the target allows no other: servers have a shortest and a longest one (Status 14). */
function heartbeatOf(
  { seconds, waitMs }: RunEnvironment["heartbeat"],
  capabilities: readonly Capability[],
): RunEnvironment["heartbeat"] {
  const { measured = seconds } = capabilities.find(({ name }) => name === "hang") ?? {};
  return { seconds: measured, waitMs: (waitMs / seconds) * measured };
}

/** One case after the other, in this thread. */
export const inThisThread: Driver = async ({ settings, cases, target, signal, onResult }) => {
  const environment = environmentOf(settings, target, signal);
  for (const one of cases) {
    if (signal.aborted) break;
    onResult(await runCase(one, environment));
  }
  return { errors: [] };
};
