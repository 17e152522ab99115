import type { Exchange } from "../eas/index.js";
import type { CaseResult, RunRecord } from "../judging/results.js";
import { coverageOf } from "./coverage.js";
import { repeatedIds } from "./exchange-ids.js";
import { obstacle } from "./gates.js";
import { drawnBy, judgeMonitors, triedAgainBy, unprovoked } from "./judge-monitors.js";
import { judgeOwnTraffic } from "./own-traffic.js";
import type { Planned } from "./planned.js";
import type { Preflight } from "./preflight.js";
import { replayOfRun } from "./replay.js";
import { errorCase, isSelection, type Raw, record } from "./results.js";
import type { RunInput } from "./run-input.js";
import { badRequest, requestFault } from "./self-check.js";
import type { WorkerSettings } from "./settings.js";
import { isToldOfFolders } from "./sms-folders.js";
import type { OpenTarget } from "./target.js";

// What a run has come to, whether it was ended early or not, becomes its record here.

/** What a run has come to. */
export interface Found {
  readonly startedAt: Date;
  readonly exchanges: Exchange[];
  readonly leftovers: string[];
  reached?: Preflight;
  planned: Planned;
}

/** A run that ends here: what was judged by now, marked as incomplete. */
export function stoppedRecord(
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

/** What a run that was not stopped before its first case has come to. */
interface Ended {
  readonly settings: WorkerSettings;
  readonly reached: Preflight;
  /** Judged: cases and monitors. */
  readonly cases: readonly CaseResult[];
  readonly exchanges: readonly Exchange[];
  /** What was asked before the first case. */
  readonly asked: readonly Exchange[];
  /** What went wrong with us while the cases ran, one sentence each. */
  readonly errors: readonly string[];
  /** The target went away before the end. */
  readonly departed: boolean;
}

/** The record of a run whose cases have ended. What is wrong with ourselves stands in it as errors, one case each. */
export function endedRecord(input: RunInput, target: OpenTarget, found: Found, ended: Ended): RunRecord {
  const { plan, signal } = input;
  const { settings, reached, cases, exchanges, departed } = ended;
  const [version = "14.1"] = settings.versions;
  const replay = replayOfRun(input.replay, plan);
  const ourselves = input.clientMonitors && judgeOwnTraffic(input.clientMonitors, exchanges, { plan, version, replay });
  const badlyAsked = badRequest(ended.asked, requestFault);
  const ours = [
    ...ended.errors,
    ...(target.faults?.() ?? []),
    ...(input.faults?.() ?? []),
    ...(badlyAsked === undefined ? [] : [badlyAsked]),
    ...(ourselves?.errors ?? []),
    ...repeatedIds(exchanges),
  ];
  return record({
    plan,
    target,
    preflight: reached,
    capabilities: settings.capabilities,
    settleMs: settings.settleMs,
    cases: [...cases, ...ours.map((message, index) => errorCase(message, index, version, replay))],
    exchanges,
    emptyPart: plan.shard !== undefined && settings.selected.length === 0,
    coverage: coverageOf(input),
    planned: found.planned,
    ...(ourselves === undefined ? {} : { ownTraffic: ourselves.traffic }),
    interrupted: signal.aborted || departed,
    departed,
    startedAt: found.startedAt,
  });
}

/** A monitor that saw nothing in a run of a few chosen cases was not asked, and is left out. */
export function monitorResults(
  input: RunInput,
  exchanges: readonly Exchange[],
  settings: WorkerSettings,
  judged: readonly CaseResult[],
): CaseResult[] {
  const { plan, monitors, replay } = input;
  const [protocolVersion = "14.1"] = settings.versions;
  const caseOfScenario = (scenario: string) => settings.caseOfScenario[scenario];
  const missing = (needs: readonly string[]) => obstacle(needs, { ...settings, claims: plan.claims, caseOfScenario });
  const results = judgeMonitors(monitors, unprovoked(input.cases, exchanges), {
    profile: plan.profile,
    protocolVersion,
    obstacle: missing(["base", "sms.seed", "sms.read"]),
    missing,
    isDrawn: drawnBy(input.cases),
    isTriedAgain: triedAgainBy(input.cases),
    settleMs: settings.settleMs,
    inboxOnly: isToldOfFolders(judged, settings.capabilities),
    replay: replayOfRun(replay, plan),
  });
  return isSelection(plan) || input.signal.aborted
    ? results.filter(({ findings, verdict }) => findings.length > 0 || verdict === "error")
    : results;
}
