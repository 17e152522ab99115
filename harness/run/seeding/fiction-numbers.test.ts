import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawn } from "../random.js";
import { fictionNumber, fictionNumberCount, fictionNumbers, isFictionNumber } from "./fiction-numbers.js";

describe("numbers of the fiction block", () => {
  it("are all different, and all in the block", () => {
    const all = new Set(Array.from({ length: fictionNumberCount }, (_, index) => fictionNumber(index)));
    expect(all.size).toBe(fictionNumberCount);
    expect(fictionNumberCount).toBeGreaterThan(50_000);
    for (const number of all) if (!isFictionNumber(number)) expect.fail(`${number} is not in the block`);
  });

  it("keep to area codes that can exist", () => {
    for (let index = 0; index < fictionNumberCount; index += 100) {
      expect(fictionNumber(index)).toMatch(/^1[2-9](?!11)[0-8]\d5550100$/);
    }
  });

  it("are not drawn twice before all are used up, whatever the seed", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const next = fictionNumbers(drawn(seed));
        const drawnNumbers = new Set<string>();
        for (let count = 0; count < fictionNumberCount; count += 1) drawnNumbers.add(next());
        expect(drawnNumbers.size).toBe(fictionNumberCount);
        expect(drawnNumbers.has(next())).toBe(true);
      }),
      { numRuns: 5 },
    );
  });

  it("are recognised with and without the country code, and others are not", () => {
    expect(isFictionNumber("12065550143")).toBe(true);
    expect(isFictionNumber("2065550143")).toBe(true);
    for (const other of ["12065550243", "12065560143", "442065550143", "5550143", "12065550143@x", ""]) {
      expect(isFictionNumber(other)).toBe(false);
    }
  });

  it("refuse an index outside the block", () => {
    expect(() => fictionNumber(-1)).toThrow(RangeError);
    expect(() => fictionNumber(fictionNumberCount)).toThrow(RangeError);
  });
});
