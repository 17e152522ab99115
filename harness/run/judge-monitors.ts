import { type Exchange, isProtocolVersion, type ProtocolVersion } from "../eas/index.js";
import { catalogue } from "../judging/catalogue.js";
import { type Check, createCheck } from "../judging/check.js";
import type { CaseResult, Finding, Profile } from "../judging/results.js";
import { rulings } from "../judging/rulings.js";
import { caseVerdict, type Ending } from "../judging/verdict.js";
import type { Monitor, Session } from "../monitors/monitor.js";
import type { Obstacle } from "./gates.js";
import type { SuiteCase } from "./suites.js";

export interface MonitorSetup {
  readonly profile: Profile;
  /** Version of exchanges that claim none, as OPTIONS does. */
  readonly protocolVersion: ProtocolVersion;
  /** What keeps SMS from being seen at all, if anything does: the reason of a monitor that had nothing to judge. */
  readonly obstacle: Obstacle | undefined;
  /** What keeps a monitor with needs of its own from having anything to judge. */
  readonly missing?: (needs: readonly string[]) => Obstacle | undefined;
  readonly replay: string;
}

/** Evidence that one merged finding names at most; `count` tells how often it was seen. */
const evidenceLimit = 25;

/** Holds every monitor against all exchanges of a run: one result a monitor. */
export function judgeMonitors(
  monitors: readonly Monitor[],
  exchanges: readonly Exchange[],
  setup: MonitorSetup,
): CaseResult[] {
  const sessions = sessionsOf(exchanges);
  return monitors.map((monitor) => judge(monitor, sessions, setup));
}

/** The exchanges by partnership, each in order. */
export function sessionsOf(exchanges: readonly Exchange[]): Session[] {
  const byPartnership = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const { user, deviceId, deviceType } = exchange.partnership;
    const key = JSON.stringify([user, deviceId, deviceType]);
    const known = byPartnership.get(key);
    if (known === undefined) byPartnership.set(key, [exchange]);
    else known.push(exchange);
  }
  return [...byPartnership.values()].flatMap((all) => {
    const first = all[0];
    return first === undefined ? [] : [{ partnership: first.partnership, exchanges: all }];
  });
}

/**
 * What wrong requests bring back is no sample of the target's work: nonsense that it was made to store comes back as nonsense,
 * on every device of the mailbox. The cases that provoke it judge what they get.
 */
export function unprovoked(cases: readonly SuiteCase[], exchanges: readonly Exchange[]): readonly Exchange[] {
  const provoking = cases
    .filter(({ definition }) => definition.suite === "robustness")
    .map(({ definition }) => definition.id);
  return exchanges.filter(({ id }) => !provoking.some((caseId) => id.startsWith(`${caseId}/`)));
}

function judge(monitor: Monitor, sessions: readonly Session[], setup: MonitorSetup): CaseResult {
  const startedAt = new Date();
  const merged = new Map<string, Finding>();
  const seen = new Set<string>();
  let ended: Ending | undefined;
  try {
    const check = checksByVersion(monitor, setup, (finding) => merge(merged, finding));
    for (const session of sessions) {
      for (const { requirement, observation, exchange, ruling } of monitor.observe(session)) {
        seen.add(exchange.id);
        check(exchange)(requirement, observation, exchange, ruling === undefined ? {} : { ruling });
      }
    }
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    ended = { kind: "error", reason: `our own error, not the target's: monitor ${monitor.id} failed: ${what}` };
  }
  const findings = [...merged.values()];
  if (findings.length === 0) ended ??= sawNothing(setup.obstacle ?? setup.missing?.(monitor.needs ?? []));
  else if (monitor.needsControl === true) ended ??= withoutControl(setup.obstacle);
  return {
    id: monitor.id,
    caseId: monitor.id,
    scenario: monitor.id,
    kind: "monitor",
    purpose: monitor.purpose,
    section: monitor.section,
    axes: {},
    ...caseVerdict({ findings, parts: [], ...(ended === undefined ? {} : { ending: ended }) }),
    unjudged: [],
    findings,
    protocolVersion: setup.protocolVersion,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    replay: setup.replay,
    exchanges: [...seen],
  };
}

function checksByVersion(monitor: Monitor, setup: MonitorSetup, record: (finding: Finding) => void) {
  const doors = new Map<ProtocolVersion, Check>();
  return (exchange: Exchange): Check => {
    const claimed = exchange.protocolVersion ?? "";
    const protocolVersion = isProtocolVersion(claimed) ? claimed : setup.protocolVersion;
    const door =
      doors.get(protocolVersion) ??
      createCheck({
        catalogue: catalogue(),
        rulings: rulings(),
        profile: setup.profile,
        protocolVersion,
        owner: `Monitor ${monitor.id}`,
        declared: monitor.requirements,
        recorded: () => true,
        record,
      });
    doors.set(protocolVersion, door);
    return door;
  };
}

/** One malformed element seen sixty times is one finding that was seen sixty times. */
function merge(merged: Map<string, Finding>, finding: Finding): void {
  const { requirement, outcome, expected, seen, ruling } = finding;
  const key = [requirement, outcome, expected, shapeOf(seen), ruling].join("\0");
  const known = merged.get(key);
  merged.set(key, known === undefined ? finding : together(known, finding));
}

function together(known: Finding, next: Finding): Finding {
  const count = known.count + next.count;
  // Most are seen far more often than is told.
  if (known.exchanges.length >= evidenceLimit) return { ...known, count };
  const more = next.exchanges.filter((id) => !known.exchanges.includes(id));
  return { ...known, exchanges: [...known.exchanges, ...more].slice(0, evidenceLimit), count };
}

/** What was seen without the values that differ from item to item: numbers and quoted text. */
export function shapeOf(seen: string): string {
  return seen.replace(/"[^"]*"/g, '""').replace(/\d+/g, "0");
}

/** What was never seen to happen at all cannot be seen not to happen. */
function withoutControl(obstacle: Obstacle | undefined): Ending | undefined {
  if (obstacle === undefined) return undefined;
  return { ...obstacle, reason: `nothing was seen, and there is no positive control (${obstacle.reason})` };
}

function sawNothing(obstacle: Obstacle | undefined): Ending {
  if (obstacle === undefined) return { kind: "inconclusive", reason: "the run showed nothing that it could judge" };
  return { ...obstacle, reason: `the run showed nothing that it could judge (${obstacle.reason})` };
}
