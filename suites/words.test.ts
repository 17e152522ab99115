import fc from "fast-check";
import { expect, test } from "vitest";
import { shownBeside, shownText } from "./words.js";

test.each([
  ["a compatibility ideograph", "\u{2F800}]]>", "\u4E3D]]>", "character 1 is U+2F800", "character 1 is U+4E3D"],
  ["a composed letter", "caf\u00E9", "cafe\u0301", "character 4 is U+00E9", "character 4 is U+0065"],
  ["what has no width", "\uFEFF", "", "character 1 is U+FEFF", "it ends after 0 characters"],
  ["a blank at the end", "a ", "a", "character 2 is U+0020", "it ends after 1 character"],
  ["a blank of another width", "a b", "a\u2009b", "character 2 is U+0020", "character 2 is U+2009"],
  [
    "what is cut off",
    `${"a".repeat(200)}b`,
    `${"a".repeat(200)}`,
    "character 201 is U+0062",
    "it ends after 200 characters",
  ],
])("two texts that differ in %s are told apart by code point", (_, sent, came, ofSent, ofCame) => {
  expect(shownBeside(sent, came)).toBe(`${shownText(sent)} (${ofSent})`);
  expect(shownBeside(came, sent)).toBe(`${shownText(came)} (${ofCame})`);
});

test("texts that anybody can tell apart are just shown", () => {
  expect(shownBeside("Hello", "Hullo")).toBe('"Hello"');
  expect(shownBeside("Hello", undefined)).toBe('"Hello"');
  expect(shownBeside("Hello", "Hello")).toBe('"Hello"');
});

test("property: two different texts are never shown in the same words", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("a", " ", "\u200B", "e\u0301", "\u00E9") }),
  );
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      if (one !== other) expect(shownBeside(one, other)).not.toBe(shownBeside(other, one));
    }),
  );
});
