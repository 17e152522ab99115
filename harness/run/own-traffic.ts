import type { Exchange, ProtocolVersion } from "../eas/index.js";
import type { CaseResult, OwnTraffic, Profile } from "../judging/results.js";
import type { Monitor } from "../monitors/monitor.js";
import { judgeMonitors, ourOwn } from "./judge-monitors.js";

export interface OwnTrafficJudgement {
  readonly traffic: readonly OwnTraffic[];
  /** One sentence for each rule that our own device broke without meaning to. */
  readonly errors: readonly string[];
}

export interface OwnTrafficSetup {
  readonly plan: { readonly profile: Profile };
  readonly version: ProtocolVersion;
  readonly replay: string;
}

/**
 * Holds the rules for clients against the requests of our own devices. Nobody but us can break them there: a failure is an error
 * of the suite. What is marked as deliberately wrong, the monitors leave out themselves; a warning is no error, since a case
 * that drops a class means to (ruling Q55).
 */
export function judgeOwnTraffic(
  monitors: readonly Monitor[],
  exchanges: readonly Exchange[],
  { plan, version, replay }: OwnTrafficSetup,
): OwnTrafficJudgement {
  const setup = { profile: plan.profile, protocolVersion: version, obstacle: undefined, replay };
  const results = judgeMonitors(monitors, exchanges, setup);
  return { traffic: results.flatMap(trafficOf), errors: results.flatMap(errorsOf) };
}

function trafficOf({ id: monitor, findings }: CaseResult): OwnTraffic[] {
  const rows = [...new Set(findings.map(({ requirement }) => requirement))];
  return rows.map((requirement) => {
    const own = findings.filter((finding) => finding.requirement === requirement);
    const total = (list: typeof own) => list.reduce((sum, { count }) => sum + count, 0);
    return {
      monitor,
      requirement,
      seen: total(own),
      departures: total(own.filter(({ outcome }) => outcome !== "pass")),
    };
  });
}

function errorsOf({ id, verdict, reason, findings }: CaseResult): string[] {
  const broken = findings.filter(({ outcome }) => outcome === "fail");
  return [
    ...(verdict === "error" ? [withoutPrefix(reason ?? `monitor ${id} failed`)] : []),
    ...broken.map(
      ({ requirement, expected, seen, exchanges, count }) =>
        `our own request ${exchanges[0] ?? ""} breaks ${requirement} (${id}${count > 1 ? `, ${count} times` : ""}): expected ${expected}, seen ${seen}; it is not marked as deliberate`,
    ),
  ];
}

/** Whoever makes a result of it says whose error it is. */
function withoutPrefix(reason: string): string {
  return reason.startsWith(ourOwn) ? reason.slice(ourOwn.length) : reason;
}
