import type { Capability, CaseResult, RunRecord } from "../judging/results.js";
import type { Monitor } from "../monitors/monitor.js";
import type { Driver } from "./driver.js";
import type { Preflight } from "./preflight.js";
import type { ProbeEnvironment } from "./probe/index.js";
import type { RunPlan } from "./settings.js";
import type { SuiteCase } from "./suites.js";
import type { OpenTarget } from "./target.js";

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
