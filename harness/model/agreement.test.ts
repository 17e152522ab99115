import { expect, test } from "vitest";
import { strictRules } from "./rules.js";
import { tryToy } from "./testing/toy-run.js";

test("both formulations agree at every step, and a conforming server is never accused", async () => {
  const reached = new Map<string, number>();
  const details = await tryToy({
    rules: strictRules,
    runs: 1000,
    seed: 1,
    watch: (run) => {
      for (const [what, count] of run.reached) reached.set(what, (reached.get(what) ?? 0) + count);
    },
  });
  expect(details.failed, `${details.report}\n${details.error}`).toBe(false);
});

test("the same with conflicts", async () => {
  const details = await tryToy({ rules: { ...strictRules, conflicts: true }, runs: 1000, seed: 2 });
  expect(details.failed, `${details.report}\n${details.error}`).toBe(false);
});
