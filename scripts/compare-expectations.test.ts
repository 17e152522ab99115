import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";

const script = fileURLToPath(new URL("./compare-expectations.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "asms expectations "));
afterAll(() => rmSync(folder, { recursive: true }));

const finding = (outcome: string, requirement: string) => ({ outcome, requirement });
const results = {
  cases: [
    { id: "a", verdict: "pass", findings: [finding("pass", "R-1"), finding("warn", "R-2")] },
    { id: "b", verdict: "fail", findings: [finding("fail", "R-4"), finding("fail", "R-3"), finding("fail", "R-4")] },
    { id: "c", verdict: "inconclusive", blockedBy: "b", findings: [] },
  ],
};
const expected = {
  about: "kept",
  cases: {
    a: { verdict: "pass", warns: ["R-2"], passes: ["R-1"], why: "as it should" },
    b: { verdict: "fail", fails: ["R-3", "R-4"], why: "it does not" },
    c: { verdict: "inconclusive", blockedBy: "b", why: "b" },
  },
};

function compare(resultsData: unknown, expectedData: unknown, ...flags: string[]) {
  const [left, right] = [join(folder, "results.json"), join(folder, "expected.json")];
  writeFileSync(left, typeof resultsData === "string" ? resultsData : JSON.stringify(resultsData));
  if (expectedData !== undefined) writeFileSync(right, JSON.stringify(expectedData));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, left, right, ...flags], { encoding: "utf8" });
  return { status, stdout, stderr, written: readFileSync(right, "utf8") };
}

it("is content when all is as expected", () => {
  expect(compare(results, expected)).toMatchObject({ status: 0, stdout: "3 cases, all as expected\n", stderr: "" });
});

it("lists every difference", () => {
  const changed = {
    cases: {
      a: { verdict: "fail", why: "" },
      b: { verdict: "fail", fails: ["R-3"], why: "" },
      c: { verdict: "inconclusive", blockedBy: "a", why: "" },
      d: { verdict: "pass", why: "" },
    },
  };
  const { status, stderr } = compare(results, changed);
  expect(status).toBe(1);
  expect(stderr.trim().split("\n")).toEqual([
    "a: verdict is pass, expected fail",
    "a: warns is R-2, expected none",
    "a: passes is R-1, expected none",
    "b: fails is R-3, R-4, expected R-3",
    "c: blockedBy is b, expected a",
    "d: expected pass, but the run has no such case",
  ]);
});

it("objects to a case that nothing is expected of", () => {
  const { status, stderr } = compare(results, { cases: { a: expected.cases.a, b: expected.cases.b } });
  expect(status).toBe(1);
  expect(stderr).toBe("c: inconclusive, but nothing is expected of it\n");
});

it("writes expectations anew and keeps what a person wrote", () => {
  const before = {
    about: "kept",
    cases: { b: { verdict: "pass", why: "it does not" }, gone: { verdict: "pass", why: "" } },
  };
  const { status, written } = compare(results, before, "--update");
  expect(status).toBe(0);
  const after: unknown = JSON.parse(written);
  expect(after).toMatchObject({
    about: "kept",
    cases: { b: { verdict: "fail", fails: ["R-3", "R-4"], why: "it does not" } },
  });
  expect(after).not.toHaveProperty("cases.gone");
  expect(compare(results, undefined).status).toBe(0);
});

it("says in a sentence what it cannot read", () => {
  expect(compare("{", expected)).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/results\.json cannot be read/),
  });
  expect(compare({}, expected)).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/results\.json has no "cases"/),
  });
});
