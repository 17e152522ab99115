import { describe, expect, it } from "vitest";
import { body, HEADER, refusal, syncKey } from "./by-hand.testkit.js";
import { withoutOffsets } from "./documents.testkit.js";
import { decode, diagnose, type Element, element, encode } from "./index.js";

// One test or more for each class of defects that other WBXML codecs have shown. The numbers are the classes of
// docs/wbxml.md; classes 1, 10, 12 to 15 and 25 are also laws of laws.test.ts.

describe("truncation", () => {
  it.each([
    ["in a string: the end of the body is no terminator", body(0x4b, 0x03, 0x61), 7],
    ["in opaque data", body(0x4b, 0xc3, 0x05, 0x61), 8],
    ["after SWITCH_PAGE", body(0x45, 0x00), 6],
    ["in the header", Uint8Array.of(3, 1), 2],
    ["before the first byte", Uint8Array.of(), 0],
  ])("class 1: the body ends %s", (_, bytes, offset) => {
    expect(refusal(bytes)).toEqual({ code: "truncated", offset, length: 0 });
  });

  it("class 2: a length that jumps past the end meets the end, not an endless loop", () => {
    expect(refusal(body(0x4b, 0xc3, 0x7f))).toEqual({ code: "truncated", offset: 7, length: 0 });
    expect(diagnose(body(0xc5, 0xc3, 0x7f)).faults.map((fault) => fault.code)).toEqual(["attribute", "truncated"]);
  });

  it("class 3: the end of the body inside an integer is a truncation, not 0 and not NaN", () => {
    expect(refusal(body(0x4b, 0xc3))).toEqual({ code: "truncated", offset: 6, length: 0 });
    expect(refusal(body(0x4b, 0xc3, 0x81))).toEqual({ code: "truncated", offset: 7, length: 0 });
  });
});

describe("lengths and integers", () => {
  it("class 4: opaque data longer than the input is never cut short", () => {
    expect(refusal(body(0x4b, 0xc3, 0x03, 0x61, 0x62))).toEqual({ code: "truncated", offset: 9, length: 0 });
    expect(diagnose(body(0x4b, 0xc3, 0x03, 0x61, 0x62)).root?.content).toEqual([]);
  });

  it("class 5: nothing is allocated for a length before it is checked against the input", () => {
    expect(refusal(body(0x4b, 0xc3, 0x8f, 0xff, 0xff, 0xff, 0x7f))?.code).toBe("truncated");
    expect(refusal(Uint8Array.of(0x03, 0x01, 0x6a, 0x8f, 0xff, 0xff, 0xff, 0x7f, 0x45))?.code).toBe("string-table");
    expect(diagnose(Uint8Array.of(0x03, 0x01, 0x6a, 0x8f, 0xff, 0xff, 0xff, 0x7f, 0x45)).root).toBeUndefined();
  });

  it.each([
    ["2^32", [0x90, 0x80, 0x80, 0x80, 0x00], { code: "bad-integer", offset: 6, length: 5 }],
    ["2^32 + 4, which wraps to 4", [0x90, 0x80, 0x80, 0x80, 0x04], { code: "bad-integer", offset: 6, length: 5 }],
    ["six octets", [0x81, 0x80, 0x80, 0x80, 0x80, 0x00], { code: "bad-integer", offset: 6, length: 5 }],
    ["six octets that mean 4", [0x80, 0x80, 0x80, 0x80, 0x80, 0x04], { code: "bad-integer", offset: 6, length: 5 }],
    ["2^32 - 1", [0x8f, 0xff, 0xff, 0xff, 0x7f], { code: "truncated", offset: 15, length: 0 }],
    ["2^31", [0x88, 0x80, 0x80, 0x80, 0x00], { code: "truncated", offset: 15, length: 0 }],
    ["2^28", [0x81, 0x80, 0x80, 0x80, 0x00], { code: "truncated", offset: 15, length: 0 }],
  ])("class 6: a length of %s does not overflow", (_, octets, expected) => {
    expect(refusal(body(0x4b, 0xc3, ...octets, 0x61, 0x62, 0x63, 0x64))).toEqual(expected);
  });

  it.each([
    [0, [0x00]],
    [1, [0x01]],
    [127, [0x7f]],
    [128, [0x81, 0x00]],
    [16383, [0xff, 0x7f]],
    [16384, [0x81, 0x80, 0x00]],
    [2097151, [0xff, 0xff, 0x7f]],
    [2097152, [0x81, 0x80, 0x80, 0x00]],
  ])("classes 7 and 9: opaque data of %i bytes has its length in groups of seven bits", (length, octets) => {
    const tree = syncKey({ opaque: new Uint8Array(length).fill(0xc3) });
    const bytes = encode(tree);
    expect([...bytes.subarray(6, 6 + octets.length)]).toEqual(octets);
    expect(bytes.length).toBe(6 + octets.length + length + 1);
    const [content] = decode(bytes).content ?? [];
    expect(typeof content === "object" && "opaque" in content ? content.opaque.length : -1).toBe(length);
  });

  it("class 8: lengths count bytes, not characters", () => {
    const opaque = new TextEncoder().encode("é€😀");
    expect([...encode(syncKey({ opaque })).subarray(4, 8)]).toEqual([0x4b, 0xc3, 9, 0xc3]);
    expect(withoutOffsets(decode(encode(syncKey("é€😀"))))).toEqual(syncKey("é€😀"));
  });
});

describe("structure", () => {
  const whole = [0x45, 0x13, 0x01];
  it.each([
    ["an extra END", [...whole, 0x01], 7],
    ["a second document", [...whole, ...HEADER, ...whole], 7],
    ["a second root", [...whole, 0x05], 7],
    ["a sibling of a root without content", [0x05, 0x05], 5],
    ["text", [...whole, 0x03, 0x61, 0x00], 7],
    ["opaque data", [...whole, 0xc3, 0x01, 0x61], 7],
    ["SWITCH_PAGE", [...whole, 0x00, 0x00], 7],
    ["zeros", [...whole, 0x00, 0x00, 0x00], 7],
  ])("class 10: %s after the root is refused", (_, bytes, offset) => {
    expect(refusal(body(...bytes))).toEqual({ code: "trailing-bytes", offset, length: bytes.length + 4 - offset });
  });

  it.each([
    ["text", [0x03, 0x61, 0x00], "outside-root"],
    ["opaque data", [0xc3, 0x01, 0x61], "outside-root"],
    ["END", [0x01], "end-without-element"],
  ])("class 10: %s before the root is refused", (_, bytes, code) => {
    expect(refusal(body(...bytes, ...whole))).toEqual({ code, offset: 4, length: 1 });
    expect(diagnose(body(...bytes, ...whole)).root).toMatchObject({ tag: "Sync", content: [{ tag: "GetChanges" }] });
  });

  it("class 11: missing ENDs are refused, however many", () => {
    expect(refusal(body(0x45, 0x5c, 0x4f))).toEqual({ code: "truncated", offset: 7, length: 0 });
    expect(refusal(body(0x45, 0x5c, 0x4f, 0x01, 0x01))).toEqual({ code: "truncated", offset: 9, length: 0 });
    const [fault] = diagnose(body(0x45, 0x5c, 0x4f)).faults;
    expect(fault?.expected).toBe("END of AirSync:Collection and of 2 elements around it");
  });

  it("class 12: no END is written for an element without content", () => {
    const tree = element(0, "Sync", element(0, "GetChanges"), element(0, "SyncKey", "1"));
    expect([...encode(tree)]).toEqual([...HEADER, 0x45, 0x13, 0x4b, 0x03, 0x31, 0x00, 0x01, 0x01]);
  });

  it("class 13: the three empty forms are kept apart, and none is dropped", () => {
    const forms = [null, [], [""]].map((content): Element => ({ page: 0, tag: "GetChanges", content }));
    const bytes = encode({ page: 0, tag: "Sync", content: forms });
    expect([...bytes.subarray(4)]).toEqual([0x45, 0x13, 0x53, 0x01, 0x53, 0x03, 0x00, 0x01, 0x01]);
    expect(withoutOffsets(decode(bytes)).content).toEqual(forms);
  });

  it("class 14: the order of children is kept, and every run of a value", () => {
    const [add, change] = [element(0, "Add"), element(0, "Change")];
    const tree: Element = { page: 0, tag: "Commands", content: [add, "a", change, "", "b", add] };
    expect(withoutOffsets(decode(encode(tree)))).toEqual(tree);
  });

  it("class 15: a switched page stays in force when the element that switched it ends", () => {
    const tree = decode(body(0x45, 0x00, 0x11, 0x4a, 0x01, 0x06, 0x00, 0x00, 0x0b, 0x01));
    expect(withoutOffsets(tree).content).toEqual([
      { page: 17, tag: "Body", content: [] },
      { page: 17, tag: "Type", content: null },
      { page: 0, tag: "SyncKey", content: null },
    ]);
  });

  it.each([
    ["doubled before the root", [0x00, 0x02, 0x00, 0x00, 0x45, 0x13, 0x01], [4]],
    ["to the page in force", [0x00, 0x00, 0x45, 0x13, 0x01], [4]],
    ["before END", [0x45, 0x13, 0x00, 0x02, 0x01], [6]],
    ["between strings", [0x45, 0x03, 0x00, 0x00, 0x02, 0x03, 0x00, 0x00, 0x00, 0x13, 0x01], [7]],
  ])("class 16: SWITCH_PAGE %s is read as what it says, and noted", (_, bytes, offsets) => {
    const { root, faults, oddities } = diagnose(body(...bytes));
    expect(faults).toEqual([]);
    expect(oddities.map(({ code, offset }) => [code, offset])).toEqual(offsets.map((at) => ["idle-switch-page", at]));
    expect(root).toMatchObject({ page: 0, tag: "Sync" });
    expect(decode(body(...bytes))).toEqual(root);
  });
});
