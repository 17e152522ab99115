import { describe, expect, it } from "vitest";
import type { Capability } from "../judging/results.js";
import { type GateKeeping, obstacle } from "./gates.js";

function keeping(capabilities: readonly Capability[], claims: "asms" | "none" = "asms"): GateKeeping {
  return {
    capabilities,
    claims,
    caseOfScenario: (scenario) => (scenario === "CAP-01" ? "seed-and-read-back" : undefined),
  };
}

function capability(name: string, value: Capability["value"], outcome?: Capability["outcome"]): Capability {
  const plain = { name, value, reason: "as seen", evidence: ["probe/A/3"] };
  return outcome === undefined ? plain : { ...plain, outcome };
}

const noOutbox = capability("folder.outbox", "no", "absent");
const feigned = capability("sms.seed", "broken", "feigned");

describe("what stands in the way of a case", () => {
  it("is nothing when all its needs are there", () => {
    const all = keeping([capability("base", "yes"), capability("sms.seed", "yes")]);
    expect(obstacle(["base", "sms.seed"], all, "OPT-01")).toBeUndefined();
    expect(obstacle([], all, "OPT-01")).toBeUndefined();
  });

  it("names the case whose failure is the cause, or its scenario where there is no such case", () => {
    expect(obstacle(["sms.seed"], keeping([feigned]), "OPT-01")).toEqual({
      kind: "inconclusive",
      reason: "sms.seed: as seen",
      blockedBy: "seed-and-read-back",
    });
    const noEstimate = capability("estimate", "no");
    expect(obstacle(["estimate"], keeping([noEstimate]), "EST-02")).toMatchObject({ blockedBy: "EST-01" });
  });

  it("is not the failure that the case itself is there to carry", () => {
    expect(obstacle(["sms.seed"], keeping([feigned]), "CAP-01")).toBeUndefined();
  });

  it("is not the failure that the case itself is there to carry, be it one of several of its scenario", () => {
    const without = keeping([capability("estimate", "yes"), capability("estimate.sms", "broken", "broken")]);
    expect(obstacle(["estimate.sms"], without, "EST-02", "estimate-sms-set-alone")).toBeUndefined();
    expect(obstacle(["estimate.sms"], without, "EST-02", "class-in-options")).toMatchObject({
      blockedBy: "estimate-sms-set-alone",
    });
  });

  it("is lawful even for the case of the gate, where nothing was promised or the thing is not there", () => {
    const refused = capability("sms.seed", "no", "refused");
    expect(obstacle(["sms.seed"], keeping([refused], "none"), "CAP-01")).toMatchObject({ kind: "not applicable" });
    expect(obstacle(["folder.outbox"], keeping([noOutbox]), "OUT-01")).toMatchObject({ kind: "not applicable" });
  });

  it("is what lawfully is not there, before what is blocked", () => {
    const both = keeping([feigned, noOutbox]);
    for (const needs of [
      ["sms.seed", "folder.outbox"],
      ["folder.outbox", "sms.seed"],
    ]) {
      expect(obstacle(needs, both, "OUT-03")).toEqual({
        kind: "not applicable",
        reason: "folder.outbox: as seen (seen in probe/A/3)",
      });
    }
  });

  it("is that it was not looked for", () => {
    expect(obstacle(["clock"], keeping([]), "OPT-01")).toEqual({
      kind: "inconclusive",
      reason: "clock: was not looked for",
    });
    expect(() => obstacle(["telepathy"], keeping([]), "OPT-01")).toThrow(/no capability/);
  });
});
