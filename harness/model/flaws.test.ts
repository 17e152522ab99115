import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FormulationsDiffer } from "./agreement.js";
import { ModelViolation } from "./history.js";
import { strictRules } from "./rules.js";
import { tryToy } from "./testing/toy-run.js";

const catalogue: { readonly mutants: readonly { readonly id: string; readonly summary: string }[] } = JSON.parse(
  readFileSync(new URL("../../vectors/mutants.json", import.meta.url), "utf8"),
);
const source = readFileSync(new URL("./testing/toy-server.ts", import.meta.url), "utf8");
/** The violations that the toy server knows: everything semantic, nothing that shows on the wire only. */
const known = catalogue.mutants.filter(({ id }) => source.includes(`"${id}"`));

test("the toy server knows most of the catalogue's violations, and no others", () => {
  const mentioned = new Set([...source.matchAll(/"(M-[a-z0-9-]+)"/g)].map(([, id]) => id));
  expect([...mentioned].sort()).toEqual(known.map(({ id }) => id).sort());
  expect(known.length).toBeGreaterThanOrEqual(65);
});

test.each(known.map(({ id, summary }) => [id, summary]))("%s is found: %s", async (id) => {
  const tried = await tryToy({ rules: strictRules, flaws: [id], runs: 500, seed: 7 });
  expect(tried.failed).toBe(true);
  expect(tried.error, String(tried.error)).toBeInstanceOf(ModelViolation);
  expect(tried.error).not.toBeInstanceOf(FormulationsDiffer);
  expect(tried.numRuns).toBeLessThanOrEqual(500);
});
