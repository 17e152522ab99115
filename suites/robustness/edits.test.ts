import fc from "fast-check";
import { expect, test } from "vitest";
import { type Element, element, encode, walk } from "../../harness/wbxml/index.js";
import { byteEdits, documentEdits } from "./arbitraries.js";
import { baseNames, baseRequest } from "./bases.js";
import { byteWords, withByteEdits } from "./byte-edits.js";
import { edited, placeOf, withOneLess, wordsOf } from "./document-edits.js";
import { withEnvelopeEdits } from "./envelope-edits.js";

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

test("property: there are as many smaller documents as there are elements below the root", () => {
  fc.assert(
    fc.property(bases, documentEdits, (root, edits) => {
      const before = countOf(edited(root, edits));
      fc.pre(before < 200);
      const smaller = withOneLess(root, edits);
      expect(smaller).toHaveLength(before - 1);
      for (const fewer of smaller) expect(countOf(edited(root, fewer))).toBeLessThan(before);
    }),
  );
});

test("property: edited bytes are bytes, whatever the edits, and every edit says what it does", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), byteEdits, (body, edits) => {
      expect(withByteEdits(body, edits)).toBeInstanceOf(Uint8Array);
      for (const edit of edits) expect(byteWords(body, edit).length).toBeGreaterThan(5);
    }),
  );
});

test("a length is announced as mb_u_int32", () => {
  const announced = withByteEdits(Uint8Array.of(3, 1), [{ kind: "oversize", at: 1, length: 0xffffffff }]);
  expect([...announced]).toEqual([3, 0xc3, 0x8f, 0xff, 0xff, 0xff, 0x7f, 1]);
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
