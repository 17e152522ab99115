import { describe, expect, it } from "vitest";
import type { Capability } from "../../judging/results.js";
import { capabilityNames, consequence, gateFor } from "./consequence.js";

function capability(name: string, value: Capability["value"], outcome?: Capability["outcome"]): Capability {
  const plain = { name, value, reason: "was seen", evidence: ["probe/A/3"] };
  return outcome === undefined ? plain : { ...plain, outcome };
}

describe("what a capability leads to", () => {
  it("runs everything where all is there, whatever is claimed", () => {
    for (const name of capabilityNames) {
      for (const claims of ["asms", "none"] as const) {
        expect(consequence(capability(name, "yes"), claims)).toEqual({ kind: "run" });
      }
    }
  });

  it("blocks behind the gate what was promised and refused", () => {
    expect(consequence(capability("sms.seed", "no", "refused"), "asms")).toMatchObject({
      kind: "blocked",
      gate: "CAP-01",
    });
    expect(consequence(capability("sms.options", "no"), "asms")).toMatchObject({ kind: "blocked", gate: "OPT-02" });
    expect(consequence(capability("base", "no"), "asms")).toMatchObject({ kind: "blocked", gate: "CAP-02" });
    expect(consequence(capability("estimate", "no"), "asms")).toMatchObject({ kind: "blocked", gate: "EST-01" });
    expect(consequence(capability("settings", "no"), "asms")).toMatchObject({ kind: "blocked", gate: "SET-01" });
    expect(consequence(capability("folder.outbox", "no"), "asms")).toMatchObject({ kind: "blocked", gate: "OUT-01" });
  });

  it("takes an honest refusal as not applicable where nothing was promised, with the evidence", () => {
    expect(consequence(capability("sms.seed", "no", "refused"), "none")).toEqual({
      kind: "not applicable",
      reason: "sms.seed: was seen",
      evidence: ["probe/A/3"],
    });
  });

  it("blocks what is worse than a refusal even where nothing was promised", () => {
    for (const outcome of ["feigned", "swallowed", "disguised", "broken"] as const) {
      expect(consequence(capability("sms.seed", "broken", outcome), "none")).toMatchObject({ kind: "blocked" });
    }
  });

  it("excuses what the policy forbids and folders that are not there", () => {
    expect(consequence(capability("sms.seed", "no", "policy"), "asms")).toMatchObject({ kind: "not applicable" });
    expect(consequence(capability("folder.outbox", "no", "absent"), "asms")).toMatchObject({ kind: "not applicable" });
    expect(consequence(capability("folder.nonmail", "no", "absent"), "asms")).toMatchObject({ kind: "not applicable" });
  });

  it("cannot judge where the harness could not look, or could not set the stage", () => {
    expect(consequence(capability("sms.seed", "unknown"), "asms")).toMatchObject({ kind: "inconclusive" });
    for (const name of ["email.seed", "sms.backdate", "email.backdate", "clock", "device2"]) {
      expect(consequence(capability(name, "no"), "asms")).toMatchObject({ kind: "inconclusive" });
    }
  });

  it("blocks old SMS behind the gate of SMS, where there are none at all", () => {
    const old = capability("sms.backdate", "broken", "feigned");
    expect(consequence(old, "asms")).toMatchObject({ kind: "blocked", gate: "CAP-01" });
    expect(consequence(capability("sms.backdate", "no", "refused"), "none")).toMatchObject({ kind: "not applicable" });
  });

  it("lets everything run without what only says how to look", () => {
    for (const name of ["identity.from", "retry.dedupe", "settleMs"]) {
      expect(consequence(capability(name, "no"), "asms")).toEqual({ kind: "run" });
    }
  });

  it("knows no others", () => {
    expect(() => consequence(capability("telepathy", "yes"), "asms")).toThrow(
      /"telepathy" is no capability; known are base/,
    );
    expect(gateFor("telepathy")).toBeUndefined();
    expect(gateFor("hang")).toBeUndefined();
  });
});
