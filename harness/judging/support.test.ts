import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSyncRequest, buildSyncResponse, type Exchange, type ServerCommand } from "../eas/index.js";
import type { Element } from "../wbxml/index.js";
import type { Capability, CapabilityOutcome, CapabilityValue, CaseResult, Finding } from "./results.js";
import { type SupportInput, supportOf } from "./support.js";
import { sampleCase, sampleExchange, sampleFinding } from "./testing/samples.js";

function capability(name: string, value: CapabilityValue, outcome?: CapabilityOutcome): Capability {
  return { name, value, reason: "as seen", evidence: [], ...(outcome === undefined ? {} : { outcome }) };
}

function input(seed: CapabilityValue, outcome: CapabilityOutcome, changes: Partial<SupportInput> = {}): SupportInput {
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

/** Two gates that fail by the refusal itself, where SMS is claimed. */
const gates: readonly CaseResult[] = [
  { requirement: "ASMS-3.1.4.1.2-1", ruling: "Q43.refused" },
  { requirement: "ASMS-2.2.2.2.1-2" },
].map((parts) => sampleCase({ verdict: "fail", findings: [sampleFinding({ ...parts, outcome: "fail" })] }));

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
    const { class: kind, sentence } = supportOf(input("no", "refused", { cases: gates, exitCode: 1 }));
    expect(kind).toBe("declined cleanly");
    expect(sentence).toBe("SMS is not offered: the target refuses it, says so, and nothing is harmed.");
    expect(supportOf(input("no", "policy")).sentence).toMatch(/policy/);
  });

  it("is a harmful one where who asked is turned away for good, so that nothing more could be asked", () => {
    const asked = smsAdd("an SMS of five words");
    const closed = sampleFinding({ outcome: "fail", ruling: "Q64.account", exchanges: [asked.id] });
    const { capabilities } = input("yes", "environment");
    const all = [
      ...capabilities.filter(({ name }) => name !== "sms.read"),
      capability("sms.read", "unknown", "environment"),
      capability("sms.options", "no", "refused"),
    ];
    const cases = [sampleCase({ verdict: "fail", findings: [closed] })];
    const found = supportOf(input("no", "refused", { capabilities: all, cases, exchanges: [asked], exitCode: 1 }));
    expect(found.class).toBe("declined harmfully");
    expect(found.sentence).toBe("SMS is refused, and users are harmed: account unusable.");
  });

  it("is no clean refusal where something about SMS is wrong beside it, and never harmless where anything is", () => {
    const asked = smsAdd("an SMS of five words");
    const wrong = sampleCase({
      verdict: "fail",
      findings: [sampleFinding({ outcome: "fail", ruling: "Q44.no-email", exchanges: [asked.id] })],
    });
    const of = (options: CapabilityValue, cases: readonly CaseResult[]) => {
      const { capabilities } = input("no", "refused");
      const all = [...capabilities, capability("sms.options", options)];
      return supportOf(input("no", "refused", { capabilities: all, cases, exchanges: [asked], exitCode: 1 }));
    };
    expect(of("no", [...gates, wrong])).toMatchObject({
      class: "declined harmfully",
      sentence: "SMS is refused, and not cleanly: what asks for it goes wrong in 1 case.",
    });
    expect(of("yes", [wrong])).toMatchObject({
      class: "offered and wrong",
      sentence: "What asks for SMS is taken, every SMS that is added is refused, and it is wrong in 1 case.",
    });
    const elsewhere = { ...wrong, findings: [sampleFinding({ outcome: "fail", exchanges: ["other"] })] };
    expect(of("no", [...gates, elsewhere])).toMatchObject({
      class: "declined cleanly",
      sentence: "SMS is not offered: the target refuses it and says so; apart from SMS, it is wrong in 1 case.",
    });
    for (const cases of [[wrong], [elsewhere], [...gates, wrong, elsewhere]])
      expect(of("no", cases).sentence).not.toMatch(/nothing is harmed/);
  });

  it("names what becomes of an SMS that is not refused", () => {
    expect(supportOf(input("broken", "feigned")).sentence).toMatch(
      /users are harmed: an SMS is accepted and never seen again/,
    );
    expect(supportOf(input("broken", "swallowed")).harms.map(({ kind }) => kind)).toEqual([]);
    expect(supportOf(input("broken", "disguised")).sentence).toMatch(
      /does not work, and users are harmed: an SMS is accepted but filed as something else/,
    );
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

  it("never declines harmfully without a word on what the harm is", () => {
    const only = [capability("base", "yes"), capability("sms.seed", "yes", "broken"), capability("sms.read", "broken")];
    expect(supportOf(input("yes", "works", { capabilities: only })).sentence).toBe(
      "SMS does not work, and users are harmed: an SMS that is stored does not reach a device that asks for it.",
    );
  });

  it.each<[CapabilityOutcome, RegExp]>([
    ["broken", /a request that would bring a device its SMS is not answered/],
    ["disguised", /an SMS that is stored is given to a device as something else/],
    ["swallowed", /an SMS that is stored does not reach a device/],
  ])("says of an SMS that a hook put in what became of it: %s", (outcome, words) => {
    const read = { ...capability("sms.read", "broken"), outcome };
    const capabilities = [capability("base", "yes"), capability("sms.seed", "yes", "broken"), read];
    expect(supportOf(input("yes", "works", { capabilities })).sentence).toMatch(words);
  });

  it("counts servers of different addresses as different, though their users have the same name", () => {
    const at = (id: string, port: number, device: string, status: number) =>
      sampleExchange(id, {
        partnership: { user: "user1", deviceId: device, deviceType: "P" },
        request: { ...smsAdd("an SMS of five words").request, url: `http://127.0.0.1:${port}/` },
        response: { status, reason: "", headers: [], body: new Uint8Array(), faults: [] },
      });
    const dead = Array.from({ length: 8 }, (_, index) => at(`d/${index}`, 1, `D${index % 2}`, 500));
    const exchanges = [at("a", 1, "D1", 200), ...dead, at("b", 2, "D1", 200)];
    const { harms } = supportOf(input("broken", "broken", { cases: [failed], exchanges }));
    expect(harms.map(({ kind }) => kind)).toEqual(["account unusable"]);
  });
});

describe("harm", () => {
  const telling = "an SMS of five words";

  it("is an SMS that comes back as mail, and no e-mail that happens to have the same text", () => {
    const all = [smsAdd(telling), comesBack("mail", telling)];
    const accused = sampleCase({
      verdict: "fail",
      findings: [sampleFinding({ outcome: "fail" })],
      exchanges: all.map(({ id }) => id),
    });
    const kinds = (exchanges: readonly Exchange[]) =>
      supportOf(input("yes", "works", { cases: [accused], exchanges })).harms.map(({ kind }) => kind);
    expect(kinds(all)).toEqual(["filed as mail"]);
    expect(kinds([smsAdd("0123456789"), comesBack("mail", "0123456789")])).toEqual([]);
    expect(kinds([smsAdd(telling, "wrong on purpose"), comesBack("mail", telling)])).toEqual([]);
  });

  it("is none in a run in which nothing failed, whatever stands on the wire, and never more for fewer failures", () => {
    const exchanges = [smsAdd(telling), comesBack("mail", telling)];
    const rulings = fc.constantFrom("Q42.stored", "Q42.as-sms", undefined);
    const finding = fc
      .record({
        outcome: fc.constantFrom<Finding["outcome"]>("pass", "fail", "warn", "inform"),
        requirement: fc.constantFrom("ASMS-4.1-1", "ASMS-3.1.4.1.2-1"),
        exchanges: fc.subarray(["add", "mail"], { minLength: 1 }),
        ruling: rulings,
      })
      .map(({ ruling, ...rest }) => sampleFinding({ ...rest, ...(ruling === undefined ? {} : { ruling }) }));
    const wording = fc.constantFrom("feigned: gone", "the device was never sent 3 e-mails", "");
    const harmsOf = (findings: readonly Finding[]) => {
      const one = sampleCase({ scenario: "OPT-01", findings, exchanges: ["add", "mail"] });
      return supportOf(input("yes", "works", { cases: [one], exchanges })).harms.map(({ kind }) => kind);
    };
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 6 }), wording, (findings, seen) => {
        const all = harmsOf(findings);
        const mild = findings.filter(({ outcome }) => outcome !== "fail");
        expect(harmsOf(mild)).toEqual([]);
        expect(all.length > 0).toBe(mild.length < findings.length);
        for (const kind of harmsOf(findings.slice(1))) expect(all).toContain(kind);
        expect(harmsOf(findings.map((each) => ({ ...each, seen })))).toEqual(all);
      }),
    );
  });
});

function smsAdd(text: string, deliberate?: string): Exchange {
  const item = { to: "a", from: "b", body: { type: "1", data: text } };
  const commands = [{ kind: "Add" as const, class: "SMS", clientId: "c1", item }];
  const collections = [{ syncKey: "1", collectionId: "5", commands }];
  return said("add", buildSyncRequest({ collections }, "14.1"), [], deliberate);
}

function comesBack(id: string, text: string): Exchange {
  const item = { subject: "s", body: { type: "1", data: text } };
  const asked = buildSyncRequest({ collections: [{ syncKey: "1", collectionId: "5" }] }, "14.1");
  return said(id, asked, [{ kind: "Add", serverId: "5:1", item }]);
}

function said(id: string, asked: Element, commands: readonly ServerCommand[], deliberate?: string): Exchange {
  const answer = buildSyncResponse(
    { collections: [{ syncKey: "2", collectionId: "5", status: "1", commands, responses: [], moreAvailable: false }] },
    "14.1",
  );
  const { request, response, ...rest } = sampleExchange(id);
  if (response === undefined) throw new Error("The sample has an answer");
  return {
    ...rest,
    request: { ...request, document: asked },
    response: { ...response, document: answer },
    ...(deliberate === undefined ? {} : { deliberate }),
  };
}
