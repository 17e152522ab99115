import fc from "fast-check";
import { expect, test } from "vitest";
import { spelled, spelledLine } from "./spelled.js";

test("escape sequences and marks of direction are spelled out", () => {
  expect(spelled("\u001b[31m\u0007red\u202Eeht\r\n\tend")).toBe("\\u001B[31m\\u0007red\\u202Eeht\\u000D\n\tend");
  expect(spelledLine("no\r\n::error title=x::y")).toBe("no\\u000D ::error title=x::y");
  expect(spelled("Grüße, 你好 🎉")).toBe("Grüße, 你好 🎉");
});

test("property: whatever comes in, no control character but line ends and tabs goes out", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", size: "max", maxLength: 200 }), (text) => {
      expect(spelled(text)).not.toMatch(/[^\P{Cc}\n\t]/u);
      expect(spelledLine(text)).not.toContain("\n");
    }),
  );
});
