export type CapabilityValue = "yes" | "no" | "broken" | "unknown";

/** What became of what was tried; the words of the schema of results.json. */
export type CapabilityOutcome =
  | "works"
  | "absent"
  | "command"
  | "environment"
  | "hook"
  | "policy"
  | "version"
  | "feigned"
  | "disguised"
  | "mangled"
  | "unanswered"
  | "swallowed"
  | "refused"
  | "contradictory"
  | "broken";

export interface Capability {
  readonly name: string;
  readonly value: CapabilityValue;
  /** What the probe saw, one sentence. */
  readonly reason: string;
  readonly outcome?: CapabilityOutcome;
  readonly rung?: number;
  /** Measured figure, e.g. settleMs. */
  readonly measured?: number;
  readonly evidence: readonly string[];
}
