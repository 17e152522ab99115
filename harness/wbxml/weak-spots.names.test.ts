import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { body, encodeRefusal, refusal } from "./by-hand.testkit.js";
import { withoutOffsets } from "./documents.testkit.js";
import { codePages, decode, diagnose, type Element, element, encode, fromXml } from "./index.js";

// One test or more for each class of defects that other WBXML codecs have shown. The numbers are the classes of
// docs/wbxml.md; classes 1, 10, 12 to 15 and 25 are also laws of laws.test.ts.

describe("names", () => {
  it.each([
    ["a token that its page does not define", [0x45, 0x3f, 0x01], { code: "unknown-token", offset: 5, length: 1 }],
    ["a page above 25", [0x00, 0x1a, 0x45, 0x01], { code: "unknown-page", offset: 4, length: 2 }],
    [
      "a page above 25 that no tag uses",
      [0x00, 0x63, 0x00, 0x00, 0x45, 0x01],
      { code: "unknown-page", offset: 4, length: 2 },
    ],
    ["page 3, which has no tags", [0x00, 0x03, 0x45, 0x01], { code: "unknown-token", offset: 6, length: 1 }],
    [
      "a token of older implementations",
      [0x00, 0x0e, 0x45, 0x12, 0x01],
      { code: "unknown-token", offset: 7, length: 1 },
    ],
  ])("class 17: %s is refused and named", (_, bytes, expected) => {
    expect(refusal(body(...bytes))).toEqual(expected);
  });

  it("class 17: the diagnosis keeps unknown tags under a name that no code page has, and cannot be encoded", () => {
    const { root, faults } = diagnose(body(0x45, 0x7f, 0x03, 0x61, 0x00, 0x01, 0x4b, 0x03, 0x31, 0x00, 0x01, 0x01));
    expect(faults).toHaveLength(1);
    expect(root && withoutOffsets(root)).toEqual(
      element(0, "Sync", element(0, "Unknown-0x3F", "a"), element(0, "SyncKey", "1")),
    );
    expect(root && encodeRefusal(root)).toBe("unknown-tag");
  });

  it("class 18: an unknown name is never written as a byte", () => {
    expect(encodeRefusal(element(0, "NoSuchTag"))).toBe("unknown-tag");
    expect(encodeRefusal(element(0, "Sync", element(3, "Notify")))).toBe("unknown-tag");
    expect(encodeRefusal(element(26, "Sync"))).toBe("unknown-page");
    expect(encodeRefusal(element(-1, "Sync"))).toBe("unknown-page");
    expect(encodeRefusal(element(0, "constructor"))).toBe("unknown-tag");
  });

  it("class 19: a name is looked up on its own page only", () => {
    expect(encodeRefusal(element(0, "DisplayName"))).toBe("unknown-tag");
    expect(fromXml('<DisplayName xmlns="GAL:">a</DisplayName>')).toEqual(element(16, "DisplayName", "a"));
    expect([...encode(element(16, "DisplayName", "a")).subarray(4, 7)]).toEqual([0x00, 0x10, 0x45]);
    expect(() => fromXml('<DisplayName xmlns="Gall">a</DisplayName>')).toThrow("the namespace of no code page");
  });

  it.each(codePages.filter((page) => page.tags.size > 0).map((page) => [page.page, page.namespace] as const))(
    "class 20: page %i (%s), one document with every tag",
    (page) => {
      const table: unknown = JSON.parse(
        readFileSync(new URL("../../vectors/wbxml-tables/code-pages.json", import.meta.url), "utf8"),
      );
      const entries = tagsOf(table, page);
      const bytes = body(...(page === 0 ? [] : [0x00, page]), 0x45, ...entries.map(([, token]) => token), 0x01);
      expect(decode(bytes).content?.map((child) => (child as Element).tag)).toEqual(entries.map(([tag]) => tag));
      expect(encode(decode(bytes))).toEqual(bytes);
    },
  );
});

function tagsOf(table: unknown, page: number): [string, number][] {
  const pages = table as Record<string, { tags: Record<string, number> }>;
  return Object.entries(pages[page]?.tags ?? {});
}

describe("forbidden features", () => {
  it.each([
    ["version 1.1", [0x01, 0x01, 0x6a, 0x00], { code: "unsupported-version", offset: 0, length: 1 }],
    ["version 1.2", [0x02, 0x01, 0x6a, 0x00], { code: "unsupported-version", offset: 0, length: 1 }],
    ["no WBXML at all", [0x3c, 0x68, 0x74, 0x6d], { code: "unsupported-version", offset: 0, length: 1 }],
    ["another public identifier", [0x03, 0x02, 0x6a, 0x00], { code: "unsupported-public-id", offset: 1, length: 1 }],
    [
      "a public identifier in the string table",
      [0x03, 0x00, 0x00, 0x6a, 0x00],
      { code: "unsupported-public-id", offset: 1, length: 1 },
    ],
    [
      "a longer form of the public identifier",
      [0x03, 0x80, 0x01, 0x6a, 0x00],
      { code: "unsupported-public-id", offset: 1, length: 2 },
    ],
    ["ISO-8859-1", [0x03, 0x01, 0x04, 0x00], { code: "unsupported-charset", offset: 2, length: 1 }],
    ["UTF-16", [0x03, 0x01, 0x87, 0x77, 0x00], { code: "unsupported-charset", offset: 2, length: 2 }],
    ["a string table", [0x03, 0x01, 0x6a, 0x02, 0x61, 0x00], { code: "string-table", offset: 3, length: 1 }],
  ])("class 21: a header with %s is refused", (_, header, expected) => {
    expect(refusal(Uint8Array.from([...header, 0x45, 0x13, 0x01]))).toEqual(expected);
  });

  it("class 21: bytes of a declared single-byte charset are read as that charset, not as broken UTF-8", () => {
    const { root, faults } = diagnose(Uint8Array.of(0x03, 0x01, 0x04, 0x00, 0x4b, 0x03, 0xe9, 0x00, 0x01));
    expect(faults.map((fault) => fault.code)).toEqual(["unsupported-charset"]);
    expect(root?.content).toEqual(["é"]);
  });

  it("class 22: attributes are refused, and the diagnosis reads on behind them", () => {
    // A tag with an attribute that has a name, an inline string, a page switch, a table string and opaque data.
    const list = [0x05, 0x03, 0x78, 0x00, 0x00, 0x01, 0x83, 0x05, 0x85, 0xc3, 0x01, 0x01, 0x01];
    const bytes = body(0x45, 0xcb, ...list, 0x03, 0x31, 0x00, 0x01, 0x8b, 0x06, 0x01, 0x13, 0x01);
    expect(refusal(bytes)).toEqual({ code: "attribute", offset: 5, length: 1 });
    const { root, faults } = diagnose(bytes);
    expect(faults.map(({ code, offset }) => [code, offset])).toEqual([
      ["attribute", 5],
      ["attribute", 23],
    ]);
    expect(root && withoutOffsets(root)).toEqual(
      element(0, "Sync", element(0, "SyncKey", "1"), element(0, "SyncKey"), element(0, "GetChanges")),
    );
  });

  it.each([
    ["SWITCH_PAGE", [0x00, 0x01]],
    ["ENTITY", [0x02, 0x01]],
    ["STR_I", [0x03, 0x01, 0x00]],
    ["LITERAL", [0x04, 0x01]],
    ["EXT_I_0", [0x40, 0x01, 0x00]],
    ["EXT_I_1", [0x41, 0x01, 0x00]],
    ["EXT_I_2", [0x42, 0x01, 0x00]],
    ["EXT_T_0", [0x80, 0x01]],
    ["EXT_T_1", [0x81, 0x01]],
    ["EXT_T_2", [0x82, 0x01]],
    ["STR_T", [0x83, 0x01]],
    ["EXT_0", [0xc0]],
    ["OPAQUE", [0xc3, 0x02, 0x01, 0x01]],
  ])("class 22: an attribute value of %s that looks like END does not end the attributes", (_, value) => {
    const { root, faults } = diagnose(body(0x45, 0x8b, 0x05, ...value, 0x01, 0x13, 0x01));
    expect(faults).toHaveLength(1);
    expect(root && withoutOffsets(root)).toEqual(element(0, "Sync", element(0, "SyncKey"), element(0, "GetChanges")));
    const cut = diagnose(body(0x45, 0x8b, 0x05, ...value));
    expect(cut.faults.map((fault) => fault.code)).toEqual(["attribute", "truncated"]);
  });

  it.each([
    ["ENTITY", [0x02, 0x81, 0x20], ["\u00a0"]],
    ["ENTITY of no character", [0x02, 0x8f, 0xff, 0xff, 0xff, 0x7f], ["\ufffd"]],
    ["ENTITY of a surrogate", [0x02, 0x83, 0xb0, 0x00], ["\ufffd"]],
    ["LITERAL", [0x04, 0x00], [element(0, "Literal-0")]],
    ["LITERAL_C", [0x44, 0x07, 0x01], [{ page: 0, tag: "Literal-7", content: [] }]],
    ["LITERAL_A", [0x84, 0x00, 0x05, 0x01], [element(0, "Literal-0")]],
    ["LITERAL_AC", [0xc4, 0x00, 0x05, 0x01, 0x03, 0x61, 0x00, 0x01], [element(0, "Literal-0", "a")]],
    ["EXT_I_0", [0x40, 0x78, 0x00], []],
    ["EXT_I_1", [0x41, 0x78, 0x00], []],
    ["EXT_I_2", [0x42, 0x78, 0x00], []],
    ["PI", [0x43, 0x05, 0x03, 0x78, 0x00, 0x01], []],
    ["EXT_T_0", [0x80, 0x00], []],
    ["EXT_T_1", [0x81, 0x00], []],
    ["EXT_T_2", [0x82, 0x00], []],
    ["STR_T", [0x83, 0x00], []],
    ["STR_T far outside", [0x83, 0x8f, 0xff, 0xff, 0xff, 0x7f], []],
    ["EXT_0", [0xc0], []],
    ["EXT_1", [0xc1], []],
    ["EXT_2", [0xc2], []],
  ])("class 23: %s is refused, and the diagnosis reads on behind it", (_, bytes, content) => {
    const document = body(0x45, ...bytes, 0x13, 0x01);
    expect(refusal(document)).toEqual({ code: "forbidden-token", offset: 5, length: 1 });
    const { root, faults } = diagnose(document);
    expect(faults).toHaveLength(1);
    expect(root && withoutOffsets(root).content).toEqual([...content, element(0, "GetChanges")]);
  });

  it("class 23: the diagnosis finds the strings of a string table", () => {
    const { root, faults } = diagnose(
      Uint8Array.of(
        0x03,
        0x01,
        0x6a,
        0x05,
        0x61,
        0x62,
        0x00,
        0x63,
        0x00,
        0x4b,
        0x83,
        0x00,
        0x83,
        0x03,
        0x83,
        0x04,
        0x01,
      ),
    );
    expect(faults.map((fault) => fault.code)).toEqual(["string-table", ...Array(3).fill("forbidden-token")]);
    expect(root?.content).toEqual(["ab", "c"]);
  });
});
