import fc from "fast-check";
import {
  type Budget,
  commandsArbitrary,
  defaultNaming,
  fieldWeights,
  History,
  newWorld,
  playHistory,
  type Rules,
  type Stage,
  strictWeights,
} from "../harness/model/index.js";
import { DeviceDriver, type DriverInput } from "./model-driver.js";

/** The two mail folders that a history plays in. */
const stage: Stage = { devices: ["A", "B"], folders: ["Inbox", "Sent Items"], naming: defaultNaming };

export interface ModelRunInput {
  readonly rules: Rules;
  readonly budget: Budget;
  readonly seed: number;
  /** fast-check's path to a counterexample, and the replay path of its commands. */
  readonly path?: string;
  readonly replayPath?: string;
  /** Called before every history: a fresh mailbox, fresh devices. */
  readonly start: () => Promise<DriverInput>;
  /** Called with the history after each run. */
  readonly watch?: (history: History) => void;
  /** Keep the first counterexample as it was drawn. Default false. */
  readonly endOnFailure?: boolean;
}

/** What came of a series of histories. */
export interface ModelRunResult {
  readonly failed: boolean;
  /** Histories up to the failure, or all. */
  readonly histories: number;
  readonly seed: number;
  /** With the seed, leads fast-check to the shrunk counterexample. */
  readonly path: string | undefined;
  /** Which commands of that counterexample had a meaning. */
  readonly replayPath: string | undefined;
  /** ModelViolation when the target departed; anything else is not the target's fault. */
  readonly error: unknown;
  /** fast-check's own words, with the shrunk counterexample. */
  readonly report: string;
}

/** Random histories against a target, shrunk where one fails. Judges nothing. */
export async function runModel(input: ModelRunInput): Promise<ModelRunResult> {
  const { rules, budget, seed, path, replayPath } = input;
  const weights = rules.tolerance === "strict" ? strictWeights : fieldWeights;
  const property = fc.asyncProperty(commandsArbitrary(weights, budget, replayPath), async (commands) => {
    const driver = new DeviceDriver(await input.start());
    const history = new History(newWorld(rules, stage.folders), driver);
    try {
      await playHistory(commands, { history, stage }, driver);
    } finally {
      input.watch?.(history);
      await driver.close();
    }
  });
  const details = await fc.check(property, {
    numRuns: budget.runs,
    seed,
    endOnFailure: input.endOnFailure ?? false,
    ...(path === undefined ? {} : { path }),
  });
  const report = fc.defaultReportMessage(details) ?? "";
  return {
    failed: details.failed,
    histories: details.numRuns,
    seed: details.seed,
    path: details.counterexamplePath ?? undefined,
    replayPath: /replayPath="([^"]*)"/.exec(report)?.[1],
    error: details.errorInstance,
    report,
  };
}
