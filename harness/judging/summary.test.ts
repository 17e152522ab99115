import { expect, test } from "vitest";
import { EvidenceCancelled, interruptedReason } from "./check.js";
import type { CaseResult, Verdict } from "./results.js";
import { summarise } from "./summary.js";

function result(id: string, kind: CaseResult["kind"], verdict: Verdict): CaseResult {
  const reason = verdict === "inconclusive" ? { reason: "there was no time" } : {};
  return {
    id,
    caseId: id,
    kind,
    protocolVersion: "14.1",
    startedAt: "2026-01-01T00:00:00Z",
    replay: "",
    scenario: "MODEL-01",
    section: "3.1.4.1",
    purpose: "",
    axes: {},
    verdict,
    ...reason,
    unjudged: [],
    findings: [],
    exchanges: [],
    durationMs: 1,
  };
}

const monitors = Array.from({ length: 14 }, (_, index) => result(`ORC-${index}`, "monitor", "pass"));

function summaryOf(verdicts: readonly Verdict[], selection = true) {
  const cases = verdicts.map((verdict, index) => result(`case-${index}`, "case", verdict));
  const input = { cases: [...cases, ...monitors], requirements: [], profile: "seed", interrupted: false } as const;
  return summarise({ ...input, selection, base: true });
}

test("a selection whose only case could not be judged is no pass, however many monitors watched", () => {
  expect(summaryOf(["inconclusive"])).toMatchObject({
    exitCode: 3,
    complete: false,
    sentence: "Incomplete, no verdict: case-0 could not be judged: there was no time.",
  });
});

test("of a selection more than a tenth must be judged for a pass, monitors aside", () => {
  expect(summaryOf(["inconclusive", "pass"])).toMatchObject({
    exitCode: 3,
    sentence: "Incomplete, no verdict: 1 of 2 applicable cases could not be judged.",
  });
  expect(summaryOf(["inconclusive", ...Array<Verdict>(9).fill("pass")]).exitCode).toBe(0);
  expect(summaryOf(["pass", "not applicable"]).exitCode).toBe(0);
});

test("a selection of which nothing applies is no pass, even of a target that claims nothing", () => {
  const cases = [result("case-0", "case", "not applicable"), ...monitors];
  const input = { cases, requirements: [], profile: "seed", interrupted: false, base: true, selection: true } as const;
  expect(summarise({ ...input, claims: "none", declinesAll: true })).toMatchObject({
    exitCode: 3,
    sentence: "Incomplete, no verdict: none of the selected cases applies to the target.",
  });
});

test("what was found counts before what could not be judged", () => {
  expect(summaryOf(["inconclusive", "fail"]).exitCode).toBe(1);
});

test("in a whole run monitors are cases like any other", () => {
  expect(summaryOf(["inconclusive", "pass"], false).exitCode).toBe(0);
});

test("an interrupted run counts the cases that were judged, and not those that its end cut off", () => {
  const stuck = (id: string, reason: string) => ({ ...result(id, "case", "inconclusive"), reason });
  const cases = [
    result("passed", "case", "pass"),
    stuck("late", "it did not come to rest"),
    stuck("cut off", interruptedReason),
    stuck("unanswered", new EvidenceCancelled().message),
    ...monitors,
  ];
  const input = { cases, requirements: [], profile: "seed", interrupted: true, selection: false, base: true } as const;
  expect(summarise({ ...input, planned: 168 }).sentence).toBe(
    "No verdict: the run was interrupted after 2 of 168 cases.",
  );
});
