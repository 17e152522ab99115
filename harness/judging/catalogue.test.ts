import { expect, test } from "vitest";
import { Catalogue, catalogue } from "./catalogue.js";
import { checkedData } from "./data-file.js";
import { governs, Rulings, rulings } from "./rulings.js";

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

test("the rulings are numbered without a gap, and in order", () => {
  const { all } = rulings();
  expect(all.length).toBeGreaterThanOrEqual(58);
  expect(all.map(({ id }) => id)).toEqual(Array.from({ length: all.length }, (_, index) => `Q${index + 1}`));
});

test("a row names exactly the rulings that govern it", () => {
  const wrong = catalogue()
    .rows.map((row) => ({
      row: row.id,
      named: row.rulings,
      governing: rulings()
        .all.filter((ruling) => governs(ruling, row.id))
        .map(({ id }) => id),
    }))
    .filter(({ named, governing }) => named.join() !== governing.join());
  expect(wrong).toEqual([]);
});

test("a ruling that the words of a row speak of governs it", () => {
  const unnamed = catalogue().rows.flatMap((row) =>
    [...new Set(`${row.summary} ${row.observable} ${row.how} ${row.errata ?? ""}`.match(/\bQ\d+\b/g))]
      .filter((ruling) => !row.rulings.includes(ruling))
      .map((ruling) => `${row.id}: ${ruling}`),
  );
  expect(unnamed).toEqual([]);
});

test("versions that the document does not know are versions of the row", () => {
  expect(
    catalogue().rows.filter(({ beyondSeed, versions }) => !beyondSeed.every((version) => versions.includes(version))),
  ).toEqual([]);
});

test("a row that can be tested weighs something at every version it holds in, and any other weighs nothing", () => {
  const wrong = catalogue().rows.filter((row) =>
    (["seed", "current"] as const).some((profile) =>
      row.versions.some(
        (version) => (catalogue().level(row, profile, version) === "none") !== (row.testable === "untestable"),
      ),
    ),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test("every clause weighs something somewhere, at each version from 14.0 on or at an older one alone", () => {
  const silent = rulings().all.flatMap(({ clauses }) =>
    clauses.filter((clause) => {
      const judged = (["12.1", "14.0", "14.1", "16.0", "16.1"] as const).filter(
        (version) => rulings().level(clause, "seed", version) !== "none",
      );
      return judged.length === 0 || (judged.includes("14.0") && !judged.includes("16.1"));
    }),
  );
  expect(silent.map(({ id }) => id)).toEqual([]);
});

test.each([
  // Q17: the deletion of an SMS item at 14.0
  ["Q17.told", "seed", "14.0", "warn"],
  ["Q17.told", "current", "14.1", "fail"],
  ["Q17.class", "seed", "14.0", "inform"],
  ["Q17.class", "seed", "14.1", "warn"],
  // Q30: an estimate without Options
  ["Q30.no-options", "seed", "14.1", "fail"],
  ["Q30.no-options", "current", "14.1", "inform"],
  ["Q30.no-options", "current", "14.0", "inform"],
  // Q32: Status 5
  ["Q32.no-number", "seed", "16.1", "fail"],
  ["Q32.no-number", "current", "14.0", "fail"],
  ["Q32.no-number", "current", "14.1", "inform"],
  ["Q32.with-number", "current", "16.0", "fail"],
  // Q38: an Add without Class
  ["Q38.refused", "seed", "14.1", "warn"],
  ["Q38.not-sms", "seed", "14.1", "fail"],
  ["Q38.not-sms", "current", "16.0", "inform"],
  // Q40: folders
  ["Q40.core", "current", "14.0", "fail"],
  ["Q40.others", "seed", "14.0", "inform"],
  ["Q40.others", "seed", "14.1", "warn"],
  // Q41: the one probe before 14.0
  ["Q41.before-14", "seed", "12.1", "inform"],
  ["Q41.before-14", "seed", "14.0", "none"],
  // Q55: what the operator declared
  ["Q55.undeclared", "seed", "14.1", "warn"],
  ["Q55.declared", "seed", "14.1", "fail"],
] as const)("clause %s weighs, in profile %s at %s: %s", (id, profile, version, level) => {
  const clause = rulings().clause(id);
  if (clause === undefined) throw new Error(`${id} is missing`);
  expect(rulings().level(clause, profile, version)).toBe(level);
});

test.each([
  // Q17 softens how a deletion is told at 14.0, not that the item is gone.
  ["ASMS-3.1.4.1.2-3", "14.0", "fail"],
  ["ASMS-2.2.2.2.2-4", "14.0", "inform"],
  ["ASMS-2.2.2.2.2-4", "14.1", "warn"],
] as const)("row %s weighs at %s in both profiles: %s", (id, version, level) => {
  const row = catalogue().row(id);
  if (row === undefined) throw new Error(`${id} is missing`);
  expect([catalogue().level(row, "seed", version), catalogue().level(row, "current", version)]).toEqual([level, level]);
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

test("a row names the rulings that speak of it, and no others", () => {
  const strangers = catalogue().rows.flatMap(({ id, rulings: named }) =>
    named.filter((ruling) => !governs(rulings().ruling(ruling) ?? { rows: [] }, id)).map((ruling) => `${id} ${ruling}`),
  );
  expect(strangers).toEqual([]);
});

test("a clause judges only the rows of its ruling", () => {
  expect(rulings().covers("Q9.case", "ASMS-3.2.5.1-6")).toBe(true);
  expect(rulings().covers("Q9.case", "ASMS-3.2.5.1-5")).toBe(false);
  expect(rulings().covers("Q21.to-form", "ASMS-2.2.2.1.1-3")).toBe(true);
  expect(rulings().covers("Q9.nothing", "ASMS-3.2.5.1-6")).toBe(false);
});

test("a clause under a foreign ruling, or twice, is refused", () => {
  const clause = { id: "Q1.x", text: "something", levels: { seed: "fail", current: "fail" } } as const;
  const ruling = { id: "Q1", question: "?", ruling: "!", evidence: [], rows: [], clauses: [clause] };
  expect(() => new Rulings([{ ...ruling, id: "Q2" }])).toThrow(/Q1.x stands under ruling Q2/);
  expect(() => new Rulings([ruling, ruling])).toThrow(/Q1.x stands twice/);
});

test("data that breaks its schema is refused with file and place", () => {
  const schema = { type: "array", items: { type: "object", required: ["id"] } };
  expect(() => checkedData([{ id: 1 }, {}], schema, "vectors/x.json")).toThrow(
    "vectors/x.json: at /1 must have required property 'id'",
  );
});
