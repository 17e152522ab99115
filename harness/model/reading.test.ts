import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { allReadings, readingWords } from "./reading.js";

test("a reading of the document is told in words, with its name in docs/model.md", () => {
  expect(readingWords("D11")).toMatch(
    /^The document is read so: an item that no longer exists .* \(D11 in docs\/model\.md\)$/,
  );
  expect(readingWords("D99")).toBe("Reading D99 in docs/model.md");
});

test("every reading that a failure may rest on has words", async () => {
  const folder = new URL("./", import.meta.url);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const sources = await Promise.all(names.map((name) => readFile(new URL(name, folder), "utf8")));
  const used = sources.flatMap((text) =>
    [...text.matchAll(/\brests: [^,\n]*/g)].flatMap(([line]) => line.match(/[DIN]\d+/g) ?? []),
  );
  expect(used.length).toBeGreaterThan(10);
  expect([...new Set(used)].filter((name) => !readingWords(name).startsWith("The document"))).toEqual([]);
});

test("the decisions, freedoms and invariants of docs/model.md have words, and no others", async () => {
  const page = await readFile(new URL("../../docs/model.md", import.meta.url), "utf8");
  const written = [...page.matchAll(/^(?:\| ([DN]\d+) \||- (I\d+) )/gm)].map(([, row, line]) => row ?? line);
  expect(written.length).toBeGreaterThan(35);
  expect(allReadings.map(({ id }) => id).sort()).toEqual(written.sort());
  for (const { id, kind, place } of allReadings) {
    expect(kind, id).not.toBe("");
    const [, section] = /section (\d+)$/.exec(place) ?? [];
    const start = page.indexOf(`\n## ${section}. `);
    expect(page.slice(start, page.indexOf("\n## ", start + 1)), id).toMatch(
      new RegExp(`^(\\| ${id} \\||- ${id} )`, "m"),
    );
  }
});
