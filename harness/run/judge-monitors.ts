import {
  type Exchange,
  environmentalReason,
  isProtocolVersion,
  type PartnershipId,
  type ProtocolVersion,
} from "../eas/index.js";
import { catalogue } from "../judging/catalogue.js";
import { type Check, createCheck } from "../judging/check.js";
import type { CaseResult, Finding, Profile } from "../judging/results.js";
import { rulings } from "../judging/rulings.js";
import { caseVerdict, type Ending } from "../judging/verdict.js";
import type { Monitor, MonitorObservation, Session } from "../monitors/monitor.js";
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
  /** Of a case that draws its inputs: such a one changes the mailbox past all devices, which no traffic shows. */
  readonly isDrawn?: (exchange: Exchange) => boolean;
  /** Of a case that tries once more what an HTTP error broke off, and judges it then (decision 0076). */
  readonly isTriedAgain?: (exchange: Exchange) => boolean;
  /** Milliseconds until a change shows for other devices; default 0. */
  readonly settleMs?: number;
  /** A case tells that SMS are something else in every folder but the Inbox. */
  readonly inboxOnly?: boolean;
  readonly replay: string;
}

/** How the reason of an error of ours begins. */
export const ourOwn = "our own error, not the target's: ";

/** Evidence that one merged finding names at most; `count` tells how often it was seen. */
const evidenceLimit = 25;

/** Holds every monitor against all exchanges of a run: one result a monitor. */
export function judgeMonitors(
  monitors: readonly Monitor[],
  exchanges: readonly Exchange[],
  setup: MonitorSetup,
): CaseResult[] {
  const sessions = sessionsOf(exchanges);
  const mailboxes = mailboxesOf(exchanges.filter((one) => setup.isDrawn?.(one) !== true));
  return monitors.map((monitor) => judge(monitor, monitor.across === "mailbox" ? mailboxes : sessions, setup));
}

/** The exchanges by partnership, each in order. */
export function sessionsOf(exchanges: readonly Exchange[]): Session[] {
  return grouped(exchanges, ({ user, deviceId, deviceType }) => JSON.stringify([user, deviceId, deviceType]));
}

/** The exchanges by user. */
function mailboxesOf(exchanges: readonly Exchange[]): Session[] {
  return grouped(exchanges, ({ user }) => user);
}

function grouped(exchanges: readonly Exchange[], keyOf: (partnership: PartnershipId) => string): Session[] {
  const groups = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const key = keyOf(exchange.partnership);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [exchange]);
    else known.push(exchange);
  }
  return [...groups.values()].flatMap((all) => {
    const first = all[0];
    return first === undefined ? [] : [{ partnership: first.partnership, exchanges: all }];
  });
}

/**
 * What wrong requests bring back is no sample of the target's work: nonsense that it was made to store comes back as nonsense,
 * on every device of the mailbox. The cases that provoke it judge what they get.
 */
export function unprovoked(cases: readonly SuiteCase[], exchanges: readonly Exchange[]): readonly Exchange[] {
  const provoked = saidBy(cases.filter(({ definition }) => definition.suite === "robustness"));
  return exchanges.filter((exchange) => !provoked(exchange));
}

/** Is an exchange one of a case that draws its inputs? */
export function drawnBy(cases: readonly SuiteCase[]): (exchange: Exchange) => boolean {
  return saidBy(cases.filter(({ definition }) => definition.suite !== undefined));
}

/** Is an exchange one of a case that tries once more what an HTTP error broke off? */
export function triedAgainBy(cases: readonly SuiteCase[]): (exchange: Exchange) => boolean {
  return saidBy(cases.filter(({ definition: { suite } }) => suite === "model" || suite === "text"));
}

/** Is an exchange one of these cases'? They have no axes, so that their ids are whole. */
function saidBy(cases: readonly SuiteCase[]): (exchange: Exchange) => boolean {
  return ({ id }) => cases.some(({ definition }) => id.startsWith(`${definition.id}/`));
}

function judge(monitor: Monitor, sessions: readonly Session[], setup: MonitorSetup): CaseResult {
  const startedAt = new Date();
  const tally = new Tally();
  const seen = new Set<string>();
  let ended: Ending | undefined;
  try {
    const { settleMs = 0, inboxOnly = false } = setup;
    const check = checksByVersion(monitor, setup, (finding) => tally.record(finding));
    for (const session of sessions) {
      for (const sight of monitor.observe(session, { settleMs, inboxOnly })) {
        const { requirement, observation, exchange, ruling } = sight;
        if (saysNothing(exchange, observation.holds)) continue;
        if (!observation.holds && isHttpError(exchange) && setup.isTriedAgain?.(exchange) === true) continue;
        seen.add(exchange.id);
        if (exchange.failure === undefined && tally.countAgain(sight)) continue;
        check(exchange)(requirement, observation, exchange, ruling === undefined ? {} : { ruling });
        tally.remember(sight);
      }
    }
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    ended = { kind: "error", reason: `${ourOwn}monitor ${monitor.id} failed: ${what}` };
  }
  const findings = tally.findings();
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

/**
 * We cut it off ourselves, or the target had no room for it: it stays in the session, for what the request set, and no
 * failure is made of it.
 */
function saysNothing(exchange: Exchange, holds: boolean): boolean {
  return exchange.failure?.kind === "aborted" || (!holds && environmentalReason(exchange) !== undefined);
}

function isHttpError({ response }: Exchange): boolean {
  return response !== undefined && response.status !== 200;
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

interface Counted {
  readonly finding: Finding;
  readonly exchanges: string[];
  count: number;
}

/** One malformed element seen sixty times is one finding that was seen sixty times. */
class Tally {
  readonly #byShape = new Map<string, Counted>();
  readonly #bySpelling = new Map<string, Counted>();
  #last: Counted | undefined;

  /** What came through the door. */
  record(finding: Finding): void {
    const { requirement, outcome, expected, seen, ruling } = finding;
    const key = JSON.stringify([requirement, outcome, expected, shapeOf(seen), ruling]);
    const known = this.#byShape.get(key);
    if (known !== undefined) add(known, finding.exchanges, finding.count);
    const counted = known ?? { finding, exchanges: [...finding.exchanges], count: finding.count };
    this.#byShape.set(key, counted);
    this.#last = counted;
  }

  /** The very same was judged before, by the same door: it is counted. Nearly everything in a run is seen again and again. */
  countAgain(sight: MonitorObservation): boolean {
    const known = this.#bySpelling.get(spellingOf(sight));
    if (known === undefined) return false;
    add(known, [sight.exchange.id], 1);
    return true;
  }

  remember(sight: MonitorObservation): void {
    if (this.#last !== undefined) this.#bySpelling.set(spellingOf(sight), this.#last);
  }

  findings(): Finding[] {
    return [...this.#byShape.values()].map(({ finding, exchanges, count }) => ({ ...finding, exchanges, count }));
  }
}

function add(known: Counted, exchanges: readonly string[], count: number): void {
  known.count += count;
  for (const id of exchanges) {
    if (known.exchanges.length < evidenceLimit && !known.exchanges.includes(id)) known.exchanges.push(id);
  }
}

function spellingOf({ requirement, observation, exchange, ruling = "" }: MonitorObservation): string {
  const { holds, expected, seen, remark = "" } = observation;
  return [exchange.protocolVersion, requirement, ruling, holds, expected, seen, remark].join("\0");
}

/** What was seen without the values that differ from item to item: numbers and quoted text, quotes in it written as \". */
export function shapeOf(seen: string): string {
  return seen.replace(/"(?:\\.|[^"\\])*"/g, '""').replace(/\d+/g, "0");
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
