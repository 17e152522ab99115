import type { Capability } from "../../judging/results.js";
import type { TargetHooks } from "../case.js";
import { type Rung, rungOf } from "./rungs.js";

/** Why something cannot be seeded, and the scenario whose failure is the cause. */
export interface NoWay {
  readonly by: "nothing";
  readonly reason: string;
  readonly blockedBy?: string;
}

/** How SMS and e-mail get into the mailbox of a case: what the probe found to work. */
export interface SeedingPlan {
  readonly sms: { readonly by: "protocol" } | { readonly by: "hook" } | NoWay;
  readonly email: { readonly by: "protocol" } | { readonly by: "hook" } | NoWay;
  /** Old SMS: the server keeps the date that the operator's hook gives, not the one that a device gives. */
  readonly oldSmsByHook: boolean;
  /** The rung that a device's Add needs; the first one where none was found. */
  readonly rung: Rung;
  /** Longest time that an e-mail took to arrive, ms. */
  readonly mailMs: number;
  /** Does the number in From survive? Else every text gets a marker. */
  readonly fromSurvives: boolean;
}

/** Time that an e-mail may take where the probe measured none. */
const unmeasuredMailMs = 30_000;

/** What follows from the probe's findings and the hooks at hand. Without findings the first rung is taken on trust. */
export function seedingPlan(capabilities: readonly Capability[], hooks: TargetHooks): SeedingPlan {
  const named = (name: string): Capability | undefined => capabilities.find((one) => one.name === name);
  const mail = named("email.seed");
  return {
    sms: smsWay(named("sms.seed"), hooks),
    email: emailWay(mail, hooks),
    oldSmsByHook: named("sms.backdate")?.outcome === "hook" && hooks.deliverSms !== undefined,
    rung: rungOf(named("sms.seed")?.rung),
    mailMs: mail?.measured ?? unmeasuredMailMs,
    fromSurvives: (named("identity.from")?.value ?? "yes") === "yes",
  };
}

function smsWay(seed: Capability | undefined, hooks: TargetHooks): SeedingPlan["sms"] {
  if (seed === undefined) return { by: "protocol" };
  if (seed.value === "yes") {
    // Without a rung it was the operator's hook that worked, not the Add of a device.
    return { by: seed.rung === undefined && hooks.deliverSms !== undefined ? "hook" : "protocol" };
  }
  const reason = `no SMS can be put into the mailbox: ${seed.reason}`;
  return seed.value === "unknown" ? { by: "nothing", reason } : { by: "nothing", reason, blockedBy: "CAP-01" };
}

function emailWay(seed: Capability | undefined, hooks: TargetHooks): SeedingPlan["email"] {
  if (seed !== undefined && seed.value !== "yes") {
    return { by: "nothing", reason: `no e-mail can be put into the mailbox: ${seed.reason}` };
  }
  return { by: hooks.deliverEmail === undefined ? "protocol" : "hook" };
}
