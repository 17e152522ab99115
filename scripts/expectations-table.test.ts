import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Expectations, table, withTable } from "./expectations-table.mjs";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

describe("the expectations of SOGo", () => {
  const expected: Expectations = JSON.parse(read("targets/sogo/expected.json"));

  it("have a reason each", () => {
    const without = Object.entries(expected.cases).filter(([, { why }]) => why.trim() === "");
    expect(without.map(([id]) => id)).toEqual([]);
  });

  it("stand in their page as they are committed", () => {
    const page = read("docs/servers/sogo.md");
    expect(withTable(page, expected)).toBe(page);
  });
});

it("shows what was judged, what blocks it, and the reason", () => {
  const cases = {
    a: { verdict: "pass", passes: ["R-1"], why: "good" },
    b: { verdict: "fail", fails: ["R-2"], passes: ["R-1"], why: "a | b" },
    c: { verdict: "inconclusive", blockedBy: "b", warns: ["R-3"], why: "behind" },
  };
  expect(table({ cases }).split("\n").slice(2)).toEqual([
    "| `a` | R-1 | pass | good |",
    "| `b` | **R-2**<br>R-1 (kept) | fail | a \\| b |",
    "| `c` | R-3 (warn) | inconclusive, behind b | behind |",
  ]);
});

it("needs the markers", () => {
  expect(() => withTable("a page", { cases: {} })).toThrow(/no place for the table/);
});
