import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkBaseline } from "../harness/run/baseline/file.js";
import { type Entries, table, withTable } from "./baseline-table.mjs";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

describe("the baseline of SOGo", () => {
  const baseline: Entries = JSON.parse(read("targets/sogo/baseline.json"));

  it("is one that a run takes, with a reason for each entry", () => {
    expect(() => checkBaseline(baseline, "targets/sogo/baseline.json")).not.toThrow();
    expect(baseline.entries.filter(({ reason }) => reason.startsWith("new:"))).toEqual([]);
  });

  it("stands in its page as it is committed", () => {
    const page = read("docs/servers/sogo.md");
    expect(withTable(page, baseline)).toBe(page);
  });
});

it("shows a case with all rows that it breaks, and the reason", () => {
  const entries = [
    { case: "b", requirement: "R-1", verdict: "fail", reason: "a | b" },
    { case: "b", requirement: "R-2", verdict: "fail", reason: "a | b" },
    { case: "c", verdict: "inconclusive", reason: "behind" },
  ];
  expect(table({ entries }).split("\n").slice(2)).toEqual([
    "| `b` | R-1<br>R-2 | fail | a \\| b |",
    "| `c` |  | inconclusive | behind |",
  ]);
});

it("needs the markers", () => {
  expect(() => withTable("a page", { entries: [] })).toThrow(/no place for the table/);
});
