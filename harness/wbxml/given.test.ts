import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { everyTag, smallDocument } from "./documents.testkit.js";
import {
  decode,
  defaultLimits,
  diagnose,
  type Element,
  element,
  encode,
  fromXml,
  isXmlText,
  toXml,
  WbxmlEncodeError,
  WbxmlError,
  WbxmlXmlError,
} from "./index.js";

// What JavaScript hands over has the type that the caller believes in: whatever it is, the codec answers or refuses in its own words.

const whatever = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

/** Values that are trees but for a mistake somewhere. */
const { node: nearlyTree } = fc.letrec<{ node: unknown; content: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthIdentifier: "tree" },
    whatever,
    fc.record(
      {
        page: fc.oneof(fc.integer({ min: -1, max: 27 }), fc.constantFrom("0", 0.5, Number.NaN, "length"), whatever),
        tag: fc.oneof(
          fc.constantFrom(...everyTag.map(([, tag]) => tag)),
          fc.constantFrom("a b", "Unknown-0x05", "><", "", "__proto__"),
          whatever,
        ),
        content: fc.oneof(fc.constant(null), fc.array(tie("content"), { maxLength: 4 }), whatever),
      },
      { requiredKeys: [] },
    ),
  ),
  content: fc.oneof(
    { maxDepth: 4, depthIdentifier: "tree" },
    fc.string(),
    fc.record({ opaque: fc.oneof(fc.uint8Array(), whatever) }),
    whatever,
    tie("node"),
  ),
}));

/** For calls that no TypeScript would let through. */
function untyped<A extends unknown[], R>(call: (...given: A) => R): (...given: unknown[]) => R {
  return (...given) => call(...(given as A));
}

/** What came of it: a value, or the codec's own error. Any other error fails the test. */
function outcome<R>(call: () => R, own: new (...given: never) => Error): R | Error {
  try {
    return call();
  } catch (error) {
    if (error instanceof own) return error;
    throw error;
  }
}

const runs = { numRuns: 2000 };

describe("any JavaScript value", () => {
  it("is decoded or refused with a WbxmlError, and diagnosed without fail", () => {
    fc.assert(
      fc.property(whatever, whatever, (given, limits) => {
        const decoded = outcome(() => untyped(decode)(given, limits), WbxmlError);
        const { root, faults } = untyped(diagnose)(given, limits);
        expect(faults.length > 0).toBe(decoded instanceof WbxmlError);
        if (!(given instanceof Uint8Array)) expect([root, faults[0]?.code]).toEqual([undefined, "not-bytes"]);
      }),
      runs,
    );
  });

  it("is encoded or refused with a WbxmlEncodeError; what is encoded is read back", () => {
    fc.assert(
      fc.property(nearlyTree, whatever, (given, limits) => {
        const encoded = outcome(() => untyped(encode)(given, limits), WbxmlEncodeError);
        if (encoded instanceof Uint8Array) expect(() => decode(encoded)).not.toThrow();
      }),
      runs,
    );
  });

  it("is printed as XML or refused with a WbxmlEncodeError", () => {
    fc.assert(
      fc.property(nearlyTree, whatever, (given, options) => {
        const printed = outcome(() => untyped(toXml)(given, options), WbxmlEncodeError);
        if (typeof printed === "string") expect(isXmlText(printed)).toBe(true);
        // A tree of known tags is read back, whatever stood beside it.
        if (outcome(() => untyped(encode)(given), WbxmlEncodeError) instanceof Uint8Array)
          expect(printed).toBeTypeOf("string");
      }),
      runs,
    );
  });

  it("is read as XML or refused with a WbxmlXmlError", () => {
    fc.assert(
      fc.property(fc.oneof(whatever, fc.string({ unit: "binary" })), (given) => {
        outcome(() => untyped(fromXml)(given), WbxmlXmlError);
      }),
      runs,
    );
  });
});

describe("wrong values", () => {
  it.each([
    [undefined, "undefined"],
    [null, "null"],
    ["030169", "a string"],
    [[3, 1, 106, 0], "a list"],
    [new Uint16Array(4), "an object"],
    [new ArrayBuffer(4), "an object"],
  ])("decode(%o) says what it got", (given, found) => {
    expect(() => untyped(decode)(given)).toThrow(`not-bytes at byte 0: expected a Uint8Array, found ${found}`);
  });

  it.each([
    [null, "null is no element"],
    [undefined, "undefined is no element"],
    [{}, "the page of an element is undefined, not a number"],
    [{ page: "0", tag: "Sync", content: null }, "the page of an element is a string, not a number"],
    [{ page: 0, tag: Symbol("Sync"), content: null }, "the tag of an element is a symbol, not text"],
    [{ page: 0, tag: "Sync", content: [Symbol("x")] }, "a symbol is no content in Sync"],
    [{ page: 0, tag: "Sync", content: [{ opaque: [1] }] }, "neither an element nor opaque data in Sync"],
    [{ page: 0, tag: "Sync" }, "the content of Sync is neither null nor a list"],
  ])("encode(%o) and toXml refuse it by name", (given, message) => {
    expect(() => untyped(encode)(given)).toThrow(message);
    expect(outcome(() => untyped(toXml)(given), WbxmlEncodeError)).toMatchObject({ code: "not-a-tree" });
  });

  it("toXml lets no tag become markup, and follows no circle", () => {
    expect(() => toXml({ page: 0, tag: "a><b", content: null })).toThrow("no XML name");
    const content: Element[] = [];
    const circle: Element = { page: 0, tag: "Sync", content };
    content.push({ page: 0, tag: "Collections", content: [circle] });
    expect(() => toXml(circle)).toThrow("an element Sync stands inside itself in Sync/Collections");
    const twice = element(0, "Status", "1");
    expect(toXml(element(0, "Sync", twice, twice))).toContain("<Status>1</Status><Status>1</Status>");
  });

  it("toXml refuses a text that no string can hold", () => {
    const long: Element = { page: 99, tag: "a".repeat(2 ** 24), content: null };
    expect(() => toXml(element(0, "Sync", ...Array.from({ length: 33 }, () => long)))).toThrow(
      "longer than a string can be",
    );
  });

  it("a limit that is no number is the default: it switches nothing off", () => {
    const deep = Uint8Array.from([3, 1, 0x6a, 0, ...Array(65).fill(0x45), ...Array(65).fill(1)]);
    for (const maxDepth of [undefined, null, Number.NaN, "64", {}]) {
      expect(() => untyped(decode)(deep, { maxDepth })).toThrow("too-deep");
    }
    expect(() => untyped(decode)(deep, null)).toThrow("too-deep");
    expect(() => decode(deep, { maxDepth: 65 })).not.toThrow();
    expect(defaultLimits.maxDepth).toBe(64);
  });

  it("bytes of another realm are bytes, and memory that was transferred away is empty", () => {
    fc.assert(
      fc.property(smallDocument, (tree) => {
        const bytes = encode(tree);
        const foreign: unknown = runInNewContext("Uint8Array.from(list)", { list: [...bytes] });
        expect(untyped(decode)(foreign)).toEqual(decode(bytes));
      }),
      { numRuns: 50 },
    );
    const gone = Buffer.from(new ArrayBuffer(8));
    structuredClone(gone.buffer, { transfer: [gone.buffer] });
    expect(() => decode(gone)).toThrow("truncated at byte 0");
    expect([...encode(element(0, "Sync", { opaque: gone }))]).toEqual([3, 1, 0x6a, 0, 0x45, 0xc3, 0, 1]);
  });
});
