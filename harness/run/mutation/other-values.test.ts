import fc from "fast-check";
import { expect, test } from "vitest";
import { type Check, type Kill, nameOf } from "./checks.js";
import type { MutantJudgement } from "./judge.js";
import { OtherValues } from "./other-values.js";

/** Cases a and b judge the same row, c another. */
function check(caseId: string, value: string): Kill {
  const id = `${caseId}[v=${value}]`;
  return { in: id, id, caseId, axes: { v: value }, protocol: "14.1", requirement: rowOf(caseId) };
}

function rowOf(caseId: string): string {
  return caseId === "c" ? "ASMS-3.2.5.1-6" : "ASMS-3.2.5.1-5";
}

function judged(id: string, kills: readonly Kill[]): MutantJudgement {
  const words = { summary: "", severity: "fail", detectedBy: "any", requirements: [], protocol: "14.1" } as const;
  return { ...words, id, verdict: "killed", because: "", unspecific: [], kills };
}

/** Sends mutants on errands until none is left; `kills` says what each makes fail. Who went where, and what is still open. */
function settle(
  open: readonly Kill[],
  first: readonly MutantJudgement[],
  kills: (who: number, check: Check) => boolean,
) {
  const others = new OtherValues(open, () => true);
  let now = [...first];
  const went: string[] = [];
  for (let errands = others.next(now); errands.length > 0; errands = others.next(now)) {
    for (const { who, ids } of errands) {
      went.push(...ids.map((id) => `${who} ${id}`));
      const found = open.filter((one) => ids.includes(one.id) && kills(who, one));
      now = now.map((one, index) => (index === who ? { ...one, kills: [...one.kills, ...found] } : one));
    }
  }
  const killed = new Set(now.flatMap((one) => one.kills.map(nameOf)));
  return { went, left: open.filter((one) => !killed.has(nameOf(one))) };
}

test("who makes a check fail at one value is asked at the others, the most able first", () => {
  const open = [check("a", "2"), check("a", "3"), check("b", "2")];
  const first = [judged("X-a", [check("a", "1")]), judged("X-both", [check("a", "1"), check("b", "1")])];
  const { went, left } = settle(open, first, (who) => who === 1);
  expect(left).toEqual([]);
  expect(went).toEqual(["1 a[v=2]", "1 a[v=3]", "1 b[v=2]"]);
});

test("who makes the same row fail in another case is asked last", () => {
  const open = [check("a", "2")];
  const first = [judged("X-b", [check("b", "1")]), judged("X-a", [check("a", "1")])];
  expect(settle(open, first, () => true).went).toEqual(["1 a[v=2]"]);
  expect(settle(open, first, (who) => who === 0)).toEqual({ went: ["1 a[v=2]", "0 a[v=2]"], left: [] });
});

test("a check that nobody makes fail anywhere is nobody's errand", () => {
  expect(new OtherValues([check("c", "2")], () => true).next([judged("X-a", [check("a", "1")])])).toEqual([]);
});

test("property: it ends, nobody goes twice, and what is left was tried on everybody able", () => {
  const cases = fc.constantFrom("a", "b", "c");
  const values = fc.constantFrom("2", "3", "4");
  const power = fc.record({ able: fc.uniqueArray(cases), fails: fc.uniqueArray(fc.tuple(cases, values).map(String)) });
  fc.assert(
    fc.property(fc.array(power, { maxLength: 5, size: "max" }), (mutants) => {
      const open = ["a", "b", "c"].flatMap((name) => ["2", "3", "4"].map((value) => check(name, value)));
      const first = mutants.map(({ able }, index) =>
        judged(
          `X-${index}`,
          able.map((name) => check(name, "1")),
        ),
      );
      const fails = (who: number, { caseId, axes }: Check) =>
        mutants[who]?.fails.includes(`${caseId},${axes.v}`) === true;
      const { went, left } = settle(open, first, fails);
      expect(new Set(went).size).toBe(went.length);
      for (const one of open) {
        const helpers = mutants.filter(
          (_, who) => mutants[who]?.able.some((name) => rowOf(name) === rowOf(one.caseId)) && fails(who, one),
        );
        expect(left.includes(one)).toBe(helpers.length === 0);
      }
    }),
  );
});

test("a mutant that cannot be held against such cases is sent on no errand", () => {
  const first = [judged("X-drawn", [check("a", "1")]), judged("X-a", [check("b", "1")])];
  const others = new OtherValues([check("a", "2")], (who) => who !== 0);
  expect(others.next(first)).toEqual([{ who: 1, ids: ["a[v=2]"] }]);
});
