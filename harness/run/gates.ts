import type { Capability } from "../judging/results.js";
import type { Part } from "../judging/verdict.js";
import { capabilityNames, consequence, gateFor } from "./probe/consequence.js";

export { capabilityNames };

/** What stands in the way of a case or a part that needs a capability. */
export type Obstacle = Omit<Part, "part">;

export interface GateKeeping {
  readonly capabilities: readonly Capability[];
  readonly claims: "asms" | "none";
  readonly caseOfScenario: (scenario: string) => string | undefined;
}

/**
 * The first of the needs that is not there, and what follows from it; undefined when all are. A gate's own scenario passes
 * its gate whatever the probe saw: it is the one that carries the failure.
 * @throws Error for a need that is no capability.
 */
export function obstacle(needs: readonly string[], keeping: GateKeeping, scenario: string): Obstacle | undefined {
  for (const need of needs) {
    const found = keeping.capabilities.find(({ name }) => name === need);
    const capability: Capability = found ?? {
      name: need,
      value: "unknown",
      reason: "was not looked for",
      evidence: [],
    };
    const follows = consequence(capability, keeping.claims);
    if (follows.kind === "run" || gateFor(need) === scenario) continue;
    if (follows.kind === "blocked") {
      const blockedBy = keeping.caseOfScenario(follows.gate) ?? follows.gate;
      return { kind: "inconclusive", reason: follows.reason, blockedBy };
    }
    const evidence =
      follows.kind === "not applicable" && follows.evidence.length > 0
        ? ` (seen in ${follows.evidence.join(", ")})`
        : "";
    return { kind: follows.kind, reason: `${follows.reason}${evidence}` };
  }
  return undefined;
}
