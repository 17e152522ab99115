import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sampleRun } from "../../reports/testing/sample.js";
import { reports } from "./reports.js";

const folder = mkdtempSync(join(tmpdir(), "asms reports "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("what cannot be written is named, and all that is written says that the record is incomplete", async () => {
  // Folders where files belong stand for whatever keeps them from being written.
  for (const name of ["exchanges.ndjson", "report.html"]) mkdirSync(join(folder, name, "inner"), { recursive: true });
  const record = sampleRun();
  const { paths, results, failure } = await reports(record, folder, {});
  expect(failure).toMatch(/report\.html: a folder of that name .*\. Nor could exchanges\.ndjson be written\.$/);
  expect(results.summary).toMatchObject({ exitCode: 3, complete: false, conformant: false });
  expect(results.summary.sentence).toContain("report.html, exchanges.ndjson could not be written");
  expect(results.summary.sentence).toContain(record.results.summary.sentence);
  expect(paths).toHaveLength(6);
  expect(JSON.parse(readFileSync(join(folder, "results.json"), "utf8")).summary).toEqual(results.summary);
  expect(readFileSync(join(folder, "junit.xml"), "utf8")).toContain('<error type="incomplete"');
  expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
});

test("an error of the suite's own stays one", async () => {
  const { results, exchanges } = sampleRun();
  const failed = { ...results, summary: { ...results.summary, exitCode: 4 as const } };
  expect((await reports({ results: failed, exchanges }, folder, {})).results.summary.exitCode).toBe(4);
});
