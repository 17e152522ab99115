import type { Exchange } from "../eas/index.js";
import type { Capability, CaseResult } from "../judging/results.js";
import { type Contradiction, contradictionResult, refuted, revoked } from "./refusals.js";

/** What one round of cases showed. */
export interface Round {
  readonly results: readonly CaseResult[];
  readonly exchanges: readonly Exchange[];
  readonly errors: readonly string[];
}

export interface Rounds extends Round {
  readonly capabilities: readonly Capability[];
  readonly settleMs: number;
  /** Failed results of their own: refusals that something contradicts. */
  readonly contradictions: readonly CaseResult[];
}

export interface RoundsInput {
  /** As the probe saw it, before it is joined with what the operator declared. */
  readonly probed: readonly Capability[];
  readonly capabilities: readonly Capability[];
  readonly declared: Readonly<Record<string, "yes" | "no">>;
  readonly settleMs: number;
  /** Exchanges before the first case. */
  readonly probing: readonly Exchange[];
  readonly first: Round;
  readonly judging: Omit<Parameters<typeof contradictionResult>[1], "id" | "purpose">;
  /** Finds out anew what the target can do, with devices of its own. */
  readonly probeAgain: () => Promise<{
    readonly capabilities: readonly Capability[];
    readonly exchanges: readonly Exchange[];
    readonly settleMs: number;
  }>;
  /** Runs these cases once more, by full id. */
  readonly runAgain: (
    ids: ReadonlySet<string>,
    capabilities: readonly Capability[],
    settleMs: number,
  ) => Promise<Round>;
}

/**
 * "Not applicable" and "blocked" are provisional. When an exchange of the cases shows at work what the probe was refused, the
 * refusal becomes a failure, the target is probed anew, and the cases that were left out because of it are run after all.
 */
export async function secondRound(input: RoundsInput): Promise<Rounds> {
  const { probed, capabilities, declared, settleMs, probing, first } = input;
  const belied = revoked(probed, probing, first.exchanges);
  const denied = refuted(probed, declared, probing);
  const contradictions = [
    result("declared-and-refuted", "What the operator declares of the target is there", denied),
    result("inconsistent-refusal", "What the target refuses, it refuses always", belied),
  ].filter((one) => one !== undefined);
  const exchanges = [...probing, ...first.exchanges];
  if (belied.length === 0) return { ...first, exchanges, capabilities, settleMs, contradictions };

  const again = await input.probeAgain();
  const leftOut = new Set(first.results.filter(wasLeftOut).map(({ id }) => id));
  const second = await input.runAgain(leftOut, again.capabilities, again.settleMs);
  const repeated = new Set(second.results.map(({ id }) => id));
  const kept = first.results.filter(({ id }) => !repeated.has(id));
  const dropped = new Set(first.results.filter(({ id }) => repeated.has(id)).flatMap((one) => one.exchanges));
  // What shows the contradiction stays, though the case in which it was seen was run again.
  const cited = new Set(contradictions.flatMap((one) => one.exchanges));
  const replaced = new Set(second.exchanges.map(({ id }) => id));
  const stays = ({ id }: Exchange): boolean => !dropped.has(id) || (cited.has(id) && !replaced.has(id));
  return {
    results: [...kept, ...second.results],
    exchanges: [...exchanges.filter(stays), ...again.exchanges, ...second.exchanges],
    errors: [...first.errors, ...second.errors],
    capabilities: again.capabilities.map((one) => revision(one, belied)),
    settleMs: again.settleMs,
    contradictions,
  };

  function result(id: string, purpose: string, found: readonly Contradiction[]): CaseResult | undefined {
    return contradictionResult(found, { ...input.judging, id, purpose });
  }
}

function wasLeftOut({ verdict, unjudged }: CaseResult): boolean {
  return verdict === "inconclusive" || verdict === "not applicable" || unjudged.length > 0;
}

/** The second finding, with the first one in words. */
function revision(capability: Capability, belied: readonly Contradiction[]): Capability {
  const before = belied.find((one) => one.capability.name === capability.name)?.capability;
  if (before === undefined) return capability;
  const reason = `${capability.reason}; the refusal that was seen at first is revoked (${before.reason})`;
  return { ...capability, reason, evidence: [...new Set([...before.evidence, ...capability.evidence])] };
}
