import { expect, test } from "vitest";
import { catalogue } from "../catalogue.js";
import { rulings } from "../rulings.js";
import { consequences } from "./consequences.js";
import { explainBreach, explainRequirement } from "./requirement.js";
import { headingOf } from "./sections.js";

test("a row is explained from the row, its rulings, its cases and its consequence", () => {
  const words = explainRequirement("ASMS-3.2.5.1-5");
  expect(words).toMatchObject({
    section: "3.2.5.1",
    heading: "Processing a Sync Request",
    level: "STATEMENT",
    binds: "a rule for servers",
    breach: { seed: "fail" },
  });
  expect(words?.rulings.map(({ id }) => id)).toEqual(expect.arrayContaining(["Q1", "Q2"]));
  expect(words?.testedBy).toContainEqual({
    scenario: "ERR-01",
    title: expect.any(String),
    by: expect.arrayContaining(["sync-three-options"]),
  });
  expect(words?.mutants).toContain("M-opt-three-accepted");
  expect(explainRequirement("ASMS-9-9")).toBeUndefined();
});

test("every row says what a breach means and how it comes about, and stands in one entry", () => {
  const rows = catalogue().rows.map(({ id }) => id);
  const entries = [...new Set(consequences().values())];
  expect(entries.flatMap((entry) => entry.rows).sort()).toEqual([...rows].sort());
  for (const { id, section } of catalogue().rows) {
    const words = explainRequirement(id);
    expect(words?.user, id).toMatch(/\.$/);
    expect(words?.mistake, id).toMatch(/\.$/);
    expect(headingOf(section), id).toBeDefined();
  }
});

test("a finding is explained by its clause where that has words of its own, else by its row", () => {
  const requirement = "ASMS-3.2.5.1-5";
  const row = explainBreach({ requirement });
  expect(row?.user).toBe(explainRequirement(requirement)?.user);
  expect(explainBreach({ requirement, ruling: "Q1.place" })).toEqual(row);
  expect(explainBreach({ requirement, ruling: "no such clause" })).toEqual(row);
  const code = explainBreach({ requirement, ruling: "Q16.code" });
  expect(code?.user).toMatch(/^The phone is refused, as it should be, but with a code/);
  expect(`${code?.user} ${code?.mistake}`).not.toMatch(/count|foresee|not told/);
  expect(explainBreach({ requirement: "ASMS-9-9", ruling: "Q16.code" })).toBeUndefined();
});

/** Clauses that judge a text, recipients, a missing or an empty element; under rows whose words are of something else. */
test.each(["Q24.to", "Q26.text", "Q59.beyond", "Q59.empty", "Q59.rest-kept", "Q61.cut"])(
  "%s says more than the rows under which it is judged",
  (ruling) => {
    for (const requirement of ["ASMS-2.2.1-1", "ASMS-2.2.2-3", "ASMS-2.2.2-5"]) {
      const own = explainBreach({ requirement, ruling });
      expect(own).not.toEqual(explainBreach({ requirement }));
      expect(`${own?.user} ${own?.mistake}`).not.toMatch(/without its container|set to a constant|has no @/);
    }
  },
);

test("a sentence stands once", () => {
  const clauses = rulings().all.flatMap((ruling) => ruling.clauses);
  const sentences = [...new Set(consequences().values()), ...clauses]
    .flatMap(({ user, mistake }) => [user, mistake])
    .filter((sentence) => sentence !== undefined);
  const repeated = sentences.filter((text, index) => sentences.indexOf(text) !== index);
  expect(repeated).toEqual([]);
});

test.each([
  ["ASMS-2.2.2.2.3-3", "Q32"],
  ["ASMS-2.2.2.2.3-6", "Q32"],
  ["ASMS-3.1.4.3-5", "Q32"],
  ["ASMS-4.3-8", "Q24"],
  ["ASMS-2.2.2.1.1-1", "Q21"],
  ["ASMS-2.2.2.2.1-4", "Q6"],
  ["ASMS-3.1.4.1.1.2-8", "Q28"],
])("%s is not followed by ruling %s, which is about something else", (row, ruling) => {
  expect(explainRequirement(row)?.rulings.map(({ id }) => id)).not.toContain(ruling);
});

test("what a wrong estimate means and comes from is told of estimates, not of stored items", () => {
  for (const { id, section } of catalogue().rows) {
    if (section !== "3.1.4.2" && section !== "3.2.5.2") continue;
    const { user, mistake } = explainRequirement(id) ?? {};
    expect(`${user} ${mistake}`, id).not.toMatch(/is stored|folder is not synchronised|turn up as/);
  }
});
