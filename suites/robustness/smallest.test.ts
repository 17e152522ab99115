import fc from "fast-check";
import { expect, test } from "vitest";
import { smallest } from "./smallest.js";

const withoutOne = (list: readonly number[]) => list.map((_, index) => list.filter((_, at) => at !== index));

test("property: what is left still fails, and nothing in it can be left out", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 20 }), fc.nat(), async (list, pick) => {
      const culprits = [list[pick % list.length], list[(pick * 7) % list.length]];
      const fails = async (some: readonly number[]) => culprits.every((one) => one !== undefined && some.includes(one));
      const { value } = await smallest<readonly number[]>(list, withoutOne, fails, 10_000);
      expect([...value].sort()).toEqual([...new Set(culprits)].sort());
    }),
  );
});

test("property: it never tries more often than it may, and keeps what it has by then", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 20 }), fc.nat(15), async (list, limit) => {
      let asked = 0;
      const fails = async () => {
        asked += 1;
        return true;
      };
      const { value, tries } = await smallest<readonly number[]>(list, withoutOne, fails, limit);
      expect(tries).toBe(asked);
      expect(tries).toBeLessThanOrEqual(limit);
      expect(value.length).toBe(list.length - tries);
    }),
  );
});
