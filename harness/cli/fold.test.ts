import fc from "fast-check";
import { expect, test } from "vitest";
import { clip, fold } from "./fold.js";

test("breaks at spaces and indents what follows", () => {
  expect(fold("  one two three four", 10)).toBe("  one two\n    three\n    four");
  expect(fold("a/very/long/path and more", 10)).toBe("a/very/long/path\n  and more");
  expect(fold("short\n\nlines", 10)).toBe("short\n\nlines");
});

test("leaves text alone that is written to no terminal", () => {
  const text = "x ".repeat(200);
  expect(fold(text, undefined)).toBe(text);
});

test("counts no column for a colour", () => {
  const red = "\x1b[31mone two\x1b[39m";
  expect(fold(red, 7)).toBe(red);
});

const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 });

test("property: no line of words that fit is wider than the terminal, and no word is lost", () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 100 }), fc.integer({ min: 0, max: 6 }), (all, columns, margin) => {
      const folded = fold(" ".repeat(margin) + all.join(" "), columns);
      for (const line of folded.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
      expect(folded.trim().split(/\s+/)).toEqual(all);
    }),
  );
});

test("property: a clipped line is never wider, and is the line itself where it fits", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 80 }), (line, columns) => {
      const clipped = clip(line, columns);
      expect([...clipped].length).toBeLessThanOrEqual(columns);
      if ([...line].length <= columns) expect(clipped).toBe(line);
      else expect(clipped.endsWith("…")).toBe(true);
    }),
  );
});
