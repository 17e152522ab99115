import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pairwise } from "./pairwise.js";

describe("pairwise rows", () => {
  test("every two factors meet in every combination of values", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 2, max: 5 }), (count, length) => {
        const values = Array.from({ length: count }, (_, index) => `v${index}`);
        const rows = pairwise(values, length);
        const met = new Set(
          rows.flatMap((row) => row.flatMap((a, i) => row.slice(i + 1).map((b, j) => `${i} ${i + 1 + j} ${a} ${b}`))),
        );
        expect(rows.every((row) => row.length === length)).toBe(true);
        expect(met.size).toBe(((length * (length - 1)) / 2) * count * count);
      }),
    );
  });

  test("far fewer rows than all combinations, and no row twice", () => {
    const rows = pairwise([..."abcdefghij"], 4);
    expect(rows.length).toBeLessThan(200);
    expect(new Set(rows.map((row) => row.join(""))).size).toBe(rows.length);
  });

  test("one factor makes no pair", () => {
    expect(() => pairwise(["a"], 1)).toThrow("two factors");
    expect(() => pairwise([], 2)).toThrow("a value");
  });
});
