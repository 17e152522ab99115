import type { Capability, CapabilityValue } from "../judging/results.js";
import type { Part } from "../judging/verdict.js";

/** What stands in the way of a case or a part that needs a capability. */
export type Obstacle = Omit<Part, "part">;

/**
 * Why the lack of a capability ends what needs it:
 * - `claimed`: the document grants it. A violation has its failure in the gate's scenario, and what depends on it is blocked
 *   by that; an honest refusal under claims "none" makes it not applicable.
 * - `optional`: lawfully absent, hence not applicable.
 * - `stage`: the harness cannot set the stage, hence inconclusive.
 */
type Gate = { readonly kind: "claimed"; readonly scenario: string } | { readonly kind: "optional" | "stage" };

const gates: Readonly<Record<string, Gate>> = {
  base: { kind: "claimed", scenario: "CAP-02" },
  "sms.options": { kind: "claimed", scenario: "OPT-02" },
  "sms.seed": { kind: "claimed", scenario: "CAP-01" },
  "sms.read": { kind: "claimed", scenario: "CAP-01" },
  estimate: { kind: "claimed", scenario: "EST-01" },
  settings: { kind: "claimed", scenario: "SET-01" },
  "folder.sent": { kind: "optional" },
  "folder.outbox": { kind: "optional" },
  "folder.nonmail": { kind: "optional" },
  "inspect.outbound": { kind: "optional" },
  hang: { kind: "optional" },
  "folder.work": { kind: "stage" },
  device2: { kind: "stage" },
  "identity.from": { kind: "stage" },
  "sms.backdate": { kind: "stage" },
  "email.seed": { kind: "stage" },
  "email.backdate": { kind: "stage" },
  clock: { kind: "stage" },
  "retry.dedupe": { kind: "stage" },
};

/** Names that a case may need. */
export const capabilityNames: readonly string[] = Object.keys(gates);

export interface GateKeeping {
  readonly capabilities: readonly Capability[];
  readonly claims: "asms" | "none";
  readonly caseOfScenario: (scenario: string) => string | undefined;
}

/**
 * The first of the needs that is not there, and what follows from it; undefined when all are. A gate's own scenario passes
 * its gate whatever the probe saw: it is the one that carries the failure.
 * @throws Error for a need that no gate knows.
 */
export function obstacle(needs: readonly string[], keeping: GateKeeping, scenario: string): Obstacle | undefined {
  for (const need of needs) {
    const gate = gates[need];
    if (gate === undefined) throw new Error(`Need "${need}" is no capability; known are ${capabilityNames.join(", ")}`);
    if (gate.kind === "claimed" && gate.scenario === scenario) continue;
    const capability = keeping.capabilities.find(({ name }) => name === need);
    if (capability?.value !== "yes") return closed(need, gate, capability, keeping);
  }
  return undefined;
}

function closed(need: string, gate: Gate, capability: Capability | undefined, keeping: GateKeeping): Obstacle {
  const value: CapabilityValue = capability?.value ?? "unknown";
  const why = `${need}: ${capability?.reason ?? "was not looked for"}`;
  if (gate.kind === "optional" && value !== "unknown") return { kind: "not applicable", reason: why };
  if (gate.kind !== "claimed" || value === "unknown") return { kind: "inconclusive", reason: why };
  if (value === "no" && keeping.claims === "none") return { kind: "not applicable", reason: why };
  const blockedBy = keeping.caseOfScenario(gate.scenario) ?? gate.scenario;
  return { kind: "inconclusive", reason: why, blockedBy };
}
