import type { Exchange } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";

/**
 * What a probe that was cancelled found: a refusal or a violation that rests on what was cancelled, or on the last look before
 * it, is none of the target's.
 *
 * @param exchanges those of the probe, in order
 */
export function withoutCut(found: readonly Capability[], exchanges: readonly Exchange[]): readonly Capability[] {
  const first = exchanges.findIndex(({ failure }) => failure?.kind === "aborted");
  const doubtful = new Set(
    exchanges.slice(Math.max(0, (first < 0 ? exchanges.length : first) - 1)).map(({ id }) => id),
  );
  return found.map((one) => {
    const { name, value, evidence } = one;
    const isDoubtful = (value === "no" || value === "broken") && evidence.some((id) => doubtful.has(id));
    return isDoubtful ? { name, value: "unknown", reason: "the run was cancelled", evidence } : one;
  });
}
