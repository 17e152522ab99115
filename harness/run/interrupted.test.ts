import { expect, test } from "vitest";
import type { CaseResult, RunRecord } from "../judging/results.js";
import { sampleCase } from "../judging/testing/samples.js";
import { monitors } from "../monitors/index.js";
import { inThisThread } from "./driver.js";
import { planned } from "./planned.js";
import { inOrder } from "./results.js";
import { run } from "./run.js";
import type { Probe } from "./run-input.js";
import { suiteCases } from "./suites.js";
import { samplePlan } from "./testing/sample-plan.js";

const cases = await suiteCases();

const plan = samplePlan({ runToken: "interrupted" });

/** A run that is interrupted while its target is probed. */
async function stopped(ids: readonly string[]): Promise<{ readonly record: RunRecord; readonly told: string[] }> {
  const controller = new AbortController();
  const told: string[] = [];
  const probe: Probe = async () => {
    controller.abort();
    return [];
  };
  const { record } = await run({
    plan: { ...plan, ids },
    cases,
    monitors,
    probe,
    driver: inThisThread,
    replay: "asms run",
    signal: controller.signal,
    progress: { probed: () => told.push("probed"), started: (total) => told.push(`running ${total}`) },
  });
  return { record, told };
}

test("a run that is interrupted during the probe announces no case, and says how many it was to run", async () => {
  const { record, told } = await stopped([]);
  expect(told).toEqual(["probed"]);
  const { count = 0 } = planned({ plan, cases, monitors }, ["14.1"]);
  expect(count).toBeGreaterThan(100);
  expect(record.results.summary.planned).toBe(count);
  expect(record.results.summary.sentence).toMatch(
    new RegExp(`^No verdict: the run was interrupted after 0 of ${count} cases`),
  );
  const reasons = record.results.requirements
    .filter(({ verdict }) => verdict === "untested")
    .map(({ reason }) => reason);
  expect(reasons.length).toBeGreaterThan(10);
  expect(reasons.filter((reason) => reason?.startsWith("not run: ") !== true)).toEqual([]);
});

test("of a selection only the chosen cases were to run; the others were left out", async () => {
  const { record } = await stopped(["ERR-01"]);
  const { count } = planned({ plan: { ...plan, ids: ["ERR-01"] }, cases, monitors }, ["14.1"]);
  expect(record.results.summary.sentence).toContain(`after 0 of ${count} cases`);
  const reasons = record.results.requirements.flatMap(({ verdict, reason = "" }) =>
    verdict === "untested" ? [reason] : [],
  );
  expect(reasons.some((reason) => reason.startsWith("not run: "))).toBe(true);
  expect(reasons.some((reason) => reason.startsWith("left out of this run: "))).toBe(true);
});

test("results stand by section and in the order of the suite, in whatever order the cases ended", () => {
  const result = (id: string, section: string, kind: CaseResult["kind"] = "case") => sampleCase({ id, section, kind });
  const ended = [
    result("c", "2.2"),
    result("watch", "2.1", "monitor"),
    result("b", "2.1"),
    result("d", "2.10"),
    result("a", "2.1"),
  ];
  const suite = ["d", "a", "b", "c"].map((id) => ({ id }));
  const ids = (given: readonly CaseResult[]) => inOrder(given, suite).map(({ id }) => id);
  expect(ids(ended)).toEqual(["a", "b", "watch", "c", "d"]);
  expect(ids([...ended].reverse())).toEqual(ids(ended));
});
