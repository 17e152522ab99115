import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rulings } from "../harness/judging/index.js";

// A clause that no check names weighs nothing: either some case, monitor or table has it, or the ruling says why none does.

/** Folders whose code emits checks, or tells where findings of others are filed. */
const rooms = ["suites", "harness/monitors", "harness/run", "harness/model"];

/** Clauses that stand as a string of their own in code that is no test: "Q9.case". */
function namedInCode(): Set<string> {
  const root = new URL("../", import.meta.url);
  const files = rooms.flatMap((room) =>
    readdirSync(new URL(`${room}/`, root), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|(^|\/)testing\//.test(file))
      .map((file) => new URL(`${room}/${file}`, root)),
  );
  const texts = files.map((file) => readFileSync(file, "utf8"));
  return new Set(texts.flatMap((text) => [...text.matchAll(/"(Q\d+\.[a-z0-9-]+)"/g)].map(([, id = ""]) => id)));
}

const clauses = rulings().all.flatMap((ruling) => ruling.clauses);

test("every clause is named by some check, or its ruling says why by none", () => {
  const named = namedInCode();
  const silent = clauses.filter(({ id, unnamed }) => !named.has(id) && unnamed === undefined);
  expect(silent.map(({ id }) => id)).toEqual([]);
  const excused = clauses.filter(({ id, unnamed }) => named.has(id) && unnamed !== undefined);
  expect(excused.map(({ id }) => id)).toEqual([]);
});

test("every clause that code names is one of a ruling", () => {
  const known = new Set(clauses.map(({ id }) => id));
  expect([...namedInCode()].filter((id) => !known.has(id))).toEqual([]);
});
