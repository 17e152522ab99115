import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sampleRun } from "../../reports/testing/sample.js";
import { tellGitHub } from "./github.js";
import { processIo } from "./io.js";

const folder = mkdtempSync(join(tmpdir(), "asms github "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function told(env: Record<string, string>): Promise<{ readonly text: string; readonly problem?: string }> {
  let text = "";
  const write = (more: string) => {
    text += more;
  };
  const problem = await tellGitHub(sampleRun().results, { ...processIo(), env }, write);
  return { text, ...(problem === undefined ? {} : { problem }) };
}

test("outside GitHub Actions nothing is said", async () => {
  expect(await told({})).toEqual({ text: "" });
  expect(await told({ GITHUB_ACTIONS: "", GITHUB_STEP_SUMMARY: "" })).toEqual({ text: "" });
});

test("annotations in GitHub Actions, one a line", async () => {
  const { text } = await told({ GITHUB_ACTIONS: "true" });
  const lines = text.trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) expect(line).toMatch(/^::error title=/);
});

test("the summary is appended to what other steps wrote", async () => {
  const file = join(folder, "summary");
  writeFileSync(file, "# earlier\n");
  expect(await told({ GITHUB_STEP_SUMMARY: file })).toEqual({ text: "" });
  const text = readFileSync(file, "utf8");
  expect(text.startsWith("# earlier\n# [MS-ASMS] conformance\n")).toBe(true);
});

test("a summary that cannot be written is told in a sentence", async () => {
  const { problem } = await told({ GITHUB_STEP_SUMMARY: folder });
  expect(problem).toMatch(/^The summary of the step cannot be written to GITHUB_STEP_SUMMARY: /);
});
