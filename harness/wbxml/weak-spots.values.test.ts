import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { body, encodeRefusal, HEADER, nest, refusal, syncKey } from "./by-hand.testkit.js";
import { anyDocument, anyOpaque, withoutOffsets } from "./documents.testkit.js";
import { type Content, decode, diagnose, type Element, element, encode, fromXml, textOf, toXml } from "./index.js";

// One test or more for each class of defects that other WBXML codecs have shown. The numbers are the classes of
// docs/wbxml.md; classes 1, 10, 12 to 15 and 25 are also laws of laws.test.ts.

describe("text", () => {
  it.each([
    ["a byte without a sequence", [0xff], 0, 1],
    ["a continuation byte alone", [0x61, 0x80], 1, 1],
    ["a sequence without its continuation", [0xc3, 0x28], 0, 1],
    ["an overlong form of two bytes", [0xc0, 0xaf], 0, 1],
    ["an overlong form of three bytes", [0xe0, 0x80, 0xaf], 0, 1],
    ["an overlong form of four bytes", [0xf0, 0x80, 0x80, 0xaf], 0, 1],
    ["a surrogate", [0xed, 0xa0, 0xbd], 0, 1],
    ["a code point above U+10FFFF", [0xf4, 0x90, 0x80, 0x80], 0, 1],
    ["a sequence cut off after one byte", [0x61, 0xe2], 1, 1],
    ["a sequence cut off after two bytes", [0x61, 0xe2, 0x82], 1, 2],
    ["a sequence cut off after three bytes", [0xf0, 0x9f, 0x98], 0, 3],
    ["a bad byte after 100 good ones", [...Array(100).fill(0x61), 0xff], 100, 1],
  ])("class 24: %s is refused", (_, text, offset, length) => {
    expect(refusal(body(0x4b, 0x03, ...text, 0x00, 0x01))).toEqual({
      code: "invalid-utf8",
      offset: 6 + offset,
      length,
    });
  });

  it("class 24: a character split over two strings is two invalid strings", () => {
    const { root, faults } = diagnose(body(0x4b, 0x03, 0xe2, 0x82, 0x00, 0x03, 0xac, 0x00, 0x01));
    expect(faults.map(({ code, offset, length }) => [code, offset, length])).toEqual([
      ["invalid-utf8", 6, 2],
      ["invalid-utf8", 10, 1],
    ]);
    expect(root?.content).toEqual(["\ufffd", "\ufffd"]);
  });

  it("class 25: U+FEFF at the start of a value is data", () => {
    for (const text of ["\ufeff", "\ufeffx", `\ufeff${"x".repeat(100)}`]) {
      expect(withoutOffsets(decode(encode(syncKey(text))))).toEqual(syncKey(text));
    }
  });

  it("class 26: U+0000 and unpaired surrogates are refused wherever they stand", () => {
    const place = fc.tuple(
      fc.string({ unit: "grapheme", maxLength: 60, size: "max" }),
      fc.string({ unit: "grapheme" }),
    );
    fc.assert(
      fc.property(place, fc.constantFrom("\0", "\ud83d", "\ude00", "\ude00\ud83d"), ([before, after], bad) => {
        const expected = bad === "\0" ? "nul-in-string" : "unpaired-surrogate";
        expect(encodeRefusal(syncKey(before + bad + after))).toBe(expected);
      }),
    );
  });

  it("class 26: U+FFFD itself is a character like any other", () => {
    const text = "\ufffd".repeat(40);
    expect(withoutOffsets(decode(encode(syncKey(text))))).toEqual(syncKey(text));
  });

  it.each(["\r", "\r\n", "a\rb", "]]>", " a ", "\t", "\n", "\u0001", "\ufffe", "\u0085", "<![CDATA[x]]>", "&#13;"])(
    "class 27: %j passes through XML unchanged",
    (text) => {
      expect(fromXml(toXml(syncKey(text)))).toEqual(syncKey(text));
      const mixed = element(0, "Sync", text, element(0, "GetChanges"), text);
      expect(fromXml(toXml(mixed))).toEqual(mixed);
      expect(fromXml(toXml(mixed, { indent: 2 }))).toEqual(mixed);
    },
  );

  it("class 28: opaque data is neither text nor nested WBXML, whatever it holds", () => {
    const nested = { opaque: encode(element(0, "Sync", "x")) };
    expect(withoutOffsets(decode(encode(syncKey(nested, "x", nested)))).content).toEqual([nested, "x", nested]);
    fc.assert(
      fc.property(anyOpaque, (opaque) => {
        expect(fromXml(toXml(syncKey(opaque)))).toEqual(syncKey(opaque));
      }),
    );
  });
});

describe("resources", () => {
  it("class 29: depth ends at the limit, on the way in and on the way out, and costs no stack", () => {
    expect(withoutOffsets(decode(encode(nest(64))))).toEqual(nest(64));
    expect(encodeRefusal(nest(65))).toBe("too-deep");
    expect(encodeRefusal(nest(200_000))).toBe("too-deep");
    expect(refusal(body(...Array(65).fill(0x45)))).toEqual({ code: "too-deep", offset: 68, length: 1 });
    const bomb = Uint8Array.from([...HEADER, ...new Uint8Array(1_000_000).fill(0x45)]);
    expect(refusal(bomb)).toEqual({ code: "too-deep", offset: 68, length: 1 });
    expect(diagnose(bomb).faults).toHaveLength(1);
    expect(() => decode(encode(nest(9)), { maxDepth: 8 })).toThrow("too-deep at byte 12");
    const xml = '<Sync xmlns="AirSync">'.repeat(100_000);
    expect(() => fromXml(xml)).toThrow("more than 64 levels");
  });

  it("class 29: a deep tree made by hand prints without recursion", () => {
    expect(toXml(nest(20_000)).length).toBeGreaterThan(20_000 * 12);
  });

  it("class 29: a tree that holds itself is refused, not followed for ever", () => {
    const content: Content[] = [];
    const circle: Element = { page: 0, tag: "Sync", content };
    content.push(circle);
    expect(encodeRefusal(circle)).toBe("too-deep");
  });

  it("class 30: a million siblings take one pass, and one more is too many", () => {
    const siblings = Uint8Array.from([...HEADER, 0x45, ...new Uint8Array(999_999).fill(0x13), 0x01]);
    expect(decode(siblings).content).toHaveLength(999_999);
    expect(encode(decode(siblings))).toHaveLength(siblings.length);
    const more = Uint8Array.from([...HEADER, 0x45, ...new Uint8Array(1_000_000).fill(0x13), 0x01]);
    expect(refusal(more)).toEqual({ code: "too-large", offset: 5 + 999_999, length: 1 });
    expect(() => encode(element(0, "Sync", ...Array(10).fill(element(0, "Add"))), { maxItems: 10 })).toThrow(
      "more than 10",
    );
  });

  it("class 31: a million tiny strings, switches or faults take one pass", () => {
    const repeat = (count: number, ...unit: number[]): Uint8Array => {
      const bytes = new Uint8Array(5 + count * unit.length + 1);
      bytes.set([...HEADER, 0x45]);
      for (let at = 0; at < count * unit.length; at += 1) bytes[5 + at] = unit[at % unit.length] ?? 0;
      bytes[bytes.length - 1] = 0x01;
      return bytes;
    };
    expect(decode(repeat(999_999, 0x03, 0x61, 0x00)).content).toHaveLength(999_999);
    expect(refusal(repeat(1_000_000, 0x03, 0x61, 0x00))).toEqual({
      code: "too-large",
      offset: 5 + 2_999_997,
      length: 1,
    });
    expect(decode(repeat(1_000_000, 0x00, 0x02)).content).toEqual([]);
    expect(decode(repeat(500_000, 0xc3, 0x00)).content).toHaveLength(500_000);
    const { faults } = diagnose(repeat(1_000_000, 0xc0));
    expect(faults).toHaveLength(1001);
    expect(faults.at(-1)).toMatchObject({ code: "too-many-faults", offset: 1005 });
  });

  it("class 31: one long string and one long opaque value are one step each", () => {
    const text = "aé".repeat(5_000_000);
    expect(decode(encode(syncKey(text))).content).toEqual([text]);
    expect(decode(encode(syncKey({ opaque: new Uint8Array(30_000_000) }))).end).toBe(30_000_000 + 11);
    expect(() => encode(syncKey({ opaque: new Uint8Array(64 * 1024 * 1024) }))).toThrow("more than 67108864 bytes");
    expect(refusal(new Uint8Array(64 * 1024 * 1024 + 1))).toMatchObject({
      code: "too-large",
      offset: 64 * 1024 * 1024,
    });
  });

  it("classes 30 and 31: a tree takes at most 128 bytes of memory for each byte of the document", () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const documents = [[0x13], [0x53, 0x01], [0x03, 0x00], [0xc3, 0x00], [0x4b, 0x03, 0x61, 0x00, 0x01]].map((unit) =>
      Uint8Array.from([...HEADER, 0x45, ...Array(50_000).fill(unit).flat(), 0x01]),
    );
    for (const bytes of documents) {
      collect();
      const before = process.memoryUsage();
      const tree = decode(bytes);
      collect();
      const after = process.memoryUsage();
      const taken = after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers;
      expect(taken / bytes.length).toBeLessThan(128);
      expect(tree.end).toBe(bytes.length);
    }
  });

  it("class 32: calls share nothing, whatever was decoded, refused or encoded in between", () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, (first, second) => {
        const [a, b] = [encode(first), encode(second)];
        const before = decode(a);
        expect(diagnose(b.subarray(0, b.length - 1)).faults).toHaveLength(1);
        expect(refusal(body(0x00, 0x07, 0x3f))).toBeDefined();
        decode(b);
        expect(decode(a)).toEqual(before);
        expect(withoutOffsets(decode(encode(first)))).toEqual(first);
      }),
    );
  });

  it.each([
    ["Uint8Array", (bytes: Uint8Array) => bytes.slice()],
    ["Buffer", (bytes: Uint8Array) => Buffer.from(bytes)],
    [
      "view into a larger buffer",
      (bytes: Uint8Array) => Uint8Array.from([9, 9, ...bytes, 9]).subarray(2, 2 + bytes.length),
    ],
  ])("class 33: the result does not alias the input, a %s, and does not change it", (_, make) => {
    const original = encode(element(22, "ConversationId", { opaque: Uint8Array.of(1, 2, 3) }, "text"));
    const input = make(original);
    const tree = decode(input);
    expect([...input]).toEqual([...original]);
    input.fill(0xff);
    expect(tree.content).toEqual([{ opaque: Uint8Array.of(1, 2, 3) }, "text"]);
    const opaque = Uint8Array.of(1, 2, 3);
    const written = encode(syncKey({ opaque }));
    opaque.fill(9);
    expect([...written.subarray(7, 10)]).toEqual([1, 2, 3]);
  });
});

it("a string table that is referred to again and again costs no more than the document is long (class 31)", () => {
  const table = 50_000;
  const references = 1000;
  const body = [
    ...[0x03, 0x01, 0x6a, 0x83, 0x86, 0x50],
    ...new Array<number>(table).fill(0x61),
    0x45,
    ...Array.from({ length: references }, () => [0x83, 0x00]).flat(),
    0x01,
  ];
  const { root, faults } = diagnose(Uint8Array.from(body));
  const text = root === undefined ? "" : textOf(root);
  expect(text.length).toBeLessThanOrEqual(body.length);
  expect(text.length).toBeGreaterThanOrEqual(table);
  expect(faults.filter(({ code }) => code === "too-large")).toHaveLength(1);
});

it("a text of nothing but control characters is printed in proportion, and read back", () => {
  const text = "\u0002".repeat(1_000_000);
  const root = element(0, "Sync", text);
  const xml = toXml(root);
  expect(xml.length).toBeLessThan(8 * text.length);
  expect(fromXml(xml)).toEqual(root);
});
