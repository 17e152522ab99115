import fc from "fast-check";
import { expect, test } from "vitest";
import { type Element, element, encode, walk } from "../../harness/wbxml/index.js";
import { byteEdits, documentEdits } from "./arbitraries.js";
import { baseNames, baseRequest } from "./bases.js";
import { byteWords, leanBytes, withByteEdits } from "./byte-edits.js";
import { edited, leanDocument, placeOf, wordsOf } from "./document-edits.js";
import { withEnvelopeEdits } from "./envelope-edits.js";
import { joined } from "./places.js";

const moment = {
  collectionId: "5",
  syncKey: "17",
  sets: [{ class: "SMS", filterType: "0" }],
  version: "14.1" as const,
  draft: () => ({ to: '"a" [MOBILE:+15550100]', from: '"b" [MOBILE:+15550101]', body: { type: "1", data: "text" } }),
};
const bases = fc.constantFrom(...baseNames).map((name) => baseRequest(name, moment).document);
const countOf = (root: Element): number => [...walk(root)].length;

test("property: an edited document of moderate size can always be sent", () => {
  fc.assert(
    fc.property(bases, documentEdits, (root, edits) => {
      expect(encode(edited(root, edits), { maxDepth: 1_000_000 }).length).toBeGreaterThan(0);
    }),
  );
});

test("property: each edit changes the document, or finds no place; and says what it does", () => {
  fc.assert(
    fc.property(bases, documentEdits, (root, edits) => {
      for (const edit of edits) {
        expect(wordsOf(root, edit).length).toBeGreaterThan(5);
        if (placeOf(root, edit) === undefined) expect(edited(root, [edit])).toEqual(root);
        if (edit.kind === "remove" && placeOf(root, edit) !== undefined) {
          expect(countOf(edited(root, [edit]))).toBeLessThan(countOf(root));
        }
      }
    }),
  );
});

test("an edit names the element that it is about, and changes no other", () => {
  const root = element(0, "Sync", element(0, "Collections", element(0, "Collection", element(0, "SyncKey", "1"))));
  const edit = { kind: "text", at: 0, text: "abc" } as const;
  expect(placeOf(root, edit)).toBe("Sync/Collections/Collection/SyncKey");
  expect(edited(root, [edit])).toEqual(
    element(0, "Sync", element(0, "Collections", element(0, "Collection", element(0, "SyncKey", "abc")))),
  );
});

test("property: what is left out of a document, and put together again from its numbers, is the same", () => {
  fc.assert(
    fc.property(
      bases,
      documentEdits,
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 1, max: 5 }),
      (root, edits, a, b, count) => {
        const before = countOf(edited(root, edits));
        fc.pre(before > 1 && before < 200);
        const lean = leanDocument(root);
        const level = a % lean.levels(edits);
        const from = b % lean.parts(edits, level);
        const fewer = lean.without(edits, level, from, count);
        const removed = Math.min(count, lean.parts(edits, level) - from);
        expect(fewer.length).toBe(edits.length + removed);
        expect(countOf(edited(root, fewer))).toBeLessThanOrEqual(before - removed);
        expect(lean.parts(fewer, level)).toBe(lean.parts(edits, level) - removed);
      },
    ),
  );
});

test("property: all levels of a document together hold each of its elements below the root", () => {
  fc.assert(
    fc.property(bases, (root) => {
      const lean = leanDocument(root);
      const parts = Array.from({ length: lean.levels([]) }, (_, level) => lean.parts([], level));
      expect(parts.reduce((sum, one) => sum + one, 1)).toBe(countOf(root));
    }),
  );
});

test("property: bytes are left out where the place says", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 50 }), fc.nat(), fc.nat(60), (body, a, count) => {
      const from = a % body.length;
      const fewer = leanBytes([...body]).without([], 0, from, count);
      expect(withByteEdits([...body], fewer)).toEqual([...body.subarray(0, from), ...body.subarray(from + count)]);
    }),
  );
});

test("property: edited bytes are bytes, whatever the edits, and every edit says what it does", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), byteEdits, (body, edits) => {
      const places = withByteEdits([...body], edits);
      expect(joined(places)).toEqual(Uint8Array.from(places.map(Number)));
      for (const edit of edits) expect(byteWords([...body], edit).length).toBeGreaterThan(5);
    }),
  );
});

test("a length is announced as mb_u_int32", () => {
  const announced = withByteEdits([3, 1], [{ kind: "oversize", at: 1, length: 0xffffffff }]);
  expect(announced).toEqual([3, 0xc3, 0x8f, 0xff, 0xff, 0xff, 0x7f, 1]);
});

test("the last word on a header counts", () => {
  expect(
    withEnvelopeEdits("Sync", [
      { kind: "header", name: "Content-Type", value: "text/xml" },
      { kind: "command", command: "Nothing" },
      { kind: "header", name: "Content-Type", value: undefined },
    ]),
  ).toEqual({ command: "Nothing", headers: { "Content-Type": undefined } });
});
