import fc from "fast-check";
import { expect, test } from "vitest";
import { type Lean, smallest } from "./smallest.js";

const list: Lean<readonly number[]> = {
  levels: () => 1,
  parts: (value) => value.length,
  without: (value, _level, from, count) => value.filter((_, index) => index < from || index >= from + count),
};

test("property: what is left still fails, and nothing in it can be left out", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 20 }), fc.nat(), async (drawn, pick) => {
      const culprits = [drawn[pick % drawn.length], drawn[(pick * 7) % drawn.length]];
      const fails = async (some: readonly number[]) => culprits.every((one) => one !== undefined && some.includes(one));
      const { value, complete } = await smallest(drawn, list, fails, 10_000);
      expect([...value].sort()).toEqual([...new Set(culprits)].sort());
      expect(complete).toBe(true);
    }),
  );
});

test("property: it never tries more often than it may, and says so", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 20 }), fc.nat(15), async (drawn, limit) => {
      let asked = 0;
      const fails = async (some: readonly number[]) => {
        asked += 1;
        return some.length > 0;
      };
      const { tries, complete } = await smallest(drawn, list, fails, limit);
      expect(tries).toBe(asked);
      expect(tries).toBeLessThanOrEqual(limit);
      if (tries < limit) expect(complete).toBe(true);
    }),
  );
});

test("one part of a thousand is found by halves", async () => {
  const drawn = Array.from({ length: 1000 }, (_, index) => index);
  const { value, tries } = await smallest(drawn, list, async (some) => some.includes(777), 10_000);
  expect(value).toEqual([777]);
  expect(tries).toBeLessThan(40);
});

test("what gives no answer ends it, with what there is by then", async () => {
  let asked = 0;
  const fails = async (some: readonly number[]) => {
    asked += 1;
    return asked > 3 ? undefined : some.includes(5);
  };
  const drawn = [1, 2, 3, 4, 5, 6, 7, 8];
  const { value, tries, complete } = await smallest(drawn, list, fails, 100);
  expect({ value, tries, complete }).toEqual({ value: [5, 6, 7, 8], tries: 3, complete: false });
});
