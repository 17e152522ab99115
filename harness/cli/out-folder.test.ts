import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sampleRun } from "../../reports/testing/sample.js";
import { call } from "./testing/call.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "asms-out-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["file", "file"],
  ["a folder below a file", "file/sub"],
])("%s in place of a folder is the same obstacle in the same words", async (_what, out) => {
  writeFileSync(join(folder, "file"), "");
  const { exitCode, err } = await call(["run", "--out", out], { cwd: folder });
  expect(err).toBe(
    `Reports cannot be written to ${join(folder, out)}: a file stands where a folder is needed; choose another folder with --out\n`,
  );
  expect(exitCode).toBe(2);
});

test.each([
  ["a case that there is not", ["--id", "nothing", "--out", "new/er"]],
  ["counterexamples that go nowhere", ["--suite", "model", "--save-examples", "file/kept", "--out", "new"]],
])("wrong usage leaves no folder: %s", async (_what, flags) => {
  writeFileSync(join(folder, "file"), "");
  const { exitCode, err } = await call(["run", ...flags], { cwd: folder });
  expect([exitCode, err]).toEqual([2, expect.stringMatching(/^(No case matches "nothing"|Counterexamples cannot)/)]);
  expect(readdirSync(folder)).toEqual(["file"]);
});

test.runIf(existsSync("/proc/self"))(
  "a comparison that no folder can be made for is told, not waited for",
  async () => {
    writeFileSync(join(folder, "results.json"), JSON.stringify(sampleRun().results));
    const { exitCode, err } = await call(["compare", ".", ".", "--out", "/proc/asms/c.html"], { cwd: folder });
    expect(err).toBe("Cannot write the report /proc/asms: the folder cannot be made; choose another one with --out.\n");
    expect(exitCode).toBe(2);
  },
);
