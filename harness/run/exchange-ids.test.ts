import { expect, test } from "vitest";
import { monitors } from "../monitors/index.js";
import { inThisThread } from "./driver.js";
import { repeatedIds } from "./exchange-ids.js";
import { probe } from "./probe/index.js";
import { run } from "./run.js";
import { suiteCases } from "./suites.js";
import { samplePlan } from "./testing/sample-plan.js";

test("every exchange of a run has an id of its own: of preflight, probe and cases, at several versions", async () => {
  const { record } = await run({
    plan: samplePlan({ protocol: ["14.0", "14.1"], full: true, ids: ["OPT-*", "ERR-*"], runToken: "ids" }),
    cases: await suiteCases(),
    monitors,
    probe,
    driver: inThisThread,
    replay: "asms run",
    signal: new AbortController().signal,
  });
  const ids = record.exchanges.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids.map((id) => id.split("/")[0]))).toContain("preflight");
  const known = new Set(ids);
  const { cases } = record.results;
  const named = cases.flatMap(({ exchanges, findings }) => [...exchanges, ...findings.flatMap((one) => one.exchanges)]);
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});

test("one that stands twice is told once", () => {
  const ids = ["a/A/1", "a/A/2", "a/A/1", "a/A/1"].map((id) => ({ id }));
  expect(repeatedIds(ids)).toEqual(["the record holds several exchanges with the id a/A/1"]);
  expect(repeatedIds(ids.slice(0, 2))).toEqual([]);
});
