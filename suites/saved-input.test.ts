import fc from "fast-check";
import { expect, test } from "vitest";
import { drawArbitrary, strictWeights } from "../harness/model/generate.js";
import { isSavedHistory } from "./model-saved.js";
import { byteEdits, documentEdits, envelopeEdits } from "./robustness/arbitraries.js";
import { savedByteEdit, savedDocumentEdit, savedEnvelopeEdit } from "./robustness/saved-edits.js";
import { savedAs } from "./saved-input.js";

const throughFile = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Fields that an input may do without. */
const spared = new Set(["number", "value"]);

/** What an object or a list is with one field less, anywhere in it. */
function withOneFieldLess(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((one, at) =>
      withOneFieldLess(one).map((less) => value.map((other, i) => (i === at ? less : other))),
    );
  }
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  return entries.flatMap(([name, inner]) => [
    ...(spared.has(name) ? [] : [Object.fromEntries(entries.filter(([other]) => other !== name))]),
    ...withOneFieldLess(inner).map((less) => ({ ...value, [name]: less })),
  ]);
}

test("property: a history that was drawn is read again, and none with a field less", () => {
  const draws = fc.array(drawArbitrary(strictWeights), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(draws, fc.boolean(), (drawn, conflicts) => {
      const saved = throughFile({ conflicts, draws: drawn });
      expect(isSavedHistory(saved)).toBe(true);
      for (const less of withOneFieldLess(saved)) expect(isSavedHistory(less), JSON.stringify(less)).toBe(false);
    }),
  );
});

test.each([
  ["document", documentEdits, savedDocumentEdit],
  ["bytes", byteEdits, savedByteEdit],
  ["envelope", envelopeEdits, savedEnvelopeEdit],
] as const)("property: edits of the %s are read again, and none with a field less", (_, arbitrary, schema) => {
  const isSaved = savedAs(schema);
  fc.assert(
    fc.property(arbitrary as fc.Arbitrary<readonly unknown[]>, (edits) => {
      for (const edit of edits.map(throughFile)) {
        expect(isSaved(edit)).toBe(true);
        for (const less of withOneFieldLess(edit)) expect(isSaved(less), JSON.stringify(less)).toBe(false);
      }
    }),
  );
});
