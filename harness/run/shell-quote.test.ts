import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { quoted } from "./shell-quote.js";

test("what needs no quotes has none, on any system", () => {
  for (const platform of ["linux", "win32"] as const) {
    expect(quoted("sync-three-options", platform)).toBe("sync-three-options");
    expect(quoted("https://mail.example:443/a-b_c.d", platform)).toBe("https://mail.example:443/a-b_c.d");
  }
});

test("a shell of Unix gives back any text", () => {
  const text = fc.string({ unit: fc.constantFrom(..."ab '\"\\$`[]{}*?!%&|;<>()~#\tä") });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 30 }), (texts) => {
      const line = texts.map((one) => quoted(one, "linux")).join(" ");
      const printed = execFileSync("sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" });
      expect(printed.split("\0").slice(0, -1)).toEqual(texts);
    }),
    { numRuns: 30 },
  );
});

test.each([
  ["sync[class=last]", '"sync[class=last]"'],
  ["C:\\Users\\me\\pass word", '"C:\\Users\\me\\pass word"'],
  ["C:\\folder\\", '"C:\\folder\\\\"'],
  ['say "no"', '"say \\"no\\""'],
  ['a\\"', '"a\\\\\\""'],
  ["", '""'],
])("Windows: %s", (text, line) => {
  expect(quoted(text, "win32")).toBe(line);
});
