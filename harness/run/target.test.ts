import { expect, test } from "vitest";
import { explainEntry } from "../judging/words/index.js";
import { openTarget } from "./target.js";

test("an embedded target tells what each of its mutants does, in the words that explain them", async () => {
  const target = await openTarget({ kind: "embedded", mutants: ["M-sd-hard", "X-malformed-500"] });
  try {
    expect(target.mutant).toBe("M-sd-hard,X-malformed-500");
    expect(target.variants?.map(({ id }) => id)).toEqual(["M-sd-hard", "X-malformed-500"]);
    expect(target.variants?.[0]?.summary).toBe(explainEntry("M-sd-hard")?.title);
    expect(target.variants?.[1]?.summary).toMatch(/\w+ \w+/);
  } finally {
    await target.close();
  }
});

test("the conformant server has none to tell of", async () => {
  const target = await openTarget({ kind: "embedded", mutants: [] });
  await target.close();
  expect([target.name, target.mutant, target.variants]).toEqual(["embedded reference server", undefined, undefined]);
});
