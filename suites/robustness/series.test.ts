import fc from "fast-check";
import { expect, test } from "vitest";
import { byteEdits, documentEdits } from "./arbitraries.js";
import { type ByteEdit, simplerByteEdits } from "./byte-edits.js";
import { type DocumentEdit, simplerDocumentEdits } from "./document-edits.js";
import { type Malformed, SeriesArbitrary } from "./series.js";

/** What is left of a series in which one edit is to blame, and how many tries it took. */
async function shrunk<E>(arbitrary: SeriesArbitrary<E>, guilty: (edit: E) => boolean, seed: number) {
  let tries = 0;
  const details = await fc.check(
    fc.asyncProperty(arbitrary, async (series) => {
      tries += 1;
      return !series.some(({ edits }) => edits.some(guilty));
    }),
    { seed, numRuns: 200 },
  );
  const [smallest] = details.counterexample ?? [];
  return { smallest, tries: tries - details.numRuns, path: details.counterexamplePath };
}

const documents = new SeriesArbitrary<DocumentEdit>(documentEdits, 10, simplerDocumentEdits);
const bytes = new SeriesArbitrary<ByteEdit>(byteEdits, 10, simplerByteEdits);

test("property: what is left of a series is the one edit that is to blame, after a handful of tries", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(10_000), async (seed) => {
      const { smallest, tries } = await shrunk(documents, (edit) => edit.kind === "nest" && edit.levels > 50, seed);
      if (smallest === undefined) return;
      expect(smallest).toMatchObject([{ edits: [{ kind: "nest" }] }]);
      const [edit] = smallest[0]?.edits ?? [];
      // Three quarters of it are not enough any more.
      expect(edit?.kind === "nest" && Math.floor((edit.levels * 3) / 4)).toBeLessThanOrEqual(50);
      expect(tries).toBeLessThan(50);
    }),
    { numRuns: 20 },
  );
});

test("what only two edits do together keeps both, and loses the third", async () => {
  const one: ByteEdit = { kind: "deep", at: 3, levels: 100_000 };
  const other: ByteEdit = { kind: "truncate", at: 9 };
  const third: ByteEdit = { kind: "append", bytes: [1] };
  const tried = [...bytes.shrink([{ base: "sync", edits: [one, third, other] }])].map(({ value }) => value[0]?.edits);
  expect(tried).toContainEqual([one, other]);
  expect(tried).toContainEqual([{ ...one, levels: 2 }, third, other]);
});

test("property: the path leads to what is left", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(10_000), async (seed) => {
      const { smallest, path } = await shrunk(bytes, ({ kind }) => kind === "replace", seed);
      if (smallest === undefined || path === null) return;
      expect(smallest).toMatchObject([{ edits: [{ kind: "replace", bytes: [] }] }]);
      const seen: (readonly Malformed<ByteEdit>[])[] = [];
      const property = fc.asyncProperty(bytes, async (series) => {
        seen.push(series);
        return false;
      });
      await fc.check(property, { seed, path, endOnFailure: true });
      expect(seen).toEqual([smallest]);
    }),
    { numRuns: 20 },
  );
});

test("property: simpler edits come to an end, whichever of them fails", () => {
  const ends = <E>(simpler: (edit: E) => readonly E[], edit: E, pick: number) => {
    let left = edit;
    for (let round = 0; round < 60; round += 1) {
      const next = simpler(left);
      const chosen = next[pick % Math.max(1, next.length)];
      if (chosen === undefined) return;
      left = chosen;
    }
    throw new Error("it does not end");
  };
  fc.assert(
    fc.property(documentEdits, fc.nat(), (edits, pick) => {
      for (const edit of edits) ends(simplerDocumentEdits, edit, pick);
    }),
  );
  fc.assert(
    fc.property(byteEdits, fc.nat(), (edits, pick) => {
      for (const edit of edits) ends(simplerByteEdits, edit, pick);
    }),
  );
});

test("property: a series that only several requests bring about loses those that are not needed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(10_000), async (seed) => {
      const bases = ["settings", "sync"] as const;
      const both = (series: readonly Malformed<DocumentEdit>[]) =>
        bases.every((one) => series.some(({ base }) => base === one));
      const details = await fc.check(
        fc.asyncProperty(documents, async (series) => !both(series)),
        { seed, numRuns: 200 },
      );
      const [left] = details.counterexample ?? [];
      if (left !== undefined) expect(left).toHaveLength(2);
    }),
    { numRuns: 10 },
  );
});
