import type { Capability } from "../judging/results.js";
import type { Part } from "../judging/verdict.js";
import { capabilityNames, consequence, gateFor } from "./probe/consequence.js";
import { smsFolders } from "./sms-folders.js";

export { capabilityNames };

/** What stands in the way of a case or a part that needs a capability. */
export type Obstacle = Omit<Part, "part">;

export interface GateKeeping {
  readonly capabilities: readonly Capability[];
  readonly claims: "asms" | "none";
  readonly caseOfScenario: (scenario: string) => string | undefined;
}

/** What a need takes for granted: whoever wants an SMS to be there wants it to be seen as well. */
const implied: Readonly<Record<string, readonly string[]>> = {
  "sms.seed": ["base", "sms.options", "sms.seed", "sms.read"],
  "sms.backdate": ["base", "sms.options", "sms.seed", "sms.read", "sms.backdate"],
  [smsFolders]: ["base", "sms.options", "sms.seed", "sms.read", smsFolders],
  "sms.change": ["base", "sms.options", "sms.seed", "sms.read", "sms.change"],
  "sms.delete": ["base", "sms.options", "sms.seed", "sms.read", "sms.delete"],
  "settings.outbound": ["base", "settings", "settings.outbound"],
  "estimate.sms": ["base", "estimate", "estimate.sms"],
};

/** The case of a gate goes through with less: it is the one that shows the refusal. */
function withImplied(needs: readonly string[], own: readonly string[]): readonly string[] {
  return [
    ...new Set(needs.flatMap((need) => (isGate(need, own) ? ["base", need] : (implied[need] ?? ["base", need])))),
  ];
}

/**
 * The first of the needs that is not there, and what follows from it; undefined when all are. What lawfully is not there comes
 * before what could not be found out or is blocked. A gate passes itself unless the refusal is lawful: it is the one that
 * carries the failure.
 * @param own names by which whatever has these needs may be a gate: its scenario, its case
 * @throws Error for a need that is no capability.
 */
export function obstacle(
  needs: readonly string[],
  keeping: GateKeeping,
  ...own: readonly string[]
): Obstacle | undefined {
  const all = obstacles(needs, keeping, own);
  return all.find(({ kind }) => kind === "not applicable") ?? all[0];
}

function obstacles(needs: readonly string[], keeping: GateKeeping, own: readonly string[]): readonly Obstacle[] {
  const found: Obstacle[] = [];
  for (const need of withImplied(needs, own)) {
    const known = keeping.capabilities.find(({ name }) => name === need);
    // What is only taken for granted is missed where it is known to be missing.
    if (known === undefined && !needs.includes(need)) continue;
    const unknown: Capability = { name: need, value: "unknown", reason: "was not looked for", evidence: [] };
    const follows = consequence(known ?? unknown, keeping.claims);
    if (follows.kind === "run") continue;
    if (follows.kind !== "not applicable" && isGate(need, own)) continue;
    if (follows.kind === "blocked") {
      const blockedBy = keeping.caseOfScenario(follows.gate) ?? follows.gate;
      found.push({ kind: "inconclusive", reason: follows.reason, blockedBy });
      continue;
    }
    const evidence =
      follows.kind === "not applicable" && follows.evidence.length > 0
        ? ` (seen in ${follows.evidence.join(", ")})`
        : "";
    found.push({ kind: follows.kind, reason: `${follows.reason}${evidence}` });
  }
  return found;
}

function isGate(need: string, own: readonly string[]): boolean {
  const gate = gateFor(need);
  return gate !== undefined && own.includes(gate);
}
