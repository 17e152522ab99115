import { expect, test } from "vitest";
import { Catalogue, catalogue } from "./catalogue.js";
import { checkedData } from "./data-file.js";
import { Rulings, rulings } from "./rulings.js";

test("every row is read and found by its id", () => {
  expect(catalogue().rows.length).toBe(158);
  expect(catalogue().row("ASMS-3.2.5.1-5")?.section).toBe("3.2.5.1");
  expect(catalogue().row("ASMS-9.9-9")).toBeUndefined();
});

test("a level that changes by version is looked up by version", () => {
  const row = catalogue().row("ASMS-3.2.5.3-1");
  if (row === undefined) throw new Error("row missing");
  expect(catalogue().level(row, "seed", "14.1")).toBe("fail");
  expect(catalogue().level(row, "current", "14.0")).toBe("fail");
  expect(catalogue().level(row, "current", "14.1")).toBe("inform");
  expect(catalogue().level(row, "seed", "12.1")).toBe("none");
});

test("a row that stands twice is refused", () => {
  const row = catalogue().rows[0];
  if (row === undefined) throw new Error("no row");
  expect(() => new Catalogue([row, row])).toThrow(/ASMS-1.3-1 stands twice/);
});

test("every ruling named by a row exists, or concerns behaviour that no suite judges yet", () => {
  const missing = new Set(
    catalogue()
      .rows.flatMap((row) => row.rulings)
      .filter((id) => rulings().ruling(id) === undefined),
  );
  expect([...missing].sort()).toEqual(["Q30", "Q34", "Q47", "Q48"]);
});

test("every row that a ruling names exists", () => {
  const covered = (pattern: string) =>
    catalogue().rows.some(({ id }) => (pattern.endsWith("*") ? id.startsWith(pattern.slice(0, -1)) : id === pattern));
  expect(
    rulings()
      .all.flatMap(({ rows }) => rows)
      .filter((row) => !covered(row)),
  ).toEqual([]);
});

test("a clause judges only the rows of its ruling", () => {
  expect(rulings().covers("Q9.case", "ASMS-3.2.5.1-6")).toBe(true);
  expect(rulings().covers("Q9.case", "ASMS-3.2.5.1-5")).toBe(false);
  expect(rulings().covers("Q21.to-form", "ASMS-2.2.2.1.1-3")).toBe(true);
  expect(rulings().covers("Q9.nothing", "ASMS-3.2.5.1-6")).toBe(false);
});

test("a clause under a foreign ruling, or twice, is refused", () => {
  const clause = { id: "Q1.x", text: "something", levels: { seed: "fail", current: "fail" } } as const;
  const ruling = { id: "Q1", question: "?", ruling: "!", rows: [], clauses: [clause] };
  expect(() => new Rulings([{ ...ruling, id: "Q2" }])).toThrow(/Q1.x stands under ruling Q2/);
  expect(() => new Rulings([ruling, ruling])).toThrow(/Q1.x stands twice/);
});

test("data that breaks its schema is refused with file and place", () => {
  const schema = { type: "array", items: { type: "object", required: ["id"] } };
  expect(() => checkedData([{ id: 1 }, {}], schema, "vectors/x.json")).toThrow(
    "vectors/x.json: at /1 must have required property 'id'",
  );
});
