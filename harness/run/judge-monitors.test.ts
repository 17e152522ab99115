import { expect, test } from "vitest";
import { sampleExchange } from "../judging/testing/samples.js";
import type { Monitor, MonitorObservation } from "../monitors/monitor.js";
import { judgeMonitors, type MonitorSetup, sessionsOf, shapeOf } from "./judge-monitors.js";

const setup: MonitorSetup = { profile: "current", protocolVersion: "14.1", obstacle: undefined, replay: "asms run" };

function monitor(observe: Monitor["observe"]): Monitor {
  return {
    id: "ORC-X",
    section: "2.1",
    purpose: "A sample",
    requirements: ["ASMS-2.1-1", "ASMS-3.2.5.3-1"],
    judges: "server",
    observe,
  };
}

const exchanges = [1, 2, 3].map((number) => sampleExchange(`a/A/${number}`));
const partnership = { user: "alice", deviceId: "OTHER", deviceType: "AsmsConformance" };

test("a monitor sees each partnership by itself, in order", () => {
  const sessions = sessionsOf([
    ...exchanges.slice(0, 2),
    sampleExchange("b/B/1", { partnership }),
    ...exchanges.slice(2),
  ]);
  expect(sessions.map((session) => session.exchanges.map(({ id }) => id))).toEqual([
    ["a/A/1", "a/A/2", "a/A/3"],
    ["b/B/1"],
  ]);
});

test("the same thing seen often is one finding with a count", () => {
  const [result] = judgeMonitors(
    [
      monitor(function* (session): Iterable<MonitorObservation> {
        for (const [index, exchange] of session.exchanges.entries()) {
          const observation = { holds: index === 0, expected: "HTTP 200", seen: `HTTP 50${index}` };
          yield { requirement: "ASMS-2.1-1", observation, exchange };
        }
      }),
    ],
    exchanges,
    setup,
  );
  expect(result).toMatchObject({ kind: "monitor", scenario: "ORC-X", verdict: "fail" });
  expect(result?.findings).toMatchObject([
    { outcome: "pass", count: 1, exchanges: ["a/A/1"] },
    { outcome: "fail", count: 2, exchanges: ["a/A/2", "a/A/3"], seen: "HTTP 501" },
  ]);
});

test("the level is that of the version which the exchange speaks", () => {
  const spoken = ["14.0", "14.1"].map((protocolVersion) =>
    sampleExchange(`a/A/${protocolVersion}`, { protocolVersion }),
  );
  const [result] = judgeMonitors(
    [
      monitor(function* (session): Iterable<MonitorObservation> {
        for (const exchange of session.exchanges) {
          const observation = { holds: false, expected: "Status 5", seen: "Status 1" };
          yield { requirement: "ASMS-3.2.5.3-1", observation, exchange };
        }
      }),
    ],
    spoken,
    setup,
  );
  expect(result?.findings.map(({ outcome }) => outcome)).toEqual(["fail", "inform"]);
});

test("a monitor that saw nothing says what keeps it from seeing anything", () => {
  const idle = monitor(() => []);
  expect(judgeMonitors([idle], exchanges, setup)[0]).toMatchObject({ verdict: "inconclusive", findings: [] });
  const obstacle = { kind: "inconclusive", reason: "sms.read: disguised", blockedBy: "seed-and-read" } as const;
  expect(judgeMonitors([idle], exchanges, { ...setup, obstacle })[0]).toMatchObject({
    verdict: "inconclusive",
    reason: "the run showed nothing that it could judge (sms.read: disguised)",
    blockedBy: "seed-and-read",
  });
});

test("a monitor that crashes is an error of ours", () => {
  const broken = monitor(() => {
    throw new Error("oops");
  });
  expect(judgeMonitors([broken], exchanges, setup)[0]).toMatchObject({
    verdict: "error",
    reason: /monitor ORC-X failed: oops/,
  });
});

test("the shape of what was seen leaves numbers and quoted text out", () => {
  expect(shapeOf('ServerId 55:11 twice, From "Bob 3"')).toBe(shapeOf('ServerId 7:2 twice, From "Al"'));
  const sender = (name: string) => `${JSON.stringify(`"${name}" [mobile:+1425]`)} (mobile-case)`;
  expect(shapeOf(sender("Ann"))).toBe(shapeOf(sender('Bob \\ "B"')));
  expect(shapeOf(sender("Ann"))).toContain("mobile-case");
  expect(shapeOf("no Class")).not.toBe(shapeOf("Class Email"));
});

test("that nothing happened to SMS says nothing where no SMS was ever seen", () => {
  const silent = monitor(function* (session): Iterable<MonitorObservation> {
    const [exchange] = session.exchanges;
    const observation = { holds: true, expected: "no SMS", seen: "no SMS" };
    if (exchange !== undefined) yield { requirement: "ASMS-2.1-1", observation, exchange };
  });
  const blocked = { kind: "inconclusive", reason: "sms.read: disguised", blockedBy: "seed-and-read-back" } as const;
  const verdict = (needsControl: boolean, obstacle: MonitorSetup["obstacle"]) =>
    judgeMonitors([{ ...silent, needsControl }], exchanges, { ...setup, obstacle })[0];
  expect(verdict(true, blocked)).toMatchObject({
    verdict: "inconclusive",
    blockedBy: "seed-and-read-back",
    reason: "nothing was seen, and there is no positive control (sms.read: disguised)",
  });
  expect(verdict(true, undefined)?.verdict).toBe("pass");
  expect(verdict(false, blocked)?.verdict).toBe("pass");
});

test("a monitor that saw nothing names what its own needs lack", () => {
  const silent = monitor(() => []);
  const lacking = { kind: "inconclusive", reason: "estimate: HTTP 501", blockedBy: "EST-01" } as const;
  const missing = (needs: readonly string[]) => (needs.includes("estimate") ? lacking : undefined);
  const [able, barred] = judgeMonitors([silent, { ...silent, needs: ["estimate"] }], exchanges, { ...setup, missing });
  expect(able).toMatchObject({ verdict: "inconclusive", reason: "the run showed nothing that it could judge" });
  expect(able?.blockedBy).toBeUndefined();
  expect(barred).toMatchObject({ verdict: "inconclusive", blockedBy: "EST-01" });
  expect(barred?.reason).toContain("estimate: HTTP 501");
});

test("an exchange that we cut off ourselves is left out, and is no error of ours", () => {
  const failure = { kind: "aborted", message: "The request was cancelled by this side." } as const;
  const strict = monitor(function* (session): Iterable<MonitorObservation> {
    for (const exchange of session.exchanges) {
      const holds = exchange.failure === undefined;
      yield { requirement: "ASMS-2.1-1", observation: { holds, expected: "an answer", seen: "what came" }, exchange };
    }
  });
  const [result] = judgeMonitors([strict], [...exchanges, sampleExchange("a/A/4", { failure })], setup);
  expect(result).toMatchObject({ verdict: "pass", exchanges: ["a/A/1", "a/A/2", "a/A/3"] });
});

test("an HTTP error that its case tries once more is no failure of a monitor", () => {
  const response = { status: 500, reason: "", headers: [], body: new Uint8Array(), faults: [] };
  const strict = monitor(function* (session): Iterable<MonitorObservation> {
    for (const exchange of session.exchanges) {
      const holds = exchange.response?.status !== 500;
      yield { requirement: "ASMS-2.1-1", observation: { holds, expected: "HTTP 200", seen: "what came" }, exchange };
    }
  });
  const all = [...exchanges, sampleExchange("histories/A/4", { response })];
  const isTriedAgain = ({ id }: { readonly id: string }) => id.startsWith("histories/");
  expect(judgeMonitors([strict], all, { ...setup, isTriedAgain })[0]).toMatchObject({ verdict: "pass" });
  expect(judgeMonitors([strict], all, setup)[0]).toMatchObject({ verdict: "fail" });
});

test("what a target without room for us did not do is no failure of a monitor", () => {
  const response = { status: 503, reason: "", headers: [], body: new Uint8Array(), faults: [] };
  const strict = monitor(function* (session): Iterable<MonitorObservation> {
    for (const exchange of session.exchanges) {
      const holds = exchange.response?.status !== 503;
      yield { requirement: "ASMS-2.1-1", observation: { holds, expected: "HTTP 200", seen: "what came" }, exchange };
    }
  });
  const [result] = judgeMonitors([strict], [...exchanges, sampleExchange("a/A/4", { response })], setup);
  expect(result).toMatchObject({ verdict: "pass", findings: [{ outcome: "pass", count: 3 }] });
});
