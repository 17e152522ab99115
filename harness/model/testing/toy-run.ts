import fc from "fast-check";
import type { ModelDriver } from "../driver.js";
import { commandsArbitrary, playHistory, type Run, strictWeights, type Weights } from "../generate.js";
import { History } from "../history.js";
import { defaultNaming } from "../naming.js";
import type { Rules } from "../rules.js";
import { newWorld } from "../world.js";
import { toyDriver } from "./toy-driver.js";
import type { ToyHabits } from "./toy-server.js";

export const toyStage = { devices: ["A", "B"], folders: ["one", "two"], naming: defaultNaming };

/** Lawful liberties of the toy server; each run takes some of them. */
export const liberties = [
  "small batches",
  "reversed",
  "empty answers",
  "echo",
  "global ids",
  "statuses",
  "spelt class",
  "soft removal",
  "estimates softly",
  "remembered number",
  "client wins",
] as const;

export function newRun(rules: Rules, driver: ModelDriver): Run {
  const history = new History(newWorld(rules, toyStage.folders), driver);
  return { history, stage: toyStage };
}

/** Liberties that a foreign server may take besides. */
export const fieldLiberties = ["snapshots", "lag", "welcome mail", "late removal"] as const;

export interface Trial {
  readonly rules: Rules;
  readonly flaws?: readonly string[];
  /** Taken in every run, beside those drawn. */
  readonly liberties?: readonly string[];
  readonly weights?: Weights;
  readonly runs: number;
  readonly seed: number;
  /** Called with each run that was played to its end, or to its failure. */
  readonly watch?: (run: Run) => void;
}

export interface Tried {
  readonly failed: boolean;
  /** Runs up to the failure, or all. */
  readonly numRuns: number;
  readonly error: unknown;
  readonly report: string;
}

/** Random histories against the toy server. */
export async function tryToy(trial: Trial): Promise<Tried> {
  const property = fc.asyncProperty(
    commandsArbitrary(trial.weights ?? strictWeights, { maxCommands: 40 }),
    fc.subarray([...liberties, ...(trial.rules.tolerance === "field" ? fieldLiberties : [])]),
    async (commands, taken) => {
      const habits: ToyHabits = {
        flaws: new Set(trial.flaws),
        liberties: new Set([...taken, ...(trial.liberties ?? [])]),
      };
      const driver = toyDriver(habits);
      const run = newRun(trial.rules, driver);
      try {
        await playHistory(commands, run, driver);
      } finally {
        trial.watch?.(run);
      }
    },
  );
  const details = await fc.check(property, {
    numRuns: trial.runs,
    seed: trial.seed,
    endOnFailure: trial.flaws !== undefined,
  });
  const { failed, numRuns } = details;
  const error = details.errorInstance;
  return { failed, numRuns, error, report: fc.defaultReportMessage(details) ?? "" };
}
