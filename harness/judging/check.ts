import {
  type Evidence,
  type Exchange,
  environmentalReason,
  exchangesOf,
  type Observation,
  type ProtocolVersion,
} from "../eas/index.js";
import type { Catalogue } from "./catalogue.js";
import { foundMark } from "./found-mark.js";
import type { Finding, Profile, ViolationLevel } from "./results.js";
import type { Rulings } from "./rulings.js";

/** Options of `check`. */
export interface CheckOptions {
  /** Clause of vectors/rulings.json under which it is judged; its level then replaces the row's. */
  readonly ruling?: string;
  readonly remark?: string;
  /** An ordinary request right after was served: an HTTP status that speaks of the account or the hour is no excuse. */
  readonly served?: true;
  /** Kind of the counterexample that the finding belongs to; set by the search alone. */
  readonly counterexample?: string;
}

/**
 * The only door for verdicts (design, law 2). Records a finding; never throws for a failed observation.
 * @throws JudgingError when the check itself is wrong (unknown row or clause, undeclared row, no evidence).
 * @throws EvidenceCancelled when an exchange of the evidence was cut off by the end of the run.
 * @throws TargetUnavailable when the observation does not hold, and an exchange of the evidence was answered by an HTTP status
 *   that speaks of the account or the hour (429, 449, 451, 456, 457, 503, 507) or by a Status that demands provisioning, unless
 *   it is known to speak of the request. What holds is recorded.
 */
export type Check = (requirement: string, observation: Observation, evidence: Evidence, options?: CheckOptions) => void;

/** A check that breaks the rules of judging: our own error, never the target's. */
export class JudgingError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "JudgingError";
  }
}

/** How the reason of a case begins that was cut off by the end of the run. */
export const interruptedReason = "the run was interrupted";

/** We ended the exchange ourselves (Ctrl-C, time limit); nothing can be said about the target from it. */
export class EvidenceCancelled extends Error {
  constructor() {
    super(`${interruptedReason} before the target could answer`);
    this.name = "EvidenceCancelled";
  }
}

/** The target had no room for us just then; what failed over that is no rule broken. */
export class TargetUnavailable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "TargetUnavailable";
  }
}

export interface CheckSetup {
  readonly catalogue: Catalogue;
  readonly rulings: Rulings;
  readonly profile: Profile;
  readonly protocolVersion: ProtocolVersion;
  /** Case or monitor that judges, for messages. */
  readonly owner: string;
  /** Rows that it declared. */
  readonly declared: readonly string[];
  /** Is this exchange part of the record? A finding may point only at what the report can show. */
  readonly recorded: (exchange: Exchange) => boolean;
  readonly record: (finding: Finding) => void;
}

/** Makes the door for one case or monitor at one protocol version. */
export function createCheck(setup: CheckSetup): Check {
  return (requirement, observation, evidence, options = {}) => {
    const level = levelOf(setup, requirement, options.ruling);
    const exchanges = exchangesOf(evidence);
    demandEvidence(setup, requirement, exchanges);
    if (!observation.holds && options.served !== true) demandAvailable(exchanges);
    const mark = foundMark(observation, evidence);
    const remark = [observation.remark, options.remark].filter((text) => text !== undefined).join("; ");
    setup.record({
      requirement,
      outcome: observation.holds ? "pass" : level,
      expected: observation.expected,
      seen: observation.seen,
      ...(options.ruling === undefined ? {} : { ruling: options.ruling }),
      exchanges: [...new Set(exchanges.map(({ id }) => id))],
      ...(mark === undefined ? {} : { mark }),
      ...(remark === "" ? {} : { remark }),
      count: 1,
      ...(options.counterexample === undefined ? {} : { counterexample: options.counterexample }),
    });
  };
}

function levelOf(setup: CheckSetup, requirement: string, ruling: string | undefined): Exclude<ViolationLevel, "none"> {
  const { catalogue, rulings, profile, protocolVersion, owner, declared } = setup;
  const row = catalogue.row(requirement);
  if (row === undefined) throw new JudgingError(`${owner} checks ${requirement}, which is no row of the catalogue`);
  if (!declared.includes(requirement)) {
    throw new JudgingError(`${owner} checks ${requirement} but does not declare it among its requirements`);
  }
  const rowLevel = catalogue.level(row, profile, protocolVersion);
  if (ruling === undefined) return demandLevel(rowLevel, `${owner} checks ${requirement}, which`, setup);
  const clause = rulings.clause(ruling);
  if (clause === undefined) throw new JudgingError(`${owner} judges by ${ruling}, which is no clause of a ruling`);
  if (!rulings.covers(ruling, requirement)) {
    throw new JudgingError(`${owner} judges ${requirement} by ${ruling}, a ruling that does not name this row`);
  }
  return demandLevel(rulings.level(clause, profile, protocolVersion), `${owner} judges by ${ruling}, which`, setup);
}

function demandLevel(level: ViolationLevel, who: string, setup: CheckSetup): Exclude<ViolationLevel, "none"> {
  if (level !== "none") return level;
  throw new JudgingError(`${who} has no verdict in profile ${setup.profile} at ${setup.protocolVersion}`);
}

function demandEvidence(setup: CheckSetup, requirement: string, exchanges: readonly Exchange[]): void {
  if (exchanges.length === 0) throw new JudgingError(`${setup.owner} checks ${requirement} without any exchange`);
  const stranger = exchanges.find((exchange) => !setup.recorded(exchange));
  if (stranger !== undefined) {
    throw new JudgingError(
      `${setup.owner} shows exchange ${stranger.id} for ${requirement}, which is not in its record`,
    );
  }
  if (exchanges.some((exchange) => exchange.failure?.kind === "aborted")) throw new EvidenceCancelled();
}

function demandAvailable(exchanges: readonly Exchange[]): void {
  for (const exchange of exchanges) {
    const reason = environmentalReason(exchange);
    if (reason !== undefined) throw new TargetUnavailable(reason);
  }
}
