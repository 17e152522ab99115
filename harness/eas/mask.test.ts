import * as fc from "fast-check";
import { expect, test } from "vitest";
import { maskBytes, maskHeaders, maskText } from "./index.js";

test("credentials in headers disappear, their scheme stays, their length does not show", () => {
  const masked = maskHeaders(
    [
      ["authorization", "Basic YWxpY2U6c2VjcmV0"],
      ["Proxy-Authorization", "opaque"],
      ["Cookie", "session=abc; other=def"],
      ["Set-Cookie", ""],
      ["X-Note", "alice:secret"],
    ],
    ["secret"],
  );
  expect(masked).toEqual([
    ["authorization", "Basic ********"],
    ["Proxy-Authorization", "********"],
    ["Cookie", "session=********"],
    ["Set-Cookie", ""],
    ["X-Note", "alice:********"],
  ]);
});

test("secrets are found plain, percent-encoded and overlapping", () => {
  expect(maskText("http://u:p%20w@h/?q=p w", ["p w"])).toBe("http://u:********@h/?q=********");
  expect(maskText("xabcdx", ["abc", "bcd", ""])).toBe("x********x");
  expect(maskText("aaa", ["aa"])).toBe("********");
  expect(maskText("clean", ["\ud800"])).toBe("clean");
});

test("a secret is found in every spelling that servers and pages give it", () => {
  const secret = `Pw&ge"h'eim+1/ü`;
  const hex = Buffer.from(secret).toString("hex");
  for (const spelled of [
    ...[
      "Pw%26ge%22h'eim%2B1%2F%C3%BC",
      "Pw%26ge%22h'eim%2b1%2f%c3%bc",
      `Pw&amp;ge"h'eim+1/ü`,
      "Pw&amp;ge&quot;h&#39;eim+1/ü",
    ],
    ...[`Pw&ge\\"h'eim+1/ü`, hex, hex.toUpperCase()],
  ]) {
    expect(maskText(`a ${spelled} b`, [secret])).toBe("a ******** b");
    const bytes = Buffer.from(`a ${spelled} b`);
    expect(Buffer.from(maskBytes(bytes, [secret])).toString("latin1")).toMatch(/^a \*+ b$/);
  }
  for (const encoding of ["utf16le", "latin1"] as const) {
    const bytes = Buffer.from(secret, encoding);
    expect(Buffer.from(maskBytes(bytes, [secret])).toString("latin1")).toMatch(/^\*+$/);
  }
  expect(maskText("a+b", ["a b"])).toBe("********");
});

test("masked text shows neither a secret nor its length", () => {
  const secret = fc.string({ minLength: 1, maxLength: 6 }).filter((text) => !text.includes("*"));
  fc.assert(
    fc.property(fc.string(), fc.string(), secret, (before, after, hidden) => {
      const masked = maskText(before + hidden + after, [hidden]);
      expect(maskText(hidden, [hidden])).toBe("********");
      expect(masked).not.toContain(hidden);
    }),
  );
});

test("masked bytes have the same length and hold no secret any more; clean bytes stay the same array", () => {
  const secret = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => !text.includes("*"));
  fc.assert(
    fc.property(fc.uint8Array(), secret, fc.uint8Array(), (before, hidden, after) => {
      const bytes = Buffer.concat([before, Buffer.from(hidden), after]);
      const masked = Buffer.from(maskBytes(bytes, [hidden]));
      expect(masked).toHaveLength(bytes.length);
      expect(masked.includes(hidden)).toBe(false);
    }),
  );
  const clean = Uint8Array.of(1, 2, 3);
  expect(maskBytes(clean, ["", "x"])).toBe(clean);
});
