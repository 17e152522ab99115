import fc from "fast-check";
import { expect, test } from "vitest";
import { shares } from "./shares.js";

test("both texts get half of the room, and what the other does not need", () => {
  expect(shares("abcdefgh", "ijklmnop", 8)).toEqual(["abc…", "ijk…"]);
  expect(shares("abcdefgh", "ij", 8)).toEqual(["abcde…", "ij"]);
  expect(shares("ab", "ijklmnop", 8)).toEqual(["ab", "ijklm…"]);
});

test("property: they take no more than the room, and are cut only where they must be", () => {
  const text = fc.string({ unit: "grapheme-ascii", maxLength: 60 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 2, max: 80 }), (first, second, room) => {
      const [one, other] = shares(first, second, room);
      expect([...one].length + [...other].length).toBeLessThanOrEqual(room);
      if (first.length + second.length <= room) expect([one, other]).toEqual([first, second]);
    }),
  );
});
