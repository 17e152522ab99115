import { pause } from "../../device/pause.js";
import type { DrawnFrom } from "../replay.js";
import type { OpenAttempt, OpenAttempts } from "./attempts.js";
import type { Share } from "./budget.js";
import type { ExampleFolder } from "./examples.js";
import type { Keeper } from "./keeper.js";
import type { ExplorePlan } from "./property.js";

/** What a search works with. */
export interface SearchSetup {
  readonly plan: ExplorePlan;
  readonly seed: number;
  readonly open: OpenAttempts;
  readonly keeper: Keeper;
  /** Absent: none are kept. */
  readonly examples?: ExampleFolder;
  readonly replay: (drawn: DrawnFrom) => string;
  /** What of the budget this search has; absent: it ends by its runs. */
  readonly share?: Share;
  /** What is under way then is broken off: Ctrl-C, or the end of the budget. */
  readonly signal: AbortSignal;
  /** Tells the end of the budget from Ctrl-C; part of `signal`. */
  readonly expired?: AbortSignal;
}

/** Milliseconds before it is asked again whether anybody is there: a server that is started anew takes a moment. */
const patienceMs = [300, 900];

/** Was the last request not answered, and is nobody there to ask why? Not before the attempt had to end anyway. */
export async function hasGone(attempt: Pick<OpenAttempt, "exchanges" | "signal" | "alive">): Promise<boolean> {
  const failure = attempt.exchanges.at(-1)?.failure;
  if (failure === undefined || attempt.signal.aborted) return false;
  for (const wait of patienceMs) {
    if (await attempt.alive()) return false;
    await pause(wait, attempt.signal);
  }
  return !(await attempt.alive()) && !attempt.signal.aborted;
}
