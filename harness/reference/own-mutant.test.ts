import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mutant } from "./mutant-kit.js";
import { entryFrom, MutantError } from "./own-mutant.js";
import { conformantRules } from "./rules/index.js";

const copies = { select: { copies: () => 2 } };

test("what mutant() makes is taken as it is, with its notes", () => {
  const notes = { summary: "Twice", protocol: "14.0", axes: { class: ["last"] }, shows: "inform" } as const;
  const entry = entryFrom(mutant("my-twice", copies, notes));
  expect(entry).toMatchObject({ id: "my-twice", ...notes });
  expect(entry.overrides(conformantRules)).toEqual(copies);
});

test("a plain object will do, with rules or with a function that makes them", () => {
  expect(entryFrom({ id: "my-twice", overrides: copies }).overrides(conformantRules)).toEqual(copies);
  const made = entryFrom({ id: "my-twice", overrides: () => copies });
  expect(made.overrides(conformantRules)).toEqual(copies);
});

test.each([
  [undefined, /is no mutant/],
  [[], /is no mutant/],
  [{ overrides: copies }, /no id of letters/],
  [{ id: "two words", overrides: copies }, /no id of letters/],
  [{ id: "x", overrides: undefined }, /x replaces no rules/],
  [{ id: "x", overrides: {} }, /x replaces no rule at all/],
  [{ id: "x", overrides: { selects: {} } }, /x replaces selects, which is no rule .*; there are options, refusal/],
  [{ id: "x", overrides: { select: { copys: () => 2 } } }, /x replaces select\.copys, .*; there are .*select\.copies/],
  [{ id: "x", overrides: { select: { copies: 2 } } }, /select\.copies by something that is no function/],
  [{ id: "x", overrides: { select: 2 } }, /select by something that holds no rules/],
  [{ id: "x", overrides: copies, protocol: "2.5" }, /neither 14\.0 nor 14\.1/],
  [{ id: "x", overrides: copies, axes: { class: "last" } }, /axes of x are not/],
  [{ id: "x", overrides: copies, shows: "warn" }, /x shows can only be/],
  [{ id: "x", overrides: copies, summary: 1 }, /summary of x is no text/],
])("%j is refused in one sentence", (exported, sentence) => {
  expect(() => entryFrom(exported)).toThrow(sentence);
  expect(() => entryFrom(exported)).toThrow(MutantError);
});

test("property: whatever is exported, it is a mutant or refused", () => {
  fc.assert(
    fc.property(fc.anything(), (exported) => {
      try {
        expect(entryFrom(exported).id).toMatch(/./);
      } catch (error) {
        expect(error).toBeInstanceOf(MutantError);
      }
    }),
  );
});

describe("docs/mutants.md", () => {
  test("lists every rule that can be replaced, and no other", () => {
    const page = readFileSync(new URL("../../docs/mutants.md", import.meta.url), "utf8");
    const rows = page.split("\n").flatMap((line) => {
      const cells = /^\| `(\w+)` \| [^|]+ \| ((`\w+`(, )?)+) \|$/.exec(line);
      return cells === null ? [] : [[cells[1], cells[2]]];
    });
    const rules = Object.entries(conformantRules).map(([group, names]) => [
      group,
      Object.keys(names)
        .map((name) => `\`${name}\``)
        .join(", "),
    ]);
    expect(rows.filter(([group]) => rules.some(([known]) => known === group))).toEqual(rules);
  });
});
