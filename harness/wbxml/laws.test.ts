import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyBytes, anyDocument, smallDocument, withoutOffsets } from "./documents.testkit.js";
import { decode, diagnose, type Element, elementAt, encode, WbxmlError, walk } from "./index.js";

/** The refusal of the strict decoder, or undefined when it accepts. Any other error fails the test. */
function refusal(bytes: Uint8Array): WbxmlError | undefined {
  try {
    decode(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof WbxmlError) return error;
    throw error;
  }
}

function facts(error: WbxmlError): object {
  const { code, offset, length, expected, found, section } = error;
  return { code, offset, length, expected, found, section };
}

describe("documents", () => {
  it("decode ∘ encode is the identity on every document (classes 9, 12, 13, 14, 15, 25, 28)", () => {
    fc.assert(
      fc.property(anyDocument, (tree) => {
        expect(withoutOffsets(decode(encode(tree)))).toEqual(tree);
      }),
      { numRuns: 300 },
    );
  });

  it("encode ∘ decode is the identity on canonical bytes, and they are clean", () => {
    fc.assert(
      fc.property(anyDocument, (tree) => {
        const bytes = encode(tree);
        expect(sameBytes(encode(decode(bytes)), bytes)).toBe(true);
        const { faults, oddities } = diagnose(bytes);
        expect([...faults, ...oddities]).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("every element knows the bytes it came from", () => {
    fc.assert(
      fc.property(anyDocument, (tree) => {
        const bytes = encode(tree);
        const root = decode(bytes);
        expect(root.end).toBe(bytes.length);
        for (const line of walk(root)) checkOffsets(bytes, root, line);
      }),
      { numRuns: 100 },
    );
  });
});

function checkOffsets(bytes: Uint8Array, root: Element, line: readonly Element[]): void {
  const [element, parent] = [line.at(-1), line.at(-2)];
  const { start = -1, end = -1, content } = element ?? {};
  expect((bytes[start] ?? 0) & 0x40).toBe(content === null ? 0 : 0x40);
  expect(end).toBeLessThanOrEqual(bytes.length);
  if (content === null) expect(end).toBe(start + 1);
  else expect(bytes[end - 1]).toBe(0x01);
  if (parent !== undefined) {
    expect(start).toBeGreaterThan(parent.start ?? Number.NaN);
    expect(end).toBeLessThan(parent.end ?? Number.NaN);
  }
  expect(elementAt(root, start)).toBe(element);
}

/** Reads canonical bytes by a few lines of its own, sharing nothing with the codec; throws at what is not canonical. */
function scan(bytes: Uint8Array): { tags: number; depth: number } {
  if (String(bytes.subarray(0, 4)) !== "3,1,106,0") throw new Error("header");
  let [at, page, tags, depth] = [4, 0, 0, 0];
  while (at < bytes.length) {
    const byte = bytes[at++] ?? 0;
    if (byte === 0x00) {
      const next = bytes[at + 1] ?? 0;
      if (bytes[at] === page || (next & 0x3f) < 5) throw new Error(`idle SWITCH_PAGE at ${at - 1}`);
      page = bytes[at++] ?? 0;
      if (page > 25) throw new Error(`page ${page}`);
    } else if (byte === 0x01) {
      depth -= 1;
      if (depth < 0 || (depth === 0 && at < bytes.length)) throw new Error(`END at ${at - 1}`);
    } else if (byte === 0x03) {
      while (bytes[at++] !== 0x00) if (at >= bytes.length) throw new Error("string without end");
    } else if (byte === 0xc3) {
      if (bytes[at] === 0x80) throw new Error(`longer integer than needed at ${at}`);
      let length = 0;
      do length = length * 128 + ((bytes[at] ?? 0) & 0x7f);
      while ((bytes[at++] ?? 0) >= 0x80);
      at += length;
    } else if (byte >= 0x80 || (byte & 0x3f) < 5) {
      throw new Error(`forbidden ${byte} at ${at - 1}`);
    } else {
      tags += 1;
      depth += byte >= 0x40 ? 1 : 0;
    }
  }
  if (depth !== 0 || at !== bytes.length) throw new Error("unbalanced");
  return { tags, depth };
}

describe("the encoder", () => {
  it("writes nothing but tags, values, ENDs and needed page switches (classes 8, 12, 16, 18, 23)", () => {
    fc.assert(
      fc.property(anyDocument, (tree) => {
        expect(scan(encode(tree))).toEqual({ tags: [...walk(tree)].length, depth: 0 });
      }),
      { numRuns: 200 },
    );
  });
});

describe("any bytes whatever", () => {
  it("end in a tree or a diagnostic, and the strict decoder refuses exactly what the diagnosis faults (classes 2, 3, 17)", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const { root, faults } = diagnose(bytes);
        const error = refusal(bytes);
        if (error === undefined) {
          expect(faults).toEqual([]);
          expect(decode(bytes)).toEqual(root);
        } else {
          expect(facts(error)).toEqual(faults[0]);
        }
        for (const { offset, length } of faults) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset + length).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("without faults and oddities are canonical, and with an oddity are not", () => {
    fc.assert(
      fc.property(fc.oneof(anyBytes, mutated), (bytes) => {
        const { root, faults, oddities } = diagnose(bytes);
        if (root === undefined || faults.length > 0) return;
        expect(sameBytes(encode(root), bytes)).toBe(oddities.length === 0);
      }),
      { numRuns: 3000 },
    );
  });
});

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** A document with a few bytes changed, left out or put in. */
const mutated: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    smallDocument.map((tree) => encode(tree)),
    fc.array(fc.tuple(fc.constantFrom("change", "delete", "insert"), fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([bytes, edits]) => {
    const edited = [...bytes];
    for (const [kind, place, byte] of edits) {
      const at = place % edited.length;
      edited.splice(at, kind === "insert" ? 0 : 1, ...(kind === "delete" ? [] : [byte]));
    }
    return Uint8Array.from(edited);
  });

describe("a damaged document", () => {
  it("cut off anywhere is truncated, at the place of the cut (class 1)", () => {
    fc.assert(
      fc.property(smallDocument, (tree) => {
        const bytes = encode(tree);
        for (let length = 0; length < bytes.length; length += 1) {
          expect(refusal(bytes.subarray(0, length))).toMatchObject({ code: "truncated", offset: length, length: 0 });
        }
      }),
      { numRuns: 100 },
    );
  });

  it("cut off anywhere is still diagnosed as far as it goes", () => {
    fc.assert(
      fc.property(anyDocument, fc.nat(), (tree, place) => {
        const bytes = encode(tree);
        const length = place % bytes.length;
        const { root, faults } = diagnose(bytes.subarray(0, length));
        expect(faults).toHaveLength(1);
        expect(faults[0]).toMatchObject({ code: "truncated", offset: length });
        if (root !== undefined) expect(root).toMatchObject({ page: tree.page, tag: tree.tag, end: length });
      }),
      { numRuns: 300 },
    );
  });

  it("followed by anything has trailing bytes, all of them named (class 10)", () => {
    fc.assert(
      fc.property(smallDocument, fc.uint8Array({ minLength: 1, maxLength: 40, size: "max" }), (tree, suffix) => {
        const bytes = encode(tree);
        const error = refusal(Uint8Array.from([...bytes, ...suffix]));
        expect(error).toMatchObject({ code: "trailing-bytes", offset: bytes.length, length: suffix.length });
      }),
    );
  });

  it("with one byte changed fails, is canonical itself, or uses a documented tolerance", () => {
    fc.assert(
      fc.property(smallDocument, fc.nat(), (tree, place) => {
        const original = encode(tree);
        const at = place % original.length;
        for (let byte = 0; byte < 256; byte += 1) {
          const bytes = original.slice();
          bytes[at] = byte;
          const { root, faults, oddities } = diagnose(bytes);
          if (root === undefined || faults.length > 0 || oddities.length > 0) continue;
          expect(sameBytes(encode(root), bytes)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
