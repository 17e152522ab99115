import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { expect, it } from "vitest";
import { HexDump, type Region } from "./hex.js";

function render(bytes: Uint8Array, regions: readonly Region[] = []): string {
  return renderToString(<HexDump bytes={bytes} regions={regions} label="Bytes" />);
}

function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, "");
}

/** The hex column read back: the bytes that stand between offset and text. */
function bytesOf(text: string): number[] {
  return text
    .split("\n")
    .filter((line) => /^[0-9a-f]{6} {2}/.test(line))
    .flatMap((line) => line.slice(8, 8 + 48).match(/[0-9a-f]{2}/g) ?? [])
    .map((hex) => Number.parseInt(hex, 16));
}

function markedBytes(html: string): number {
  // The first column only: the second shows the same bytes as text, which may look like hex.
  const marks = [...html.matchAll(/<mark>((?:[0-9a-f]{2}(?: |(?=<)))+)<\/mark>/g)];
  return marks.reduce((sum, [, run = ""]) => sum + run.trim().split(" ").length, 0);
}

it("shows offset, bytes and text", () => {
  const html = render(new Uint8Array([3, 1, 0x6a, 0, ...Buffer.from("<Hello>"), 0xff, 0x80, 32, 0x7f, 10, 65]));
  expect(textOf(html)).toBe(
    "000000  03 01 6a 00 3c 48 65 6c 6c 6f 3e ff 80 20 7f 0a  ··j·&lt;Hello>·· ··\n" +
      `000010  41${"   ".repeat(15)}  A\n`,
  );
});

it("shows every byte of a body of up to 1,024, whatever is marked", () => {
  const region = fc
    .tuple(fc.nat(1_100), fc.nat(1_100))
    .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
  const body = fc.uint8Array({ maxLength: 1_024, size: "max" });
  fc.assert(
    fc.property(body, fc.array(region, { maxLength: 3 }), (bytes, regions) => {
      expect(bytesOf(textOf(render(bytes, regions)))).toEqual([...bytes]);
    }),
    { numRuns: 40 },
  );
});

it("marks exactly the bytes of a region", () => {
  // Zeroes are dots in the text column, so that marks there are no hex.
  const bytes = new Uint8Array(200);
  fc.assert(
    fc.property(fc.nat(199), fc.integer({ min: 1, max: 60 }), (start, length) => {
      const end = Math.min(200, start + length);
      expect(markedBytes(render(bytes, [{ start, end }]))).toBe(end - start);
    }),
    { numRuns: 60 },
  );
});

it("shows a long body at its head, its end and around the mark, and says what is left out", () => {
  const bytes = new Uint8Array(100_000);
  const html = render(bytes, [{ start: 50_000, end: 50_004 }]);
  expect(markedBytes(html)).toBe(4);
  expect(textOf(html)).toContain("000000  ");
  expect(textOf(html)).toContain("01869"); // the last row, at byte 99,984
  expect(textOf(html)).toMatch(/… [\d,]+ bytes, see exchanges\.ndjson/);
  expect(html.length).toBeLessThan(10_000);
});

it("says where a body ends too early", () => {
  expect(textOf(render(new Uint8Array([3, 1]), [{ start: 2, end: 2 }]))).toContain("the body ends here");
});
