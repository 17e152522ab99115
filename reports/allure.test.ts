import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { RunRecord } from "../harness/judging/results.js";
import { type AllureResult, allureFiles, writeAllure } from "./allure.js";
import { sampleRun } from "./testing/sample.js";

const folder = mkdtempSync(join(tmpdir(), "asms allure "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function resultsOf(record: RunRecord): AllureResult[] {
  return allureFiles(record)
    .filter(({ name }) => name.endsWith("-result.json"))
    .map(({ chunks }) => JSON.parse([...chunks].join("")));
}

test("every case and monitor is one result, with the status that its verdict has", () => {
  const record = sampleRun();
  const results = resultsOf(record);
  const statuses = {
    pass: "passed",
    fail: "failed",
    error: "broken",
    inconclusive: "skipped",
    "not applicable": "skipped",
  };
  expect(results.map(({ fullName, status }) => [fullName, status])).toEqual(
    record.results.cases.map(({ id, verdict }) => [id, statuses[verdict]]),
  );
  for (const { steps, status, statusDetails } of results) {
    if (status === "failed") expect(steps.some((step) => step.status === "failed")).toBe(true);
    if (status !== "passed") expect(statusDetails.message).toBeTruthy();
  }
});

test("ids are unique in a run; the history of a case does not depend on the run", () => {
  const record = sampleRun();
  const later: RunRecord = { ...record, results: { ...record.results, startedAt: "2030-01-01T00:00:00.000Z" } };
  const [first, second] = [resultsOf(record), resultsOf(later)];
  expect(new Set([...first, ...second].map(({ uuid }) => uuid)).size).toBe(first.length * 2);
  expect(first.map(({ historyId }) => historyId)).toEqual(second.map(({ historyId }) => historyId));
  expect(new Set(first.map(({ historyId }) => historyId)).size).toBe(first.length);
});

test("a failure carries the exchange, and every attachment is there", () => {
  const record = sampleRun();
  const names = new Set(allureFiles(record).map(({ name }) => name));
  const attachments = resultsOf(record).flatMap(({ steps }) => steps.flatMap((step) => step.attachments));
  expect(attachments.length).toBeGreaterThan(0);
  expect(attachments.filter(({ source }) => !names.has(source))).toEqual([]);
});

test("the results of an earlier run are replaced whole, and no login is in them", async () => {
  const target = join(folder, "allure-results");
  await writeAllure(sampleRun(), target);
  writeFileSync(join(target, "old-result.json"), "{}");
  expect(await writeAllure(sampleRun(), target)).toBe(target);
  expect(readdirSync(folder)).toEqual(["allure-results"]);
  const files = readdirSync(target);
  expect(files).not.toContain("old-result.json");
  expect(files).toContain("environment.properties");
  for (const file of files) expect(readFileSync(join(target, file), "utf8")).not.toMatch(/Authorization: Basic [^*\s]/);
});

test("a folder that cannot be written is one sentence", async () => {
  await expect(writeAllure(sampleRun(), "/dev/null/allure-results")).rejects.toThrow(/^Cannot write the report/);
});
