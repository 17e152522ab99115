import fc from "fast-check";
import { expect, test } from "vitest";
import type { Exchange } from "../eas/index.js";
import { decode, element, encode } from "../wbxml/index.js";
import { catalogue } from "./catalogue.js";
import { type CheckSetup, createCheck, EvidenceCancelled, JudgingError, TargetUnavailable } from "./check.js";
import type { Finding } from "./results.js";
import { rulings } from "./rulings.js";
import { sampleExchange } from "./testing/samples.js";

const exchange = sampleExchange("a/A/1");
const held = { holds: true, expected: "Status 4", seen: "Status 4" };
const missed = { holds: false, expected: "Status 4", seen: "Status 1" };

function door(changes: Partial<CheckSetup> = {}) {
  const findings: Finding[] = [];
  const check = createCheck({
    catalogue: catalogue(),
    rulings: rulings(),
    profile: "seed",
    protocolVersion: "14.1",
    owner: "Case sample",
    declared: ["ASMS-3.2.5.1-5", "ASMS-3.2.5.1-6", "ASMS-3.2.5.3-1", "ASMS-2.1-2", "ASMS-4.3-3"],
    recorded: (one: Exchange) => one === exchange,
    record: (finding) => findings.push(finding),
    ...changes,
  });
  return { check, findings };
}

test("what holds is a pass, whatever the level", () => {
  const { check, findings } = door();
  check("ASMS-3.2.5.1-5", held, exchange);
  check("ASMS-4.3-3", held, { exchange });
  expect(findings.map(({ outcome }) => outcome)).toEqual(["pass", "pass"]);
  expect(findings[0]?.exchanges).toEqual(["a/A/1"]);
});

test("what is missed weighs what the row says", () => {
  const { check, findings } = door();
  check("ASMS-3.2.5.1-5", missed, exchange);
  check("ASMS-4.3-3", missed, exchange);
  expect(findings.map(({ outcome }) => outcome)).toEqual(["fail", "warn"]);
});

test("a clause replaces the level of the row, by profile and version", () => {
  const judged = (profile: "seed" | "current", protocolVersion: "14.0" | "14.1") => {
    const { check, findings } = door({ profile, protocolVersion });
    check("ASMS-3.2.5.3-1", missed, exchange, { ruling: "Q32.no-number" });
    check("ASMS-3.2.5.1-6", missed, exchange, { ruling: "Q9.case" });
    return findings.map(({ outcome }) => outcome);
  };
  expect(judged("seed", "14.1")).toEqual(["fail", "inform"]);
  expect(judged("current", "14.0")).toEqual(["fail", "inform"]);
  expect(judged("current", "14.1")).toEqual(["inform", "inform"]);
});

test("a mark says of how many wrong elements it is one", () => {
  const { check, findings } = door();
  const mark = { side: "response", start: 1, end: 2, path: "Sync/Status" } as const;
  check("ASMS-3.2.5.1-5", { ...missed, mark }, exchange);
  for (const alike of [0, 1, 3]) check("ASMS-3.2.5.1-5", { ...missed, mark, alike }, exchange);
  check("ASMS-3.2.5.1-5", { ...missed, alike: 3 }, exchange);
  expect(findings.map((finding) => finding.mark?.of)).toEqual([undefined, undefined, undefined, 3, undefined]);
  expect(findings.at(-1)).not.toHaveProperty("mark");
});

test("remarks of the observation and of the check are both kept", () => {
  const { check, findings } = door();
  check("ASMS-3.2.5.1-5", { ...held, remark: "under Collection" }, exchange, { remark: "second try" });
  expect(findings[0]?.remark).toBe("under Collection; second try");
});

test("a failure marks the element that it is about, a pass nothing", () => {
  const body = encode(element(0, "Sync", element(0, "Status", "1")));
  const document = decode(body);
  const shown = { ...exchange, response: { status: 200, reason: "OK", headers: [], faults: [], body, document } };
  const { check, findings } = door({ recorded: () => true });
  check("ASMS-3.2.5.1-5", { ...missed, about: document, within: ["Status"] }, shown);
  check("ASMS-3.2.5.1-5", { ...held, about: document }, shown);
  expect(findings.map(({ mark }) => mark?.path)).toEqual(["Sync/Status", undefined]);
});

test.each([
  ["no such row", "ASMS-9-9", {}, /is no row of the catalogue/],
  ["a row that was not declared", "ASMS-3.2.1-3", {}, /does not declare it/],
  ["a row without a verdict", "ASMS-2.1-2", {}, /has no verdict in profile seed at 14.1/],
  ["no such clause", "ASMS-3.2.5.1-5", { ruling: "Q9.nothing" }, /is no clause/],
  ["a clause for other rows", "ASMS-3.2.5.1-5", { ruling: "Q9.case" }, /does not name this row/],
])("%s is an error of ours", (_, requirement, options, message) => {
  const { check, findings } = door();
  expect(() => check(requirement, held, exchange, options)).toThrow(JudgingError);
  expect(() => check(requirement, held, exchange, options)).toThrow(message);
  expect(findings).toEqual([]);
});

test("a verdict without an exchange, or with one that is not on record, is an error of ours", () => {
  const { check } = door();
  expect(() => check("ASMS-3.2.5.1-5", held, [])).toThrow(/without any exchange/);
  expect(() => check("ASMS-3.2.5.1-5", held, sampleExchange("b/A/1"))).toThrow(/not in its record/);
});

test("an exchange that we cut off ourselves proves nothing", () => {
  const cut = sampleExchange("a/A/2", { failure: { kind: "aborted", message: "the run was cancelled" } });
  const { check, findings } = door({ recorded: () => true });
  expect(() => check("ASMS-3.2.5.1-5", missed, [exchange, cut])).toThrow(EvidenceCancelled);
  expect(findings).toEqual([]);
});

test("property: any row gives a finding of its own level or is refused, and never loses the evidence", () => {
  const rows = catalogue().rows;
  fc.assert(
    fc.property(
      fc.constantFrom(...rows),
      fc.boolean(),
      fc.constantFrom("seed" as const, "current" as const),
      fc.constantFrom("14.0" as const, "14.1" as const, "16.0" as const, "16.1" as const),
      (row, holds, profile, protocolVersion) => {
        const { check, findings } = door({ profile, protocolVersion, declared: [row.id] });
        const level = catalogue().level(row, profile, protocolVersion);
        const judge = () => check(row.id, { ...held, holds }, exchange);
        if (level === "none") {
          expect(judge).toThrow(JudgingError);
          return;
        }
        judge();
        expect(findings).toEqual([
          expect.objectContaining({ outcome: holds ? "pass" : level, exchanges: [exchange.id] }),
        ]);
      },
    ),
  );
});

test("an answer that speaks of the account or the hour makes no failure, and may well make a pass", () => {
  for (const status of [429, 449, 451, 456, 457, 503, 507]) {
    const busy = sampleExchange("a/A/2", {
      response: { status, reason: "", headers: [], body: new Uint8Array(), faults: [] },
    });
    const { check, findings } = door({ recorded: () => true });
    expect(() => check("ASMS-3.2.5.1-5", missed, [exchange, busy])).toThrow(TargetUnavailable);
    expect(() => check("ASMS-3.2.5.1-5", missed, busy)).toThrow(`HTTP ${status}`);
    expect(findings).toEqual([]);
    check("ASMS-3.2.5.1-5", held, [exchange, busy]);
    expect(findings.map(({ outcome }) => outcome)).toEqual(["pass"]);
  }
});

test("a Status that demands provisioning makes no failure either; a device has provisioned and asked again by then", () => {
  for (const code of ["140", "141", "142", "143", "144"]) {
    const document = element(0, "Sync", element(0, "Status", code));
    const response = { status: 200, reason: "", headers: [], body: new Uint8Array(), faults: [], document };
    const { check, findings } = door({ recorded: () => true });
    const judge = () => check("ASMS-3.2.5.1-5", missed, sampleExchange("a/A/2", { response }));
    expect(judge).toThrow(`the target asks for provisioning again: Status ${code}`);
    expect(judge).toThrow(TargetUnavailable);
    expect(findings).toEqual([]);
  }
});

test("a request after this one was served: the answer speaks of the request alone", () => {
  const busy = sampleExchange("a/A/2", {
    response: { status: 503, reason: "", headers: [], body: new Uint8Array(), faults: [] },
  });
  const { check, findings } = door({ recorded: () => true });
  check("ASMS-3.2.5.1-5", missed, busy, { served: true });
  expect(findings.map(({ outcome }) => outcome)).toEqual(["fail"]);
});

test("any other HTTP status is the target's own", () => {
  for (const status of [400, 404, 500, 501, 502, 504]) {
    const broken = sampleExchange("a/A/2", {
      response: { status, reason: "", headers: [], body: new Uint8Array(), faults: [] },
    });
    const { check, findings } = door({ recorded: () => true });
    check("ASMS-3.2.5.1-5", missed, broken);
    expect(findings.map(({ outcome }) => outcome)).toEqual(["fail"]);
  }
});
