import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sampleRun } from "../../reports/testing/sample.js";
import { call } from "./testing/call.js";

const folder = mkdtempSync(join(tmpdir(), "asms coverage "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("results of a run are joined with the catalogue: a line a section, what is missing, the count at the end", async () => {
  writeFileSync(join(folder, "results.json"), JSON.stringify(sampleRun().results));
  const told = await call(["coverage", folder]);
  expect(told.exitCode).not.toBe(0);
  expect(told.out).toMatch(/^section +rows +tested +watched +excluded +untested +untracked$/m);
  expect(told.out).toMatch(/^Excluded:$/m);
  expect(told.out).toMatch(/^158 rows, \d+ untracked, \d+ untested$/m);
  const json = await call(["coverage", join(folder, "results.json"), "--json"]);
  expect(await call(["coverage", join(folder, "results.json"), "--format", "json"])).toEqual(json);
  const { rows, counts } = JSON.parse(json.out);
  expect(rows).toHaveLength(158);
  expect(Object.values<number>(counts).reduce((sum, count) => sum + count)).toBe(158);
});

test("--quiet prints the counts alone", async () => {
  writeFileSync(join(folder, "results.json"), JSON.stringify(sampleRun().results));
  const [whole, quiet] = [await call(["coverage", folder]), await call(["coverage", folder, "--quiet"])];
  expect(quiet).toEqual({ ...whole, out: whole.out.split("\n").slice(-3).join("\n") });
});

test("what is no results.json is refused in one sentence", async () => {
  writeFileSync(join(folder, "other.json"), "{}");
  writeFileSync(join(folder, "broken.json"), "{");
  for (const name of ["other.json", "broken.json", "missing.json"]) {
    const { exitCode, err } = await call(["coverage", join(folder, name)]);
    expect(exitCode).toBe(2);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    expect(err).toContain(name);
  }
});
