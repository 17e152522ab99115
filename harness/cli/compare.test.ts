import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeReports } from "../../reports/index.js";
import { sampleRun } from "../../reports/testing/sample.js";
import { call } from "./testing/call.js";

const folder = mkdtempSync(join(tmpdir(), "asms compare "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { results, exchanges } = sampleRun();
const broken = results.requirements.find(({ verdict }) => verdict === "pass")?.id ?? "";

beforeAll(async () => {
  const worse = results.requirements.map((row) => (row.id === broken ? { ...row, verdict: "fail" as const } : row));
  await writeReports({ results, exchanges }, join(folder, "a"), { only: ["results.json"] });
  await writeReports({ results: { ...results, requirements: worse }, exchanges }, join(folder, "b"), {
    only: ["results.json"],
  });
  const later = { ...results, schemaVersion: "2.0" };
  const summary = { ...results.summary, interrupted: true, complete: false, exitCode: 3 as const };
  const stopped = {
    ...results,
    summary: { ...summary, sentence: "No verdict: the run was interrupted after 1 case." },
  };
  await writeReports({ results: stopped, exchanges }, join(folder, "stopped"), { only: ["results.json"] });
  const stuck = results.requirements.map((row) =>
    row.id === broken ? { ...row, verdict: "inconclusive" as const, reason: "stuck" } : row,
  );
  await writeReports({ results: { ...results, requirements: stuck }, exchanges }, join(folder, "stuck"), {
    only: ["results.json"],
  });
  const untested = results.requirements.map((row) =>
    ["pass", "fail", "warn", "inform"].includes(row.verdict) ? { ...row, verdict: "untested" as const } : row,
  );
  const part = { ...results, requirements: untested, configuration: { ids: ["x"] }, cases: [] };
  await writeReports({ results: part, exchanges }, join(folder, "part"), { only: ["results.json"] });
  writeFileSync(join(folder, "later.json"), JSON.stringify(later));
  writeFileSync(join(folder, "other.json"), '{"name": "package"}');
  writeFileSync(join(folder, "text.json"), "not JSON");
  writeFileSync(join(folder, "half.json"), JSON.stringify({ ...results, cases: undefined }));
  mkdirSync(join(folder, "empty"));
});

const compare = (...argv: string[]) => call(["compare", ...argv], { cwd: folder });

test("a table of what differs, on lines of a terminal, and what is worse", async () => {
  const { exitCode, out, err } = await compare("a", "b/results.json");
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  expect(out).toMatch(new RegExp(`^${broken.replaceAll(".", "\\.")} +pass +FAIL$`, "m"));
  expect(out).toContain(`Worse:\n  B: requirement ${broken}: pass in A, now fail`);
  for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
});

test("--quiet leaves out the table, and what is worse stays", async () => {
  const { exitCode, out } = await compare("a", "b", "--quiet", "--fail-on-regression");
  expect(exitCode).toBe(1);
  expect(out).not.toMatch(/^requirement /m);
  expect(out).toMatch(/^The runs agree on \d+ of \d+ requirements\.$/m);
  expect(out).toContain(`Worse:\n  B: requirement ${broken}: pass in A, now fail`);
});

test("what a selection left out is one line, with --quiet and without, and no list of requirements", async () => {
  for (const flags of [[], ["--quiet"]]) {
    const { exitCode, out } = await compare("a", "part", ...flags);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^B left out by its selection \d+ requirements judged in A\.$/m);
    expect(out).not.toContain("Not judged any more");
    expect(out).not.toContain(broken);
    expect(out.trimEnd().split("\n").length).toBeLessThan(15);
  }
});

test("--quiet lists what is worse, and counts the rest", async () => {
  const { out } = await compare("b", "a", "--quiet");
  expect(out).toMatch(/^Better: 1$/m);
  expect(out).not.toContain(broken);
  expect((await compare("b", "a")).out).toContain(`Better:\n  B: requirement ${broken}: fail in A, now pass`);
});

test("a regression fails where it is asked to, the other way round it does not", async () => {
  expect((await compare("a", "b", "--fail-on-regression")).exitCode).toBe(1);
  expect((await compare("b", "a", "--fail-on-regression")).exitCode).toBe(0);
  expect((await compare("a", "a", "--fail-on-regression")).out).toContain("Nothing is better or worse than in A.");
});

test("whatever makes the exit code is listed", async () => {
  const stopped = await compare("a", "stopped", "--fail-on-regression");
  expect(stopped.exitCode).toBe(3);
  expect(stopped.out).toContain("Without a verdict:\n  B: No verdict: the run was interrupted after 1 case.");
  expect(stopped.out).not.toContain("Nothing is better");
  const stuck = await compare("a", "stuck", "--fail-on-regression");
  expect(stuck.exitCode).toBe(1);
  expect(stuck.out).toContain(`Worse:\n  B: requirement ${broken}: pass in A, now inconclusive`);
});

test("JSON alone on standard output, and files by their endings", async () => {
  const { out } = await compare("a", "b", "--json", "--out", "c.json", "d/c.html", "c.md");
  expect(JSON.parse(out)).toMatchObject({ schemaVersion: "1.0", regression: true });
  expect(readFileSync(join(folder, "c.json"), "utf8")).toBe(out);
  expect(readFileSync(join(folder, "d", "c.html"), "utf8")).toMatch(/^<!doctype html>/);
  expect(readFileSync(join(folder, "c.md"), "utf8")).toContain("## Worse");
});

test.each([
  [["a"], /^Name at least two runs/],
  [["a", "missing"], /^missing: there is no such file; name a folder that asms run wrote/],
  [["a", "empty"], /^empty\/results\.json: there is no such file/],
  [["a", "text.json"], /^text\.json is no results file: it is not JSON$/],
  [["a", "other.json"], /^other\.json is no results file of asms: it has no schemaVersion$/],
  [["a", "later.json"], /^later\.json is of schema version 2\.0, and this version of asms reads 1\.0 alone$/],
  [["a", "half.json"], /^half\.json: Not a valid results\.json: the document must have required property 'cases'\.$/],
  [["a", "b", "--out", "c.pdf"], /^--out c\.pdf: the ending says what is written/],
])("one sentence and exit 2 for %j", async (argv, sentence) => {
  const { exitCode, out, err } = await compare(...argv);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
  expect(err.trimEnd()).toMatch(sentence);
});
