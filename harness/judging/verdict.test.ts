import fc from "fast-check";
import { expect, test } from "vitest";
import { settleBlocks } from "./blocks.js";
import { catalogue } from "./catalogue.js";
import { requirementResults } from "./requirement-results.js";
import type { Capability, CaseResult, Finding, Verdict } from "./results.js";
import { type SummaryInput, summarise } from "./summary.js";
import { sampleCase, sampleFinding } from "./testing/samples.js";
import { caseVerdict, type Ending, type Part } from "./verdict.js";

const outcomes = fc.constantFrom("pass" as const, "fail" as const, "warn" as const, "inform" as const);
const findings = fc.array(
  outcomes.map((outcome) => sampleFinding({ outcome })),
  { maxLength: 6, size: "max" },
);
const parts = fc.array(
  fc.record<Part>({
    part: fc.constant("e-mail half"),
    kind: fc.constantFrom("inconclusive", "not applicable"),
    reason: fc.constant("because"),
  }),
  { maxLength: 3, size: "max" },
);
const ending = fc.option(
  fc.record<Ending>({
    kind: fc.constantFrom("inconclusive", "not applicable", "error"),
    reason: fc.constant("because"),
  }),
  { nil: undefined },
);
const proceedings = fc.record({ findings, parts, ending }).map(({ ending: ended, ...rest }) => ({
  ...rest,
  ...(ended === undefined ? {} : { ending: ended }),
}));

test("a case that emitted no check is an error of ours", () => {
  expect(caseVerdict({ findings: [], parts: [] })).toEqual({
    verdict: "error",
    reason: "The case ended without a single check",
  });
});

test("warnings and remarks leave a case passed", () => {
  const seen = [sampleFinding({ outcome: "warn" }), sampleFinding({ outcome: "inform" })];
  expect(caseVerdict({ findings: seen, parts: [] })).toEqual({ verdict: "pass" });
});

test("the e-mail half can fail although the SMS half could not be judged", () => {
  const part: Part = { part: "SMS half", kind: "inconclusive", reason: "sms.seed: feigned", blockedBy: "CAP-01" };
  expect(caseVerdict({ findings: [sampleFinding({ outcome: "fail" })], parts: [part] }).verdict).toBe("fail");
  expect(caseVerdict({ findings: [sampleFinding()], parts: [part] })).toEqual({
    verdict: "inconclusive",
    reason: "sms.seed: feigned",
    blockedBy: "CAP-01",
  });
});

test("a part that does not apply leaves the rest of the case judged", () => {
  const part: Part = { part: "hook", kind: "not applicable", reason: "no hook" };
  expect(caseVerdict({ findings: [sampleFinding()], parts: [part] }).verdict).toBe("pass");
  expect(caseVerdict({ findings: [], parts: [part] })).toEqual({ verdict: "not applicable", reason: "no hook" });
});

test("property: a failure is hidden by nothing but an error of ours", () => {
  fc.assert(
    fc.property(proceedings, (given) => {
      const { verdict } = caseVerdict({ ...given, findings: [...given.findings, sampleFinding({ outcome: "fail" })] });
      expect(verdict).toBe(given.ending?.kind === "error" ? "error" : "fail");
    }),
  );
});

test("property: a pass rests on at least one finding, on none that failed, and on every part", () => {
  fc.assert(
    fc.property(proceedings, (given) => {
      const { verdict, reason } = caseVerdict(given);
      if (verdict === "pass") {
        expect(given.findings.length).toBeGreaterThan(0);
        expect(given.findings.every(({ outcome }) => outcome !== "fail")).toBe(true);
        expect(given.parts.every(({ kind }) => kind === "not applicable")).toBe(true);
        expect(given.ending).toBeUndefined();
      }
      if (verdict !== "pass" && verdict !== "fail") expect(reason).toBeTruthy();
    }),
  );
});

const verdicts = fc.constantFrom<Verdict>("pass", "fail", "inconclusive", "not applicable", "error");
/** Cases whose findings agree with their verdict, as caseVerdict makes them. */
const cases = fc.array(
  verdicts.map((verdict) => sampleCase({ verdict, findings: findingsFor(verdict) })),
  { maxLength: 30, size: "max" },
);

function findingsFor(verdict: Verdict): Finding[] {
  return verdict === "fail" ? [sampleFinding({ outcome: "fail" })] : [];
}

function input(given: readonly CaseResult[], changes: Partial<SummaryInput> = {}): SummaryInput {
  return {
    cases: given,
    requirements: requirementResults(catalogue(), given, new Map()),
    profile: "seed",
    interrupted: false,
    selection: true,
    base: true,
    ...changes,
  };
}

const circumstances = fc.record({ interrupted: fc.boolean(), selection: fc.boolean(), base: fc.boolean() });

test("property: one more failure never makes the exit code 0", () => {
  fc.assert(
    fc.property(cases, circumstances, (given, changes) => {
      const worse = [...given, sampleCase({ verdict: "fail", findings: findingsFor("fail") })];
      expect(summarise(input(worse, changes)).exitCode).not.toBe(0);
    }),
  );
});

test("property: the exit code is the first of 4, 3 interrupted, 1, 3 incomplete, 0 that holds", () => {
  fc.assert(
    fc.property(cases, circumstances, (given, changes) => {
      const { exitCode, complete, conformant } = summarise(input(given, changes));
      const has = (verdict: Verdict) => given.some((one) => one.verdict === verdict);
      if (has("error")) expect(exitCode).toBe(4);
      else if (changes.interrupted) expect(exitCode).toBe(3);
      else if (has("fail")) expect(exitCode).toBe(1);
      else expect([0, 3]).toContain(exitCode);
      if (exitCode === 0) {
        expect(changes.base).toBe(true);
        expect(has("pass")).toBe(true);
      }
      expect(conformant).toBe(exitCode === 0 && complete);
    }),
  );
});

test("property: counts add up and the order of cases is nothing", () => {
  fc.assert(
    fc.property(cases, (given) => {
      const summary = summarise(input(given));
      expect(Object.values(summary.counts).reduce((sum, count) => sum + count, 0)).toBe(given.length);
      expect(Object.values(summary.requirements).reduce((sum, count) => sum + count, 0)).toBe(catalogue().rows.length);
      expect(summarise(input([...given].reverse())).exitCode).toBe(summary.exitCode);
    }),
  );
});

test("property: warnings and remarks never change the exit code", () => {
  fc.assert(
    fc.property(cases, circumstances, (given, changes) => {
      const noisy = given.map((one) => ({
        ...one,
        findings: [...one.findings, sampleFinding({ outcome: "warn" }), sampleFinding({ outcome: "inform" })],
      }));
      const quiet = input(given, changes);
      expect(summarise({ ...quiet, cases: noisy }).exitCode).toBe(summarise(quiet).exitCode);
    }),
  );
});

function many(count: number, verdict: Verdict): CaseResult[] {
  return Array.from({ length: count }, (_, index) => sampleCase({ id: `${verdict}-${index}`, verdict }));
}

test("a tenth of the applicable cases may be inconclusive, not more", () => {
  const excluded = many(100, "not applicable");
  expect(summarise(input([...many(9, "pass"), ...many(1, "inconclusive"), ...excluded])).exitCode).toBe(0);
  const summary = summarise(input([...many(8, "pass"), ...many(1, "inconclusive"), ...excluded]));
  expect(summary.exitCode).toBe(3);
  expect(summary.sentence).toBe("Incomplete, no verdict: 1 of 9 applicable cases could not be judged.");
});

test("a MUST that nothing judged makes a whole run incomplete, and is not asked of a selection", () => {
  const given = many(1, "pass");
  const whole = summarise(input(given, { selection: false }));
  expect(whole.exitCode).toBe(3);
  expect(whole.sentence).toContain("nothing judged ASMS-2.2-1");
  const selected = summarise(input(given, { selection: true }));
  expect(selected).toMatchObject({ exitCode: 0, conformant: false, complete: false });
});

test("a whole run that judged every MUST is conformant", () => {
  const musts = catalogue().rows.filter((row) => /^MUST/.test(row.level) && row.actor !== "client");
  const judged = sampleCase({ findings: musts.map(({ id }) => sampleFinding({ requirement: id })) });
  expect(summarise(input([judged], { selection: false }))).toMatchObject({
    exitCode: 0,
    conformant: true,
    complete: true,
    sentence: "Conformant with [MS-ASMS] in profile seed: no requirement broken.",
  });
});

test("a target that no device can use is never conformant", () => {
  expect(summarise(input(many(1, "pass"), { base: false })).exitCode).toBe(3);
  expect(summarise(input([], {})).exitCode).toBe(3);
});

test("every row gets a verdict or the reason why it has none", () => {
  const failed = sampleCase({ id: "err", findings: [sampleFinding({ outcome: "warn" }), sampleFinding()] });
  const stuck = sampleCase({ id: "opt", caseId: "opt", verdict: "inconclusive", reason: "no SMS" });
  const coverage = new Map([
    ["opt", ["ASMS-3.2.1-3"]],
    ["absent", ["ASMS-3.2.5.3-2"]],
  ]);
  const rows = new Map(requirementResults(catalogue(), [failed, stuck], coverage).map((row) => [row.id, row]));
  expect(rows.get("ASMS-3.2.5.1-5")).toMatchObject({ verdict: "warn", cases: ["err"] });
  expect(rows.get("ASMS-3.2.1-3")).toMatchObject({ verdict: "inconclusive", reason: "opt: no SMS" });
  expect(rows.get("ASMS-3.2.5.3-2")).toMatchObject({ verdict: "untested", reason: "left out of this run: absent" });
  const cut = new Map(
    requirementResults(catalogue(), [failed, stuck], coverage, new Set(["absent", "opt"])).map((row) => [row.id, row]),
  );
  expect(cut.get("ASMS-3.2.5.3-2")).toMatchObject({ verdict: "untested", reason: "not run: absent" });
  expect(cut.get("ASMS-3.2.1-3")).toEqual(rows.get("ASMS-3.2.1-3"));
  expect(rows.get("ASMS-2.1-2")?.verdict).toBe("untestable");
  expect(rows.get("ASMS-3.1.5.1-2")?.verdict).toBe("client");
  expect([...rows.values()].filter((row) => row.cases.length === 0 && row.reason === undefined)).toEqual([]);
});

test("a block that ends in no failure of the run is dropped", () => {
  const gate = sampleCase({ id: "seed-and-read[x=1]", caseId: "seed-and-read", scenario: "CAP-01", verdict: "fail" });
  const blocked = sampleCase({ id: "b", verdict: "inconclusive", reason: "no SMS", blockedBy: "seed-and-read" });
  const half = sampleCase({
    id: "h",
    verdict: "inconclusive",
    unjudged: [{ part: "SMS half", reason: "no SMS", blockedBy: "CAP-01" }],
  });
  const settled = settleBlocks([gate, blocked, half]);
  expect(settled[1]?.blockedBy).toBe("seed-and-read[x=1]");
  expect(settled[2]?.unjudged[0]?.blockedBy).toBe("seed-and-read[x=1]");
  expect(settleBlocks([{ ...gate, verdict: "pass" }, blocked])[1]?.blockedBy).toBeUndefined();
});

test("a failure blocks at its own version; at another one only where it does not pass", () => {
  const at = (protocolVersion: string, verdict: "fail" | "pass" | "inconclusive") =>
    sampleCase({
      id: `gate[protocol=${protocolVersion}]`,
      caseId: "gate",
      scenario: "CAP-01",
      protocolVersion,
      verdict,
    });
  const blocked = sampleCase({ verdict: "inconclusive", blockedBy: "gate", protocolVersion: "16.1" });
  const causeOf = (...gates: CaseResult[]) => settleBlocks([...gates, blocked]).at(-1)?.blockedBy;
  expect(causeOf(at("14.0", "fail"), at("16.1", "fail"))).toBe("gate[protocol=16.1]");
  expect(causeOf(at("14.0", "fail"), at("16.1", "inconclusive"))).toBe("gate[protocol=14.0]");
  expect(causeOf(at("14.0", "fail"), at("16.1", "pass"))).toBeUndefined();
});

test("where the named scenario found nothing wrong, the failure of what it rests on is the cause", () => {
  const gate = sampleCase({
    id: "seed-and-read-back",
    caseId: "seed-and-read-back",
    scenario: "CAP-01",
    verdict: "fail",
  });
  const both = sampleCase({
    id: "options-both-sets",
    caseId: "options-both-sets",
    scenario: "OPT-01",
    verdict: "pass",
  });
  const blocked = sampleCase({
    id: "b",
    verdict: "inconclusive",
    reason: "no SMS came",
    blockedBy: "options-both-sets",
  });
  expect(settleBlocks([gate, both, blocked])[2]?.blockedBy).toBe("seed-and-read-back");
  expect(settleBlocks([gate, { ...both, verdict: "fail" }, blocked])[2]?.blockedBy).toBe("options-both-sets");
  expect(settleBlocks([{ ...gate, verdict: "pass" }, both, blocked])[2]?.blockedBy).toBeUndefined();
});

test("of two judges the one that the run did not reach is named, whatever the other one saw", () => {
  const watched = sampleCase({ id: "watch", caseId: "watch", kind: "monitor" });
  const coverage = new Map(["watch", "absent", "unasked"].map((id) => [id, ["ASMS-3.2.5.3-2"]]));
  const rowOf = (cases: readonly CaseResult[], ...more: [ReadonlySet<string>, (readonly Capability[])?]) =>
    requirementResults(catalogue(), cases, coverage, ...more).find(({ id }) => id === "ASMS-3.2.5.3-2");
  const of = (planned: readonly string[]) => rowOf([watched], new Set(planned));
  expect(of(["watch", "absent"])).toMatchObject({ verdict: "untested", reason: "not run: absent" });
  const silent = "watch ran without judging it: nothing showed it";
  expect(of(["watch"])).toMatchObject({ verdict: "inconclusive", reason: silent });
  const reading = { name: "sms.read", value: "no", reason: "the Add of an SMS is refused", evidence: [] } as const;
  expect(rowOf([watched], new Set(["watch"]), [reading])?.reason).toBe(`${silent} (sms.read: ${reading.reason})`);
  const gate = sampleCase({ id: "seed-and-read-back", scenario: "CAP-01", verdict: "fail" });
  expect(rowOf([watched, gate], new Set())?.reason).toBe(`${silent} (seed-and-read-back failed)`);
  const broken = sampleCase({ id: "absent[x=1]", caseId: "absent", verdict: "fail" });
  expect(rowOf([broken, watched], new Set())?.reason).toBe(
    "absent[x=1], watch ran without judging it: absent[x=1] failed, and did not come to it",
  );
});

test("an interrupted run says how many cases it judged, and what had failed by then", () => {
  const monitor = sampleCase({ kind: "monitor" });
  const sentence = (given: readonly CaseResult[]) => summarise(input(given, { interrupted: true })).sentence;
  expect(sentence([monitor, monitor])).toBe("No verdict: the run was interrupted after 0 cases.");
  const failed = sampleCase({ verdict: "fail", findings: findingsFor("fail") });
  expect(sentence([monitor, failed])).toBe(
    "No verdict: the run was interrupted after 1 case; by then 1 of 1 server requirement failed.",
  );
  const { sentence: counted, planned } = summarise(input([monitor, sampleCase()], { interrupted: true, planned: 140 }));
  expect([counted, planned]).toEqual(["No verdict: the run was interrupted after 1 of 140 cases.", 140]);
});

test("of a selection the cases are counted, and not the monitors that watched it", () => {
  const given = [sampleCase(), sampleCase({ kind: "monitor" }), sampleCase({ kind: "monitor" })];
  expect(summarise(input(given)).sentence).toMatch(/^1 selected case passed; /);
});
