import { expect, test } from "vitest";
import { variants } from "../harness/reference/index.js";
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
