import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FormulationsDiffer } from "./agreement.js";
import type { FailureCode } from "./failure.js";
import { strictRules } from "./rules.js";
import { tryToy } from "./testing/toy-run.js";
import { ModelViolation } from "./violation.js";

const catalogue: { readonly mutants: readonly { readonly id: string; readonly summary: string }[] } = JSON.parse(
  readFileSync(new URL("../../vectors/mutants.json", import.meta.url), "utf8"),
);
const source = ["toy-server", "toy-commands", "toy-difference", "toy-house", "toy-select", "toy-register"]
  .map((name) => readFileSync(new URL(`./testing/${name}.ts`, import.meta.url), "utf8"))
  .join("\n");
/** The violations that the toy server knows: everything semantic, nothing that shows on the wire only. */
const known = catalogue.mutants.filter(({ id }) => source.includes(`"${id}"`));

test("the toy server knows most of the catalogue's violations, and no others", () => {
  const mentioned = new Set([...source.matchAll(/"(M-[a-z0-9-]+)"/g)].map(([, id]) => id));
  expect([...mentioned].sort()).toEqual(known.map(({ id }) => id).sort());
  expect(known.length).toBeGreaterThanOrEqual(65);
});

test("a server that mixes up the Collections of one request is found, by both formulations", async () => {
  const tried = await tryToy({ rules: strictRules, flaws: ["collections mixed up"], runs: 500, seed: 7 });
  expect(tried.error, String(tried.error)).toBeInstanceOf(ModelViolation);
  if (!(tried.error instanceof ModelViolation)) return;
  expect(tried.error.step).toMatch(/^[AB]: Sync of one .*; and two /);
});

test("a server that answers a repeated request for the first of its folders alone is found", async () => {
  const tried = await tryToy({ rules: strictRules, flaws: ["only the first repeated"], runs: 500, seed: 7 });
  expect(tried.error, String(tried.error)).toBeInstanceOf(ModelViolation);
  if (!(tried.error instanceof ModelViolation)) return;
  expect(tried.error.step).toMatch(/^[AB]: the (lost|answered) request again, of one and two$/);
});

test.each(known.map(({ id, summary }) => [id, summary]))("%s is found: %s", async (id) => {
  const tried = await tryToy({ rules: strictRules, flaws: [id], runs: 500, seed: 7 });
  expect(tried.failed).toBe(true);
  expect(tried.error, String(tried.error)).toBeInstanceOf(ModelViolation);
  expect(tried.error).not.toBeInstanceOf(FormulationsDiffer);
  expect(tried.numRuns).toBeLessThanOrEqual(500);
  if (!(tried.error instanceof ModelViolation)) return;
  const codes = tried.error.failures.map(({ code }) => code);
  // What the server says of own Adds is booked by the ledger as it came, so the two part ways where the first refuses it.
  if (codes.some((code) => code.startsWith("response-"))) return;
  expect(tried.error.seconded.length > 0, `${tried.error}\n${tried.error.seconded}`).toBe(
    codes.some((code) => seenByBoth.has(code)),
  );
});

/** Failures about Commands and what they should have been: the ledger has to see these, too, and no others. */
const seenByBoth = new Set<FailureCode>([
  "add-echo",
  "add-held",
  "add-invented",
  "add-outside-window",
  "add-refused-request",
  "add-removed",
  "add-unrequested",
  "change-removed",
  "change-unwanted",
  "delete-alive",
  "missing-add",
  "missing-change",
  "missing-delete",
  "missing-removal",
  "missing-soft-delete",
  "server-id-not-held",
  "server-id-reused",
  "soft-delete-removed",
  "soft-delete-wanted",
  "values",
]);
