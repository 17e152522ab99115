import fc from "fast-check";
import { Inconclusive } from "../outcome.js";
import { type DrawnFrom, isReplayPath } from "../replay.js";
import type { ExplorePlan } from "./property.js";

export interface Drawing extends Pick<ExplorePlan, "path" | "replayPath"> {
  readonly seed: number;
  readonly runs: number;
  /** Is nothing smaller to be tried? A path leads to what is small already. */
  readonly firstOnly: boolean;
}

/** Inputs as fast-check draws them. @throws Inconclusive for a path that leads to none, since it was typed or copied wrong */
export async function drawAll<T>(property: fc.IAsyncProperty<[T]>, drawing: Drawing): Promise<fc.RunDetails<[T]>> {
  const { seed, runs, path, firstOnly } = drawing;
  const from = path === undefined ? {} : { path };
  const endOnFailure = path !== undefined || firstOnly;
  try {
    return await fc.check(property, { seed, numRuns: runs, endOnFailure, ...from });
  } catch (error) {
    // What the property throws, fast-check keeps to itself.
    throw path === undefined ? error : new Inconclusive(leadsNowhere(drawing));
  }
}

/** Leads to the input that the runs ended with. */
export function drawnFrom<T>(
  { seed, counterexample, counterexamplePath }: fc.RunDetails<[T]>,
  { path, replayPath }: Pick<Drawing, "path" | "replayPath">,
): DrawnFrom {
  // Of an input that a path led to, fast-check tells no way that leads to it again.
  const drawnAmong = path === undefined ? /replayPath="([^"]*)"/.exec(fc.stringify(counterexample))?.[1] : replayPath;
  const among = drawnAmong !== undefined && isReplayPath(drawnAmong) ? drawnAmong : undefined;
  return {
    seed,
    path: counterexamplePath ?? path ?? "",
    ...(among === undefined ? {} : { replayPath: among }),
  };
}

function leadsNowhere({ seed, path = "", replayPath }: Drawing): string {
  const given = replayPath === undefined ? `--path "${path}"` : `--path "${path}" with --replay-path "${replayPath}"`;
  return `${given} leads to no input of this case with --seed ${seed}; copy the whole command of the report`;
}
