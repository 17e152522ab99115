import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyDocument } from "./documents.testkit.js";
import { decode, type Element, element, elementAt, encode, hexDump, pathTo, walk } from "./index.js";

const tree = element(
  0,
  "Sync",
  element(0, "Collections", element(0, "Collection", element(0, "SyncKey", "1"), element(0, "Status", "3"))),
);

describe("pathTo", () => {
  it("gives the tags from the root down", () => {
    const root = decode(encode(tree));
    const status = [...walk(root)].at(-1)?.at(-1) as Element;
    expect(pathTo(root, status)).toBe("Sync/Collections/Collection/Status");
    expect(pathTo(root, root)).toBe("Sync");
  });

  it("knows no path to an element of another tree, equal or not", () => {
    expect(pathTo(tree, element(0, "Status", "3"))).toBeUndefined();
  });
});

describe("elementAt", () => {
  it("gives the innermost element that holds an offset", () => {
    const root = decode(encode(tree));
    expect(elementAt(root, 3)).toBeUndefined();
    expect(elementAt(root, 4)?.tag).toBe("Sync");
    expect(elementAt(root, 7)?.tag).toBe("SyncKey");
    expect(elementAt(root, 9)?.tag).toBe("SyncKey");
    expect(elementAt(root, 12)?.tag).toBe("Status");
    expect(elementAt(root, (root.end ?? 0) - 1)?.tag).toBe("Sync");
    expect(elementAt(root, root.end ?? 0)).toBeUndefined();
    expect(elementAt(tree, 4)).toBeUndefined();
  });
});

describe("walk", () => {
  it("visits every element once, in document order", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const starts = [...walk(decode(encode(document)))].map((line) => line.at(-1)?.start ?? -1);
        expect(starts).toEqual([...starts].sort((left, right) => left - right));
        expect(new Set(starts).size).toBe(starts.length);
      }),
    );
  });
});

describe("hexDump", () => {
  const bytes = Uint8Array.from({ length: 40 }, (_, index) => index + 0x30);

  it("shows offset, bytes and characters, 16 a line", () => {
    expect(hexDump(bytes)).toEqual([
      "00000000  30 31 32 33 34 35 36 37 38 39 3A 3B 3C 3D 3E 3F  |0123456789:;<=>?|",
      "00000010  40 41 42 43 44 45 46 47 48 49 4A 4B 4C 4D 4E 4F  |@ABCDEFGHIJKLMNO|",
      "00000020  50 51 52 53 54 55 56 57                          |PQRSTUVW|",
    ]);
    expect(hexDump(Uint8Array.of(0x00, 0x7e, 0x7f, 0xff))[0]).toMatch(/\|\.~\.\.\|$/);
  });

  it("puts marked bytes in brackets, over lines", () => {
    expect(hexDump(bytes, { offset: 1, length: 2 }, 0)).toEqual([
      "00000000  30[31 32]33 34 35 36 37 38 39 3A 3B 3C 3D 3E 3F  |0123456789:;<=>?|",
    ]);
    expect(hexDump(bytes, { offset: 14, length: 4 })).toEqual([
      "00000000  30 31 32 33 34 35 36 37 38 39 3A 3B 3C 3D[3E 3F  |0123456789:;<=>?|",
      "00000010 [40 41]42 43 44 45 46 47 48 49 4A 4B 4C 4D 4E 4F  |@ABCDEFGHIJKLMNO|",
      "00000020  50 51 52 53 54 55 56 57                          |PQRSTUVW|",
    ]);
    expect(hexDump(bytes, { offset: 15, length: 1 }, 0)).toEqual([
      "00000000  30 31 32 33 34 35 36 37 38 39 3A 3B 3C 3D 3E[3F] |0123456789:;<=>?|",
    ]);
  });

  it("marks the end of a body that broke off, also at the end of a line and of nothing", () => {
    expect(hexDump(bytes, { offset: 40, length: 0 }, 0)).toEqual([
      "00000020  50 51 52 53 54 55 56 57[  ]                      |PQRSTUVW|",
    ]);
    expect(hexDump(bytes.subarray(0, 16), { offset: 16, length: 0 }, 1)).toHaveLength(2);
    expect(hexDump(bytes.subarray(0, 0), { offset: 0, length: 0 })).toEqual([
      "00000000 [  ]                                              ||",
    ]);
  });

  it("keeps lines around the mark", () => {
    const long = new Uint8Array(1000);
    expect(hexDump(long, { offset: 320, length: 40 }, 1).map((line) => line.slice(0, 8))).toEqual([
      "00000130",
      "00000140",
      "00000150",
      "00000160",
      "00000170",
    ]);
  });
});
