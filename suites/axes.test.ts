import { expect, test } from "vitest";
import { variants } from "../harness/reference/index.js";
import { expand } from "../harness/run/expand.js";
import { knownToSee } from "../harness/run/mutation/catalogue.js";
import { suiteCases } from "../harness/run/suites.js";

test("every axis value that a mutant needs is one of some case, and not the first", async () => {
  const cases = await suiteCases();
  const others = new Set(
    cases.flatMap(({ definition }) =>
      Object.entries(definition.axes ?? {}).flatMap(([axis, values]) =>
        values.slice(1).map(({ name }) => `${axis}=${name}`),
      ),
    ),
  );
  const needed = variants.flatMap(({ id, axes = {} }) =>
    Object.entries(axes).flatMap(([axis, names]) => names.map((name) => ({ id, value: `${axis}=${name}` }))),
  );
  expect(needed.length).toBeGreaterThan(0);
  expect(needed.filter(({ value }) => !others.has(value))).toEqual([]);
});

test("vectors/own-mutants.json knows mutants and runs of cases that there are", async () => {
  const cases = await suiteCases();
  const runs = (["14.0", "14.1"] as const).flatMap((version) =>
    cases.flatMap((one) => expand(one, { full: true, versions: [version] })),
  );
  const there = new Set(runs.map(({ id }) => id));
  const own = variants.filter(({ kind }) => kind === "extra" || kind === "mutant").map(({ id }) => id);
  const listed = [...knownToSee()];
  expect(listed.length).toBeGreaterThan(0);
  expect(listed.filter(([id]) => !own.includes(id))).toEqual([]);
  expect(listed.flatMap(([, ids]) => ids).filter((id) => !there.has(id))).toEqual([]);
});
