import { expect, test } from "vitest";
import { emptyPart, failedOf, judgedInPart, levelWords, noCaseHere, withoutBaseline, withSupport } from "./headline.js";
import type { RequirementResult } from "./results.js";
import { summarise } from "./summary.js";
import { sampleCase } from "./testing/samples.js";

function row(verdict: RequirementResult["verdict"], actor: RequirementResult["actor"] = "server"): RequirementResult {
  return { id: "ASMS-2.1-1", section: "2.1", level: "MUST", actor, summary: "s", verdict, cases: [] };
}

test("counts what failed among what the run could judge of a server", () => {
  const silent = [row("untested"), row("inconclusive"), row("not applicable"), row("untestable")];
  expect(failedOf([row("pass"), row("fail"), row("warn"), row("pass", "client"), ...silent])).toBe(
    "1 of 3 server requirements failed",
  );
  expect(failedOf([row("pass"), row("fail", "client")])).toBe(
    "0 of 1 server requirement failed, and 1 requirement for clients is not honoured",
  );
  expect(failedOf([row("fail"), row("fail", "client"), row("fail", "client")])).toBe(
    "1 of 1 server requirement failed, and 2 requirements for clients are not honoured",
  );
  expect(failedOf([row("fail")])).toBe("1 of 1 server requirement failed");
});

test("adds what becomes of SMS, as one sentence, where that was found out", () => {
  const support = { class: "declined harmfully", sentence: "SMS is accepted but not stored.", harms: [] } as const;
  expect(withSupport("Not conformant: 7 of 63 server requirements failed.", support)).toBe(
    "Not conformant: 7 of 63 server requirements failed; SMS is accepted but not stored.",
  );
  expect(withSupport("No verdict.", { ...support, class: "not judged" })).toBe("No verdict.");
  expect(withSupport("No verdict.", undefined)).toBe("No verdict.");
});

test("says beside a baseline what the document alone says, and nothing where there is none", () => {
  const baseline = { file: "b.json", known: 1, entries: [], unexpected: [], stale: [] };
  const requirements = [row("fail"), row("pass")];
  expect(withoutBaseline({ requirements, baseline })).toBe("By the document alone: 1 of 2 server requirements failed.");
  expect(withoutBaseline({ requirements })).toBeUndefined();
});

test("a row that binds clients is told as one, for the verdict counts it not", () => {
  expect(levelWords(row("fail"))).toBe("MUST");
  expect(levelWords(row("fail", "client"))).toBe("MUST, for clients");
});

test("says that failures were counted in a part alone, but for a run that says so anyway", () => {
  const summary = { ...summarise(input), complete: false, interrupted: false, exitCode: 1 } as const;
  expect(judgedInPart({ summary })).toBe(
    "The run is incomplete: too little was judged to speak of the whole document.",
  );
  expect(judgedInPart({ summary: { ...summary, complete: true } })).toBeUndefined();
  expect(judgedInPart({ summary: { ...summary, interrupted: true } })).toBeUndefined();
  expect(judgedInPart({ summary: { ...summary, exitCode: 3 } })).toBeUndefined();
  expect(judgedInPart({ summary, shard: { index: 1, total: 2 } })).toBeUndefined();
  const known = { file: "b.json", known: 1, entries: [], unexpected: [], stale: [] };
  expect(judgedInPart({ summary: { ...summary, exitCode: 0 }, baseline: known })).toMatch("incomplete");
  expect(judgedInPart({ summary: { ...summary, exitCode: 0 }, baseline: { ...known, known: 0 } })).toBeUndefined();
});

test("tells a part of a divided run to which no case fell from any other run", () => {
  const summary = { ...summarise(input), interrupted: false };
  const shard = { index: 2, total: 2 };
  const monitor = sampleCase({ kind: "monitor" });
  expect(emptyPart({ summary, shard, cases: [monitor] })).toBe(noCaseHere);
  expect(emptyPart({ summary, shard, cases: [monitor, sampleCase()] })).toBeUndefined();
  expect(emptyPart({ summary, cases: [monitor] })).toBeUndefined();
  expect(emptyPart({ summary: { ...summary, interrupted: true }, shard, cases: [] })).toBeUndefined();
});

const input = {
  cases: [],
  requirements: [],
  profile: "seed",
  interrupted: false,
  selection: false,
  base: true,
} as const;
