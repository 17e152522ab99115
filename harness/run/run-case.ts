import type { Exchange } from "../eas/index.js";
import { interruptedReason } from "../judging/check.js";
import type { CaseResult, Exploration } from "../judging/results.js";
import { caseVerdict, type Ending, type Part } from "../judging/verdict.js";
import { type CaseBody, effortOf } from "./case.js";
import { ending } from "./case-ending.js";
import { Stage } from "./case-stage.js";
import type { RunEnvironment } from "./environment.js";
import type { ExpandedCase } from "./expand.js";
import { obstacle } from "./gates.js";
import { badRequest } from "./self-check.js";

/** A case that was run: what was judged, what was said on the wire, what could not be cleaned up. */
export interface CaseRun {
  readonly result: CaseResult;
  readonly exchanges: readonly Exchange[];
  /** What the case left in the mailbox, in words. */
  readonly leftovers: readonly string[];
}

/**
 * Runs one case against the environment's target. Never throws: whatever happens becomes a verdict, and an exception of
 * ours the verdict "error".
 */
export async function runCase(
  expanded: ExpandedCase,
  environment: RunEnvironment,
  cancel?: AbortSignal,
): Promise<CaseRun> {
  const startedAt = new Date();
  // A case that explores is given its time by the caller, and limits each of its attempts.
  const limit = new TimeLimit(explores(expanded) ? undefined : environment.caseLimitMs, [environment.signal, cancel]);
  const outcome = await play(expanded, environment, limit).catch(
    (error: unknown): Played => ({ ...nothing, ending: crash(error) }),
  );
  limit.clear();
  const { exchanges, findings, parts, leftovers, exploration } = outcome;
  const own = badRequest(exchanges, environment.requestFault);
  const ended: Ending | undefined = own === undefined ? outcome.ending : { kind: "error", reason: own };
  return {
    exchanges,
    leftovers,
    result: {
      id: expanded.id,
      caseId: expanded.definition.id,
      scenario: expanded.definition.scenario,
      kind: "case",
      purpose: expanded.definition.purpose,
      section: expanded.definition.section,
      axes: Object.fromEntries(Object.entries(expanded.axes).map(([axis, { name }]) => [axis, name])),
      ...caseVerdict({ findings, parts, ...(ended === undefined ? {} : { ending: ended }) }),
      unjudged: parts.map(shown),
      findings,
      protocolVersion: expanded.protocolVersion,
      startedAt: startedAt.toISOString(),
      durationMs: Date.now() - startedAt.getTime(),
      replay: environment.replay(expanded.id, expanded.protocolVersion),
      exchanges: exchanges.map(({ id }) => id),
      ...(exploration === undefined ? {} : { exploration }),
    },
  };
}

function explores({ definition: { suite = "sections" } }: ExpandedCase): boolean {
  return suite !== "sections";
}

type Played = Pick<Stage, "exchanges" | "findings" | "parts"> & {
  readonly exploration?: Exploration;
  readonly leftovers: readonly string[];
  readonly ending?: Ending;
};

const nothing = { exchanges: [], findings: [], parts: [], leftovers: [] };

async function play(expanded: ExpandedCase, environment: RunEnvironment, limit: TimeLimit): Promise<Played> {
  if (explores(expanded)) environment.budget?.begin(effortOf(expanded.definition));
  const excluded = exclusion(expanded, environment);
  if (excluded !== undefined) return { ...nothing, ending: excluded };
  const account = await environment.account(expanded.id);
  const stage = new Stage(expanded, environment, account, limit.signal);
  let ended: Ending | undefined;
  try {
    await limit.race(perform(stage, expanded.body));
  } catch (error) {
    ended = limit.reason() ?? ending(error, environment.caseOfScenario, stage.exchanges.at(-1)) ?? crash(error);
  }
  const leftovers = await stage.strike().catch((error: unknown) => {
    ended ??= crash(error);
    return [];
  });
  const { exchanges, findings, parts, exploration } = stage;
  return {
    exchanges,
    findings,
    parts,
    leftovers,
    ...(exploration === undefined ? {} : { exploration }),
    ...(ended === undefined ? {} : { ending: ended }),
  };
}

async function perform(stage: Stage, body: CaseBody): Promise<void> {
  await stage.connect();
  await body(stage.context);
}

/** Why the case is not run at all. */
function exclusion({ definition, protocolVersion }: ExpandedCase, environment: RunEnvironment): Ending | undefined {
  const { versions } = definition;
  if (versions !== undefined && !versions.includes(protocolVersion)) {
    const reason = `it concerns protocol ${versions.join(", ")}, the run speaks ${protocolVersion}`;
    return { kind: "not applicable", reason };
  }
  return obstacle(definition.needs, environment, definition.scenario, definition.id);
}

function shown({ part, kind, reason, blockedBy }: Part): CaseResult["unjudged"][number] {
  return {
    part,
    reason: kind === "not applicable" ? `not applicable: ${reason}` : reason,
    ...(blockedBy === undefined ? {} : { blockedBy }),
  };
}

function crash(error: unknown): Ending {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const where = error instanceof Error ? firstFrame(error) : undefined;
  return {
    kind: "error",
    reason: `our own error, not the target's: ${what}${where === undefined ? "" : ` (${where})`}`,
  };
}

/** File and line without the folders of this machine. */
function firstFrame(error: Error): string | undefined {
  return /([\w.-]+\.[jt]sx?:\d+):\d+\)?$/m.exec(error.stack ?? "")?.[1];
}

/** Ends a case that takes too long, or whose run is cancelled, even if its body listens to no signal. */
class TimeLimit {
  readonly #late = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  readonly signal: AbortSignal;

  constructor(
    readonly limitMs: number | undefined,
    cancels: readonly (AbortSignal | undefined)[],
  ) {
    this.#timer = limitMs === undefined ? undefined : setTimeout(() => this.#late.abort(), limitMs);
    this.signal = AbortSignal.any([this.#late.signal, ...cancels.filter((signal) => signal !== undefined)]);
  }

  async race(work: Promise<void>): Promise<void> {
    const cancelled = new Promise<never>((_, reject) => {
      const stop = () => reject(new Error("cancelled"));
      if (this.signal.aborted) stop();
      else this.signal.addEventListener("abort", stop, { once: true });
    });
    await Promise.race([work, cancelled]);
  }

  reason(): Ending | undefined {
    if (this.#late.signal.aborted) {
      return {
        kind: "inconclusive",
        reason: `the run was aborted: the case took longer than ${(this.limitMs ?? 0) / 1000} s`,
      };
    }
    return this.signal.aborted ? { kind: "inconclusive", reason: interruptedReason } : undefined;
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
