import fc from "fast-check";
import { expect, test } from "vitest";
import { some } from "./some.js";

test("there is always one, and never more than may be", () => {
  fc.assert(
    fc.property(some(fc.nat(), 3), (drawn) => {
      expect(drawn.length).toBeGreaterThan(0);
      expect(drawn.length).toBeLessThanOrEqual(3);
    }),
  );
});

test.each([...Array(20).keys()])("of those that fail by one of them, that one is left (seed %i)", (seed) => {
  const isFine = (drawn: readonly number[]) => drawn.every((one) => one < 50);
  const found = fc.check(fc.property(some(fc.nat(100), 6, "max"), isFine), { seed });
  expect(found.counterexample).toEqual([[50]]);
});
