import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { clearEarlierReports, ReportError, writeReports } from "./index.js";
import { sampleRun } from "./testing/sample.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "asms clear "));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function withAllure(): Promise<void> {
  await writeReports(sampleRun(), folder, { allureResults: join(folder, ".written") });
}

it("takes away every report that a run writes, and nothing else", async () => {
  await writeFile(join(folder, "notes.md"), "mine");
  await writeFile(join(folder, "report.html.bak"), "mine");
  await withAllure();
  await writeFile(join(folder, "allure.html"), "made by asms allure");
  await writeFile(join(folder, ".results.json.4711.part"), "half of a run that was killed");
  await writeFile(join(folder, ".other.json.4711.part"), "mine");
  expect((await readdir(folder)).length).toBeGreaterThan(9);
  await clearEarlierReports(folder);
  expect(await readdir(folder)).toEqual([".other.json.4711.part", "notes.md", "report.html.bak"]);
});

it("leaves allure-results of another tool alone", async () => {
  await mkdir(join(folder, "allure-results"));
  await writeFile(join(folder, "allure-results", "environment.properties"), "Browser = Firefox\nTarget = x\n");
  await writeFile(join(folder, "allure.html"), "theirs");
  await clearEarlierReports(folder);
  await writeReports(sampleRun(), folder);
  expect(await readFile(join(folder, "allure.html"), "utf8")).toBe("theirs");
  expect(await readdir(join(folder, "allure-results"))).toEqual(["environment.properties"]);
});

it("reports without Allure leave no results of an earlier run beside them", async () => {
  await withAllure();
  await writeReports(sampleRun(), folder, { only: ["badge.json"] });
  expect(await readdir(folder)).toContain("allure-results");
  await writeReports(sampleRun(), folder);
  expect(await readdir(folder)).not.toContain("allure-results");
  expect(await readFile(join(folder, "badge.json"), "utf8")).toContain("schemaVersion");
});

it("has nothing to do in an empty folder, or where there is none", async () => {
  await clearEarlierReports(folder);
  await clearEarlierReports(join(folder, "none"));
  expect(await readdir(folder)).toEqual([]);
});

it("says so when what stands there is no file", async () => {
  await mkdir(join(folder, "junit.xml"));
  await expect(clearEarlierReports(folder)).rejects.toThrow(ReportError);
  expect(await readdir(folder)).toEqual(["junit.xml"]);
});
