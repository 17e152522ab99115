import { expect, it } from "vitest";
import type {
  Capability,
  CapabilityValue,
  CaseResult,
  Counterexample,
  Finding,
  NormativeLevel,
  Profile,
  RequirementResult,
  RunResults,
  Tolerance,
  Verdict,
} from "../harness/judging/results.js";
import { validateResults } from "./results-schema.js";
import { definitions, isNode, resolved, schema, walk } from "./testing/schema-walk.js";

// The type and the schema are two texts. These tests hold them equal: the compiler sees to it that `full` has every field of
// the type and that `bare` has only what the type demands; the schema must know exactly these.

type Whole<T> = T extends readonly (infer I)[]
  ? readonly Whole<I>[]
  : T extends object
    ? { readonly [K in keyof T]-?: Whole<NonNullable<T[K]>> }
    : T;

const finding: Whole<Finding> = {
  requirement: "ASMS-3.2.5.1-5",
  outcome: "fail",
  expected: "Status 4",
  seen: "Status 1",
  ruling: "Q1.place",
  exchanges: ["sync-three-options/A/2"],
  mark: {
    exchange: "sync-three-options/A/2",
    side: "response",
    start: 42,
    end: 47,
    path: "Sync/Collections/Collection/Status",
    of: 3,
  },
  remark: "a remark",
  count: 1,
  counterexample: "missing-soft-delete",
};

const counterexample: Whole<Counterexample> = {
  seed: 1,
  path: "3:0:1",
  replayPath: "AAAB:C",
  kind: "missing-soft-delete",
  replay: "asms run --suite model",
  unfinished: "the budget ran out",
  repeat: "Tried once more, it failed in the same way.",
  steps: [
    { actor: "device A", words: "Sync", outcome: "Status 1", exchanges: ["sync-three-options/A/2"], failed: true },
  ],
};

const judged: Whole<CaseResult> = {
  id: "sync-three-options[order=sms-first]",
  caseId: "sync-three-options",
  scenario: "ERR-01",
  kind: "case",
  purpose: "A Sync with three Options is refused",
  section: "3.2.5.1",
  axes: { order: "sms-first" },
  verdict: "inconclusive",
  reason: "no SMS could be stored",
  blockedBy: "sms-round-trip",
  unjudged: [{ part: "the SMS half", reason: "no SMS could be stored", blockedBy: "sms-round-trip" }],
  findings: [finding],
  protocolVersion: "14.1",
  startedAt: "2026-11-22T20:03:12.000Z",
  durationMs: 1.5,
  replay: "asms run --case sync-three-options",
  exchanges: ["sync-three-options/A/2"],
  exploration: {
    seed: 1,
    runs: 20,
    requests: 411,
    shrinks: 7,
    endedBy: "counterexample",
    distribution: [{ of: "commands", counts: { Sync: 120 } }],
    notes: ["Every SMS was an hour old: sms.backdate is no: the server sets the date."],
    counterexample,
    further: [counterexample],
    examples: [{ file: "histories.json", outcome: "passes", reason: "it does not show any more" }],
  },
};

const capability: Whole<Capability> = {
  name: "sms.seed",
  value: "yes",
  reason: "rung 1 works",
  outcome: "works",
  rung: 1,
  measured: 1800,
  evidence: ["probe/B/3"],
};

const requirement: Whole<RequirementResult> = {
  id: "ASMS-3.2.5.1-5",
  section: "3.2.5.1",
  level: "MUST",
  actor: "server",
  summary: "More than two Options: Status 4.",
  verdict: "untested",
  reason: "no case looked at it",
  cases: ["sync-three-options"],
};

const full: Whole<RunResults> = {
  schemaVersion: "1.0",
  tool: { name: "asms-conformance", version: "0.1.0" },
  target: {
    name: "mutant M-sd-hard",
    url: "http://127.0.0.1:1/",
    embedded: true,
    mutant: "M-sd-hard",
    variants: [{ id: "M-sd-hard", summary: "Items are removed with Delete" }],
    server: "asms 14.1",
    protocolVersions: ["14.1"],
    commands: ["Sync"],
  },
  profile: "seed",
  tolerance: "strict",
  claims: "asms",
  protocolVersion: "14.1",
  startedAt: "2026-11-22T20:01:12.345Z",
  durationMs: 192_400,
  configuration: { nested: { anything: [1, null, "x"] } },
  capabilities: [capability],
  cases: [judged],
  requirements: [requirement],
  shard: { index: 1, total: 2 },
  baseline: {
    file: "baseline.json",
    known: 1,
    entries: [{ case: "outbox-round", requirement: "ASMS-3.1.5.1-3", verdict: "fail", reason: "a bug" }],
    unexpected: [{ case: "sync-three-options", requirement: "ASMS-3.2.5.1-5", verdict: "fail" }],
    stale: [{ case: "baseline", requirement: "ASMS-2.1-1", verdict: "fail", reason: "a bug", now: "pass" }],
  },
  support: {
    class: "offered and wrong",
    sentence: "SMS is offered, and 1 rule is broken.",
    harms: [
      {
        kind: "filed as mail",
        sentence: "An SMS shows up among the e-mails.",
        cases: ["sync-three-options"],
        exchanges: ["sync-three-options/A/2"],
      },
    ],
  },
  ownTraffic: [{ monitor: "CLI-SCHEMA", requirement: "ASMS-3.1.1-1", seen: 9, departures: 0 }],
  summary: {
    conformant: false,
    exitCode: 1,
    sentence: "Not conformant.",
    complete: true,
    counts: { pass: 0, fail: 0, inconclusive: 1, "not applicable": 0, error: 0 },
    findings: { pass: 0, fail: 1, warn: 0, inform: 0 },
    requirements: { untested: 1 },
    interrupted: false,
    planned: 1,
  },
};

const optional = [
  "baseline",
  "baseline.entries",
  "baseline.entries[].requirement",
  "baseline.stale[].requirement",
  "baseline.unexpected[].requirement",
  "capabilities[].measured",
  "capabilities[].outcome",
  "capabilities[].rung",
  "cases[].blockedBy",
  "cases[].exploration",
  "cases[].exploration.counterexample",
  "cases[].exploration.counterexample.kind",
  "cases[].exploration.counterexample.repeat",
  "cases[].exploration.counterexample.replay",
  "cases[].exploration.counterexample.replayPath",
  "cases[].exploration.counterexample.steps[].failed",
  "cases[].exploration.counterexample.unfinished",
  "cases[].exploration.examples",
  "cases[].exploration.further",
  "cases[].exploration.further[].kind",
  "cases[].exploration.further[].repeat",
  "cases[].exploration.further[].replay",
  "cases[].exploration.further[].replayPath",
  "cases[].exploration.further[].steps[].failed",
  "cases[].exploration.further[].unfinished",
  "cases[].exploration.notes",
  "cases[].findings[].counterexample",
  "cases[].findings[].mark",
  "cases[].findings[].mark.of",
  "cases[].findings[].remark",
  "cases[].findings[].ruling",
  "cases[].reason",
  "cases[].unjudged[].blockedBy",
  "ownTraffic",
  "requirements[].reason",
  "shard",
  "summary.planned",
  "support",
  "target.mutant",
  "target.server",
  "target.variants",
];

function bareResults(): RunResults {
  const { ruling: _ruling, mark: _mark, remark: _remark, counterexample: _found, ...bareFinding } = finding;
  const { reason: _reason, blockedBy: _blockedBy, exploration: _exploration, ...bareCase } = judged;
  const { outcome: _outcome, rung: _rung, measured: _measured, ...bareCapability } = capability;
  const { reason: _why, ...bareRequirement } = requirement;
  const { mutant: _mutant, server: _server, ...bareTarget } = full.target;
  const { shard: _shard, baseline: _baseline, support: _support, ...bareRun } = full;
  return {
    ...bareRun,
    target: bareTarget,
    capabilities: [bareCapability],
    cases: [{ ...bareCase, findings: [bareFinding], unjudged: [{ part: "a", reason: "b" }] }],
    requirements: [bareRequirement],
  };
}

it("knows every field of the type, and the type every field of the schema", () => {
  expect(validateResults(JSON.parse(JSON.stringify(full)))).toEqual(full);
  const seen: string[] = [];
  walk(full, schema, (path, value, node) => {
    seen.push(path);
    expect(node.additionalProperties, path).toBe(false);
    expect(Object.keys(value).sort(), path).toEqual(Object.keys(isNode(node.properties) ? node.properties : {}).sort());
  });
  expect(seen).toContain("cases[].findings[].mark");
});

it("demands exactly what the type demands", () => {
  const bare = bareResults();
  expect(validateResults(JSON.parse(JSON.stringify(bare)))).toEqual(bare);
  const lenient: string[] = [];
  walk(full, schema, (path, value, node) => {
    const required = Array.isArray(node.required) ? node.required : [];
    for (const name of Object.keys(value)) {
      if (!required.includes(name)) lenient.push(path === "" ? name : `${path}.${name}`);
    }
  });
  expect(lenient.sort()).toEqual(optional);
});

it("allows exactly the words of the type", () => {
  const words = <K extends string>(all: Record<K, true>) => Object.keys(all).sort();
  const enumOf = (definition: string, property?: string) => {
    const node = resolved(definitions[definition]);
    const inner = property === undefined ? node : resolved(isNode(node.properties) ? node.properties[property] : {});
    return Array.isArray(inner.enum) ? [...inner.enum].sort() : inner;
  };
  expect(enumOf("verdict")).toEqual(
    words<Verdict>({ pass: true, fail: true, inconclusive: true, "not applicable": true, error: true }),
  );
  expect(enumOf("outcome")).toEqual(words<Finding["outcome"]>({ pass: true, fail: true, warn: true, inform: true }));
  expect(enumOf("level")).toEqual(
    words<NormativeLevel>({ MUST: true, "MUST NOT": true, SHOULD: true, STATEMENT: true }),
  );
  expect(enumOf("profile")).toEqual(words<Profile>({ seed: true, current: true }));
  expect(enumOf("tolerance")).toEqual(words<Tolerance>({ strict: true, field: true }));
  expect(enumOf("capability", "value")).toEqual(
    words<CapabilityValue>({ yes: true, no: true, broken: true, unknown: true }),
  );
  expect(enumOf("requirement", "actor")).toEqual(
    words<RequirementResult["actor"]>({ server: true, client: true, both: true }),
  );
  expect(enumOf("requirement", "verdict")).toEqual(
    words<RequirementResult["verdict"]>({
      pass: true,
      fail: true,
      warn: true,
      inform: true,
      inconclusive: true,
      "not applicable": true,
      untested: true,
      untestable: true,
      client: true,
    }),
  );
  expect(enumOf("case", "kind")).toEqual(words<CaseResult["kind"]>({ case: true, monitor: true }));
});

it("describes every field", () => {
  const bare: string[] = [];
  walk(full, schema, (path, _value, node) => {
    for (const [name, inner] of Object.entries(isNode(node.properties) ? node.properties : {})) {
      const described = isNode(inner) && typeof inner.description === "string" ? inner : resolved(inner);
      if (typeof described.description !== "string") bare.push(`${path}.${name}`);
    }
  });
  expect(bare).toEqual([]);
});
