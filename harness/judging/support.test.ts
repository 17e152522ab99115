import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Capability, CapabilityValue, CaseResult } from "./results.js";
import { type SupportInput, supportOf } from "./support.js";
import { sampleCase, sampleExchange, sampleFinding } from "./testing/samples.js";

function capability(name: string, value: CapabilityValue, outcome?: string): Capability {
  return { name, value, reason: "as seen", evidence: [], ...(outcome === undefined ? {} : { outcome }) };
}

function input(seed: CapabilityValue, outcome: string, changes: Partial<SupportInput> = {}): SupportInput {
  const names = ["sms.seed", "sms.read"].map((name) => capability(name, seed, outcome));
  return {
    cases: [],
    capabilities: [capability("base", "yes"), ...names],
    exchanges: [],
    partial: false,
    exitCode: 0,
    ...changes,
  };
}

const failed: CaseResult = sampleCase({ verdict: "fail", findings: [sampleFinding({ outcome: "fail" })] });

describe("what a target makes of SMS", () => {
  it("is conformant only where it is given, nothing failed and the run is complete", () => {
    expect(supportOf(input("yes", "works")).class).toBe("conformant");
    expect(supportOf(input("yes", "works", { cases: [failed] })).class).toBe("offered and wrong");
    expect(supportOf(input("yes", "works", { exitCode: 3 })).class).toBe("not judged");
    expect(supportOf(input("yes", "works", { partial: true })).class).toBe("not judged");
    expect(supportOf(input("unknown", "environment")).class).toBe("not judged");
  });

  it("is a clean refusal also where SMS was claimed, and the gates fail", () => {
    const { class: kind, sentence } = supportOf(input("no", "refused", { cases: [failed], exitCode: 1 }));
    expect(kind).toBe("declined cleanly");
    expect(sentence).toBe("SMS is not offered: the target refuses it, says so, and nothing is harmed.");
    expect(supportOf(input("no", "policy")).sentence).toMatch(/policy/);
  });

  it("names what becomes of an SMS that is not refused", () => {
    expect(supportOf(input("broken", "feigned")).sentence).toMatch(/accepted and thrown away \(feigned\)/);
    expect(supportOf(input("broken", "swallowed")).harms.map(({ kind }) => kind)).toEqual([]);
    expect(supportOf(input("broken", "disguised")).sentence).toMatch(/filed as something else \(disguised\)/);
  });

  it("is not clean once the account answers nothing any more", () => {
    const about = (id: string, device: string, status: number) =>
      sampleExchange(id, {
        partnership: { user: "alice", deviceId: device, deviceType: "P" },
        response: { status, reason: "", headers: [], body: new Uint8Array(), faults: [] },
      });
    const dead = Array.from({ length: 8 }, (_, index) => about(`x/${index}`, `D${index % 2}`, 500));
    // Nothing in it has to do with SMS: the account is dead, and SMS is not to blame.
    const { harms } = supportOf(input("no", "refused", { exchanges: [about("x/a", "D1", 200), ...dead] }));
    expect(harms).toEqual([]);
  });

  it("always comes in one sentence, and declines harmfully only with a word on the harm", () => {
    const values = fc.constantFrom<CapabilityValue>("yes", "no", "broken", "unknown");
    const outcomes = fc.constantFrom("works", "feigned", "swallowed", "disguised", "broken", "refused", "policy");
    fc.assert(
      fc.property(values, outcomes, fc.boolean(), fc.constantFrom(0, 1, 3), (value, outcome, partial, exitCode) => {
        const { class: kind, sentence } = supportOf(input(value, outcome, { partial, exitCode }));
        expect(sentence).toMatch(/^[A-Z].*\.$/);
        expect(kind === "conformant").toBe(!partial && value === "yes" && exitCode === 0);
        if (value === "broken" && !partial) expect(kind).toBe("declined harmfully");
      }),
    );
  });
});
