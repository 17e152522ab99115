import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mutant } from "./mutant-kit.js";
import { entryFrom, MutantError } from "./own-mutant.js";
import { conformantRules } from "./rules/index.js";

const copies = { select: { copies: () => 2 } };

/** What the server is told by these rules, in place of "one copy". */
function copiesBy({ overrides }: ReturnType<typeof entryFrom>): unknown {
  const { copies: own } = overrides(conformantRules).select ?? {};
  return Reflect.apply(own ?? (() => 1), undefined, []);
}

test("what mutant() makes is taken as it is, with its notes", () => {
  const notes = { summary: "Twice", protocol: "14.0", axes: { class: ["last"] }, shows: "inform" } as const;
  const entry = entryFrom(mutant("my-twice", copies, notes));
  expect(entry).toMatchObject({ id: "my-twice", ...notes });
  expect(copiesBy(entry)).toBe(2);
});

test("a plain object will do, with rules or with a function that makes them", () => {
  expect(copiesBy(entryFrom({ id: "my-twice", overrides: copies }))).toBe(2);
  expect(copiesBy(entryFrom({ id: "my-twice", overrides: () => copies }))).toBe(2);
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
  [{ id: "x", overrides: { select: { copies: async () => 2 } } }, /select\.copies by an async function; .*leave async/],
  [{ id: "x", overrides: async () => copies }, /the rules of x come as a Promise; .*leave async and await out/],
  [{ id: "x", overrides: { select: 2 } }, /select by something that holds no rules/],
  [{ id: "x", overrides: copies, protocol: "2.5" }, /neither 14\.0 nor 14\.1/],
  [{ id: "x", overrides: copies, axes: { class: "last" } }, /axes of x are not/],
  [{ id: "x", overrides: copies, shows: "warn" }, /x shows can only be/],
  [{ id: "x", overrides: copies, summary: 1 }, /summary of x is no text/],
])("%j is refused in one sentence", (exported, sentence) => {
  expect(() => entryFrom(exported)).toThrow(sentence);
  expect(() => entryFrom(exported)).toThrow(MutantError);
});

test("a rule that answers with a Promise is told, with its file, when the server asks it", () => {
  const overrides = { select: { copies: () => Promise.resolve(2) } };
  expect(() => copiesBy(entryFrom({ id: "x", overrides }))).toThrow(
    "x answers select.copies with a Promise; the server does not wait for it: leave async and await out",
  );
  expect(() => copiesBy(entryFrom({ id: "x", overrides }, "mine.mjs"))).toThrow(/^mine\.mjs: x answers/);
});

test("a rule may ask others of its group through `this`", () => {
  const group = { copies: () => 3 };
  const overrides = {
    select: {
      visible(this: typeof group) {
        return this.copies() === 3;
      },
    },
  };
  const { visible = () => false } = entryFrom({ id: "x", overrides }).overrides(conformantRules).select ?? {};
  expect(Reflect.apply(visible, group, [])).toBe(true);
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
