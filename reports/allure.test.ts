import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestResult } from "allure-js-commons";
import { afterAll, expect, test } from "vitest";
import type { RunRecord } from "../harness/judging/results.js";
import { writeAllure } from "./allure.js";
import { emptyRun, interruptedRun, sampleRun } from "./testing/sample.js";

const folder = mkdtempSync(join(tmpdir(), "asms allure "));
const target = join(folder, "allure-results");
const written = join(folder, "of the cases");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function resultsOf(record: RunRecord): Promise<TestResult[]> {
  expect(await writeAllure(record, target, written)).toBe(target);
  return readdirSync(target)
    .filter((name) => name.endsWith("-result.json"))
    .map((name) => JSON.parse(readFileSync(join(target, name), "utf8")));
}

function stated(name: string, content: object): void {
  mkdirSync(written, { recursive: true });
  writeFileSync(join(written, name), JSON.stringify(content));
}

const statuses = {
  pass: "passed",
  fail: "failed",
  error: "broken",
  inconclusive: "skipped",
  "not applicable": "skipped",
};

test("every case and monitor is one result, with the status that its verdict has", async () => {
  const record = sampleRun();
  const results = await resultsOf(record);
  expect(new Map(results.map(({ fullName, status }) => [fullName, status]))).toEqual(
    new Map(record.results.cases.map(({ id, verdict }) => [id, statuses[verdict]])),
  );
  expect(results).toHaveLength(record.results.cases.length);
  for (const { steps, status, statusDetails } of results) {
    if (status === "failed") expect(steps.some((step) => step.status === "failed")).toBe(true);
    if (status !== "passed") expect(statusDetails.message).toBeTruthy();
  }
});

test("what allure-vitest wrote of a case stays; what the record does not bear out is written anew", async () => {
  const record = sampleRun();
  const [kept, other] = record.results.cases;
  if (kept === undefined || other === undefined) throw new Error("the sample has cases");
  stated("1-result.json", { uuid: "1", fullName: kept.id, status: statuses[kept.verdict] });
  stated("2-result.json", { uuid: "2", fullName: other.id });
  stated("3-result.json", { uuid: "3", fullName: "no such case", status: "failed" });
  stated("4-result.json", { uuid: "4", fullName: kept.id, status: statuses[kept.verdict] });
  stated("5-globals.json", { errors: [{ trace: "at /home/alice/suite.js" }] });
  const results = await resultsOf(record);
  expect(results.map(({ fullName }) => fullName).sort()).toEqual(record.results.cases.map(({ id }) => id).sort());
  const again = results.filter(({ fullName }) => fullName === kept.id);
  expect(["1", "4"]).toContain(again[0]?.uuid);
  expect(results.find(({ fullName }) => fullName === other.id)?.status).toBe(statuses[other.verdict]);
  expect(readdirSync(target).filter((name) => name.endsWith("-globals.json"))).toEqual([]);
});

test.each([
  ["an interrupted run", interruptedRun()],
  ["a target that was not reached", emptyRun()],
])("%s is not green: one result more is broken and says why", async (_, record) => {
  const results = await resultsOf(record);
  expect(results).toHaveLength(record.results.cases.length + 1);
  const { sentence } = record.results.summary;
  expect(results.find(({ fullName }) => fullName === "run")).toMatchObject({
    status: "broken",
    stage: "finished",
    statusDetails: { message: `incomplete: ${sentence}` },
    titlePath: ["[MS-ASMS] run"],
  });
});

test("ids are unique; the history of a case does not depend on the run", async () => {
  const record = sampleRun();
  const later: RunRecord = { ...record, results: { ...record.results, startedAt: "2030-01-01T00:00:00.000Z" } };
  const [first, second] = [await resultsOf(record), await resultsOf(later)];
  expect(new Set([...first, ...second].map(({ uuid }) => uuid)).size).toBe(first.length * 2);
  const histories = new Set(first.map(({ historyId }) => historyId));
  expect(new Set(second.map(({ historyId }) => historyId))).toEqual(histories);
  expect(histories.size).toBe(first.length);
});

test("a failure carries the exchange, as XML and as bytes, and every attachment is there", async () => {
  const failed = (await resultsOf(sampleRun())).filter(({ status }) => status === "failed");
  const attachments = failed.flatMap(({ steps }) => steps.flatMap((step) => step.attachments));
  const texts = attachments.map(({ source }) => readFileSync(join(target, source), "utf8"));
  expect(texts.some((text) => text.includes("<Sync xmlns="))).toBe(true);
  expect(texts.some((text) => text.includes("00000000  03 01 6A 00"))).toBe(true);
});

test("the results of an earlier run are replaced whole, and no login is in them", async () => {
  const secret = "c2VjcmV0LXBhc3N3b3Jk";
  const { results, exchanges } = sampleRun();
  await resultsOf({ results, exchanges });
  writeFileSync(join(target, "old-result.json"), "{}");
  const leaky = exchanges.map((exchange) => ({
    ...exchange,
    request: {
      ...exchange.request,
      url: exchange.request.url.replace("http://", `http://alice:${secret}@`),
      headers: [["Authorization", `Basic ${secret}`] as const, ["Cookie", secret] as const],
    },
  }));
  await resultsOf({ results, exchanges: leaky });
  expect(readdirSync(folder)).toEqual(["allure-results"]);
  const files = readdirSync(target);
  expect(files).not.toContain("old-result.json");
  expect(files).toContain("environment.properties");
  for (const file of files) expect(readFileSync(join(target, file), "utf8"), file).not.toContain(secret);
});

test("a folder that cannot be written is one sentence", async () => {
  await expect(writeAllure(sampleRun(), "/dev/null/allure-results", written)).rejects.toThrow(
    /^Cannot write the report/,
  );
});
