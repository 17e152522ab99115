import { expect, test } from "vitest";
import { fieldWeights } from "./generate.js";
import { fieldRules, strictRules } from "./rules.js";
import { toySettleMs } from "./testing/toy-driver.js";
import { fieldLiberties, type Trial, tryToy } from "./testing/toy-run.js";
import { ModelViolation } from "./violation.js";

const field = { ...fieldRules, settleMs: toySettleMs + 50 };
const trial: Trial = { rules: field, weights: { ...fieldWeights, edit: 1, remove: 1 }, runs: 400, seed: 3 };

test("a server that takes the liberties of the field is not accused", async () => {
  const tried = await tryToy(trial);
  expect(tried.failed, `${tried.report}\n${tried.error}`).toBe(false);
});

test("neither is one that settles conflicts its own way", async () => {
  const tried = await tryToy({ ...trial, rules: { ...field, conflicts: true }, seed: 4 });
  expect(tried.failed, `${tried.report}\n${tried.error}`).toBe(false);
});

test("at 14.0 silence about a removed SMS is noted, and no more", async () => {
  const silent: Trial = { ...trial, flaws: ["M-delete-not-sent"], runs: 300 };
  let notes = 0;
  const watch: Trial["watch"] = ({ history }) => {
    notes += history.notes.filter(({ rests }) => rests === "N17").length;
  };
  const tolerated = await tryToy({ ...silent, rules: { ...field, protocolVersion: "14.0" }, watch });
  expect(tolerated.failed, `${tolerated.report}\n${tolerated.error}`).toBe(false);
  expect(notes).toBeGreaterThan(0);
  expect((await tryToy(silent)).error).toBeInstanceOf(ModelViolation);
});

test.each(fieldLiberties)("the strict tolerance does not grant %s", async (liberty) => {
  const tried = await tryToy({ rules: strictRules, flaws: [], liberties: [liberty], runs: 500, seed: 5 });
  expect(tried.error, tried.report).toBeInstanceOf(ModelViolation);
});

test.each([
  "M-sms-always",
  "M-sd-none",
  "M-sd-hard",
  "M-sticky-forget",
  "M-flt-narrow-none",
  "M-delete-ignored",
  "M-retry-dup",
  "M-window-drop",
  "M-est-no-sms",
])("the field tolerance still finds %s", async (flaw) => {
  const tried = await tryToy({ ...trial, flaws: [flaw], runs: 800 });
  expect(tried.error, tried.report).toBeInstanceOf(ModelViolation);
});
