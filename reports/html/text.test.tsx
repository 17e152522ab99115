import { renderToString } from "preact-render-to-string";
import { expect, it } from "vitest";
import { count, duration, moment, plural } from "./format.js";
import { Text } from "./text.js";

function render(value: string, most?: number): string {
  return renderToString(most === undefined ? <Text value={value} /> : <Text value={value} most={most} />);
}

it("escapes markup", () => {
  expect(render("<script>&\"'")).toBe("&lt;script>&amp;&quot;'");
});

it.each(["\u0000", "\u001b", "\r", "\u007f", "\u0085", "\u200b", "\u202e", "\u2066", "\ufeff", "\ud800"])(
  "writes %j by its code",
  (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    expect(render(`a${character}b`)).toBe(`<bdi>a<span class="code-point">U+${code}</span>b</bdi>`);
  },
);

it("leaves layout, other scripts and joined emoji alone", () => {
  const text = "a\tb\nc \u05e9\u05dc \u{20BB7} \u{1F468}\u200d\u{1F469}";
  expect(render(text)).toBe(`<bdi>${text}</bdi>`);
});

it("isolates whatever may turn the direction of its neighbours, and nothing else", () => {
  expect(render("Sync(1)\t~\n")).toBe("Sync(1)\t~\n");
  expect(render("\u05e9\u05dc(1")).toBe("<bdi>\u05e9\u05dc(1</bdi>");
});

it("cuts between characters and says how much is left out", () => {
  expect(render(`ab\u{20BB7}cd`, 3)).toContain("ab<span");
  expect(render(`ab\u{20BB7}cd`, 3)).toContain("… 4 more characters, see results.json");
});

it("writes figures as people read them", () => {
  expect([count(0), count(999), count(1_234_567)]).toEqual(["0", "999", "1,234,567"]);
  expect([plural(1, "case"), plural(2, "case"), plural(0, "case")]).toEqual(["1 case", "2 cases", "0 cases"]);
  expect([duration(0.4), duration(412), duration(1_250), duration(12_340), duration(192_400)]).toEqual([
    "0 ms",
    "412 ms",
    "1.25 s",
    "12.3 s",
    "3 min 12 s",
  ]);
  expect(moment("2026-11-22T20:03:12.345Z")).toBe("22 Nov 2026, 20:03:12 UTC");
  expect(moment("yesterday")).toBe("yesterday");
});
