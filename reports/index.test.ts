import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ReportError, readExchanges, validateResults, writeReports } from "./index.js";
import { rulingTexts } from "./rulings.js";
import { hostileRun } from "./testing/hostile.js";
import { emptyRun, interruptedRun, sampleRun } from "./testing/sample.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "asms-reports-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it.each([
  ["sample", sampleRun()],
  ["empty", emptyRun()],
  ["interrupted", interruptedRun()],
  ["hostile", hostileRun()],
])("writes every report of the %s run, all of the same results", async (_name, record) => {
  const out = join(folder, "asms report");
  const paths = await writeReports(record, out);
  const names = ["badge.json", "ctrf.json", "exchanges.ndjson", "junit.xml", "report.html", "report.sarif"];
  expect([...paths].sort()).toEqual([...names, "results.json", "summary.md"].map((name) => join(out, name)));
  expect([paths.at(0), paths.at(-1)]).toEqual([join(out, "results.json"), join(out, "exchanges.ndjson")]);
  expect((await readdir(out)).sort()).toEqual([...names, "results.json", "summary.md"]);
  const results = validateResults(JSON.parse(await readFile(join(out, "results.json"), "utf8")));
  expect(results.summary).toEqual(record.results.summary);
  expect(readExchanges(await readFile(join(out, "exchanges.ndjson"), "utf8"))).toEqual(record.exchanges);
  const junit = await readFile(join(out, "junit.xml"), "utf8");
  expect(junit).toContain(`failures="${record.results.summary.counts.fail}"`);
  expect(await readFile(join(out, "report.html"), "utf8")).toMatch(/<\/html>\n$/);
});

it("writes the same bytes for the same record", async () => {
  const [first, second] = [join(folder, "1"), join(folder, "2")];
  await writeReports(sampleRun(), first);
  await writeReports(sampleRun(), second);
  for (const name of await readdir(first)) {
    expect(await readFile(join(first, name), "utf8")).toBe(await readFile(join(second, name), "utf8"));
  }
});

it("replaces the reports of an earlier run, and only those it is asked for", async () => {
  await writeReports(sampleRun(), folder);
  const junit = await readFile(join(folder, "junit.xml"), "utf8");
  expect(await writeReports(emptyRun(), folder, { only: ["results.json"] })).toEqual([join(folder, "results.json")]);
  expect(await readFile(join(folder, "results.json"), "utf8")).toContain("could not be reached");
  expect(await readFile(join(folder, "junit.xml"), "utf8")).toBe(junit);
});

it("lets no credentials into any report", async () => {
  const { results, exchanges } = sampleRun();
  const [first, ...rest] = exchanges;
  if (first === undefined) throw new Error("the sample has exchanges");
  const secret = "c2VjcmV0LXBhc3N3b3Jk";
  const leaky = rest.map((exchange) => ({
    ...exchange,
    request: {
      ...exchange.request,
      url: exchange.request.url.replace("http://", `http://alice:${secret}@`),
      headers: [["Authorization", `Basic ${secret}`] as const, ["Cookie", secret] as const],
    },
  }));
  for (const path of await writeReports({ results, exchanges: [first, ...leaky] }, folder)) {
    expect(await readFile(path, "utf8"), path).not.toContain(secret);
  }
});

it("ends in one sentence when the folder cannot be written", async () => {
  await writeFile(join(folder, "taken"), "");
  const writing = writeReports(sampleRun(), join(folder, "taken"));
  await expect(writing).rejects.toThrow(ReportError);
  await expect(writing).rejects.toThrow(/^Cannot write the report .*taken: .*--out\.$/);
});

it("tells which reports are there when the results for Allure cannot be written", async () => {
  await writeFile(join(folder, "no folder"), "");
  const error = await writeReports(sampleRun(), folder, { allureResults: join(folder, "no folder") }).catch(
    (one) => one,
  );
  expect(error).toBeInstanceOf(ReportError);
  expect(error.written).toContain(join(folder, "report.html"));
});

it("knows the wording of the rulings", () => {
  expect(rulingTexts().get("Q1.place")).toEqual({
    question: "Under which element does Status 4 of a refused Sync stand?",
    ruling: expect.stringContaining("Under Sync it passes"),
    clause: "Status 4 stands under Sync or under Collection",
  });
});
