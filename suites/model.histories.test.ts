import { expect, test } from "vitest";
import type { CaseResult } from "../harness/judging/results.js";
import type { ExplorePlan } from "../harness/run/explore/property.js";
import { wholeRun } from "./testing/whole-run.js";

async function histories(mutants: readonly string[], explore: ExplorePlan, seed: number): Promise<CaseResult> {
  const replay = ["asms run", ...mutants.map((id) => `--mutant ${id}`)].join(" ");
  const plan = { protocol: ["14.1"], suites: ["model"], explore, seed } as const;
  const { record } = await wholeRun({ kind: "embedded", mutants }, plan, replay);
  const found = record.results.cases.find(({ caseId }) => caseId === "random-histories");
  if (found === undefined) throw new Error("The suite has no random histories");
  return found;
}

test("the reference passes, and its report says what was reached", async () => {
  const { verdict, findings, exploration } = await histories([], { runs: 15 }, 1);
  expect(verdict).toBe("pass");
  expect(new Set(findings.map(({ requirement }) => requirement)).size).toBeGreaterThan(5);
  expect(exploration?.distribution.map(({ of }) => of)).toEqual(["commands", "option sets"]);
});

test("a counterexample is shrunk, has a ladder, and its paths repeat it in one history", async () => {
  const found = (await histories(["M-set-not-propagated"], { runs: 10 }, 5)).exploration?.counterexample;
  if (found === undefined) throw new Error("Nothing was found");
  const { seed, path, replayPath, steps, replay } = found;
  expect(steps).toMatchObject([{ actor: expect.stringMatching(/^device [AB]$/), failed: true }]);
  expect(replay).toContain(`--suite model --protocol 14.1 --id random-histories --seed ${seed} --path "${path}"`);
  const plan = { path, ...(replayPath === undefined ? {} : { replayPath }) };
  const again = (await histories(["M-set-not-propagated"], plan, seed)).exploration;
  expect(again).toMatchObject({ runs: 1, shrinks: 0, counterexample: { seed, path, replayPath } });
  const told = (list: typeof steps) => list.map(({ actor, words, outcome }) => [actor, words, outcome]);
  expect(told(again?.counterexample?.steps ?? [])).toEqual(told(steps));
});
