import { expect, it } from "vitest";
import { sampleCase, sampleFinding } from "../harness/judging/testing/samples.js";
import { InvalidResults, validateResults } from "./results-schema.js";
import { hostileRun } from "./testing/hostile.js";
import { emptyRun, interruptedRun, sampleRun } from "./testing/sample.js";

const full = sampleRun().results;
const judged = sampleCase();
const finding = sampleFinding();

it.each([
  ["sample", sampleRun()],
  ["empty", emptyRun()],
  ["interrupted", interruptedRun()],
  ["hostile", hostileRun()],
])("takes the %s run", (_name, { results }) => {
  expect(validateResults(JSON.parse(JSON.stringify(results)))).toBeDefined();
});

it.each([
  ["another version", { ...full, schemaVersion: "2.0" }, "/schemaVersion", 'must be "1.0"'],
  ["an unknown field", { ...full, extra: 1 }, "", 'a field "extra" that the schema does not know'],
  ["a wrong word", { ...full, profile: "old" }, "/profile", 'must be one of "seed", "current"'],
  [
    "a finding without evidence",
    { ...full, cases: [{ ...judged, findings: [{ ...finding, exchanges: [] }] }] },
    "/cases/0/findings/0/exchanges",
    "must NOT have fewer than 1 items",
  ],
  ["no JSON object", [], "", "the document must be object"],
  ["a local time", { ...full, startedAt: "2026-11-22T20:01:12+01:00" }, "/startedAt", 'must match pattern "Z$"'],
])("refuses %s in one sentence", (_name, json, pointer, problem) => {
  expect(() => validateResults(json)).toThrow(InvalidResults);
  expect(() => validateResults(json)).toThrow(problem);
  expect(() => validateResults(json)).toThrow(expect.objectContaining({ pointer }));
});
