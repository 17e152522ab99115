import fc from "fast-check";
import type { CaseContext } from "../case.js";
import { runCase } from "../run-case.js";
import { fakeEnvironment, sampleRun } from "../testing/fakes.js";
import { budgetOf } from "./budget.js";
import { type Attempt, Departure, type ExplorePlan, type Property } from "./property.js";

export const row = "ASMS-3.2.5.1-5";

/** Numbers; `wrong` says what is wrong with one. */
export function numbers(
  wrong: (input: number, attempt: Attempt) => string | undefined,
  changes: Partial<Property<number>> = {},
) {
  const property: Property<number> = {
    runs: 50,
    arbitrary: () => fc.nat({ max: 1000 }),
    async attempt(input, attempt) {
      const device = await attempt.connect("A");
      const exchange = await device.send("Sync", undefined);
      attempt.count("size", input > 500 ? "large" : "small");
      const kind = wrong(input, attempt);
      const told = { expected: "a fitting number", seen: `${input}` };
      if (kind === undefined) {
        attempt.judge({ requirement: row, observation: { ...told, holds: true }, evidence: [exchange] });
        return;
      }
      const judgement = { requirement: row, observation: { ...told, holds: false }, evidence: [exchange] };
      throw new Departure(kind, [judgement], [{ actor: "device A", words: `${input}`, outcome: "", exchanges: [] }]);
    },
    encode: (input) => input,
    decode: (saved) => (typeof saved === "number" ? saved : undefined),
    ...changes,
  };
  return property;
}

function timed({ budgetMs }: ExplorePlan, more: { readonly answerMs?: number } = {}) {
  runs += 1;
  const budget = budgetOf({
    plan: budgetMs === undefined ? {} : { budgetMs },
    run: `search ${runs}`,
    effort: 1,
    answerMs: more.answerMs ?? 1000,
  });
  return budget === undefined ? {} : { budget };
}

let runs = 0;

export async function explored(property: Property<number>, explore: ExplorePlan = {}, seed = 1, cancel?: AbortSignal) {
  const sample = sampleRun(async (context: CaseContext) => void (await context.explore(property)), {
    suite: "model",
    connects: true,
  });
  const { result, exchanges } = await runCase(sample, fakeEnvironment({ seed, explore, ...timed(explore) }), cancel);
  return { result, exchanges, exploration: result.exploration };
}
