import type { Capability } from "../../judging/results.js";
import { everyFolderCase, smsFolders } from "../sms-folders.js";

/** What follows for a case, or a part of one, that needs a capability. */
export type Consequence =
  | { readonly kind: "run" }
  /** Not executed because the gate, a scenario or a case, fails. */
  | { readonly kind: "blocked"; readonly gate: string; readonly reason: string }
  /** An honest refusal or an absent feature, with the exchanges that show it. */
  | { readonly kind: "not applicable"; readonly reason: string; readonly evidence: readonly string[] }
  /** The harness cannot set the stage. */
  | { readonly kind: "inconclusive"; readonly reason: string };

/**
 * Why the lack of a capability ends what needs it:
 * - `claimed`: the document grants it. Its lack is a failure of the gate, a scenario or one of its cases, and what depends on it is blocked by that.
 * - `foundation`: as `claimed`, but only where it was seen to be lacking: what could not be found out the cases themselves show.
 * - `optional`: lawfully absent, hence not applicable.
 * - `stage`: the harness cannot set the stage, hence inconclusive.
 * - `none`: it only says how to look; everything runs without it.
 */
type Bearing =
  | { readonly kind: "claimed"; readonly gate: string }
  | { readonly kind: "foundation"; readonly gate: string }
  | { readonly kind: "optional" }
  | { readonly kind: "stage" }
  | { readonly kind: "none" };

const bearings: Readonly<Record<string, Bearing>> = {
  base: { kind: "claimed", gate: "CAP-02" },
  "sync.limit": { kind: "foundation", gate: "sync-three-options" },
  "sms.options": { kind: "claimed", gate: "OPT-02" },
  "sms.seed": { kind: "claimed", gate: "CAP-01" },
  "sms.read": { kind: "claimed", gate: "CAP-01" },
  [smsFolders]: { kind: "foundation", gate: everyFolderCase },
  "sms.change": { kind: "foundation", gate: "client-change-read" },
  "sms.delete": { kind: "foundation", gate: "client-delete" },
  estimate: { kind: "claimed", gate: "EST-01" },
  "estimate.sms": { kind: "claimed", gate: "estimate-sms-set-alone" },
  settings: { kind: "claimed", gate: "SET-01" },
  "settings.outbound": { kind: "foundation", gate: "settings-enable-with-number" },
  "folder.outbox": { kind: "claimed", gate: "OUT-01" },
  "folder.sent": { kind: "optional" },
  "folder.nonmail": { kind: "optional" },
  "inspect.outbound": { kind: "optional" },
  hang: { kind: "optional" },
  "folder.work": { kind: "stage" },
  device2: { kind: "stage" },
  // Without a date of its own it is the stage that is missing; without an SMS at all it is the gate of sms.seed.
  "sms.backdate": { kind: "stage" },
  "email.seed": { kind: "stage" },
  "email.backdate": { kind: "stage" },
  clock: { kind: "stage" },
  "identity.from": { kind: "none" },
  "retry.dedupe": { kind: "none" },
  settleMs: { kind: "none" },
};

/** Names of all capabilities. */
export const capabilityNames: readonly string[] = Object.keys(bearings);

/** The scenario or case whose failure blocks what needs this capability; undefined where its lack is nobody's violation. */
export function gateFor(capability: string): string | undefined {
  const bearing = bearings[capability];
  return bearing?.kind === "claimed" || bearing?.kind === "foundation" ? bearing.gate : undefined;
}

/**
 * @param capability as the probe found it
 * @param claims asms: a refusal of what the document grants is a violation; none: it makes what needs it not applicable.
 * What is worse than a refusal (acknowledged and lost, disguised, broken) is a violation under either.
 * @throws Error for a name that is no capability
 */
export function consequence(capability: Capability, claims: "asms" | "none"): Consequence {
  const { name, value, evidence } = capability;
  const own = bearings[name];
  if (own === undefined) throw new Error(`"${name}" is no capability; known are ${capabilityNames.join(", ")}`);
  const bearing = own.kind === "stage" && behindSms(capability) ? (bearings["sms.seed"] ?? own) : own;
  const reason = `${name}: ${capability.reason}`;
  if (value === "yes" || bearing.kind === "none") return { kind: "run" };
  if (value === "unknown" && bearing.kind === "foundation") return { kind: "run" };
  if (value === "unknown") return { kind: "inconclusive", reason };
  if (bearing.kind === "optional") return { kind: "not applicable", reason, evidence };
  if (bearing.kind === "stage") return { kind: "inconclusive", reason };
  if (value === "no" && (claims === "none" || isExcused(capability)))
    return { kind: "not applicable", reason, evidence };
  return { kind: "blocked", gate: bearing.gate, reason };
}

/** Not there because no SMS can be had: the probe then carries over value and outcome of sms.seed. */
function behindSms({ name, outcome }: Capability): boolean {
  return name === "sms.backdate" && outcome !== undefined;
}

/** Lawful whatever is claimed: the policy given to the device forbids text messages, or the mailbox has no such folder. */
function isExcused({ outcome }: Capability): boolean {
  return outcome === "policy" || outcome === "absent";
}
