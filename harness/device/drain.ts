import { Endurance } from "./endurance.js";
import { given } from "./given.js";
import { pause } from "./pause.js";
import type { Drained, SyncAnswer, SyncInput } from "./types.js";

const firstPauseMs = 50;
const longestPauseMs = 2_000;
const pauseGrowth = 1.6;

export interface DrainInput extends SyncInput {
  /** Busy answers in a row that get the target nowhere; default 20. */
  readonly rounds?: number;
  readonly until?: () => boolean;
  readonly repeatOptions?: boolean;
}

export interface Settling {
  /** Milliseconds that the target may take to show a change. */
  readonly settleMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Repeats Sync until the target has nothing more to say. It goes on as long as MoreAvailable comes with something new; how
 * often it looks again for `until` is bounded by settleMs alone, with growing pauses.
 * @throws FolderTooFull
 */
export async function drain(
  sync: (input: SyncInput) => Promise<SyncAnswer>,
  input: DrainInput,
  settling: Settling,
): Promise<Drained> {
  const { rounds, until = () => true, repeatOptions = false, ...first } = input;
  // Options that are wrong on purpose are so each time.
  const again = repeatOptions ? { options: first.options, deliberate: first.deliberate } : {};
  const later = given({ windowSize: first.windowSize, ...again });
  const answers: SyncAnswer[] = [];
  const polling = new Polling(settling);
  const endurance = new Endurance(rounds);
  let complete = false;
  for (let next: SyncInput | undefined = first; next !== undefined; ) {
    const answer = await sync(next);
    answers.push(answer);
    complete = false;
    if (answer.status !== "1") break;
    if (isBusy(answer)) {
      next = endurance.goesOn(answer) ? later : undefined;
      continue;
    }
    complete = true;
    next = until() || !(await polling.waits()) ? undefined : later;
  }
  const isCancelled = settling.signal?.aborted === true;
  return { answers, commands: answers.flatMap(({ commands }) => commands), complete: complete && !isCancelled };
}

function isBusy({ moreAvailable, commands }: SyncAnswer): boolean {
  return moreAvailable || commands.length > 0;
}

/** Pauses that grow, up to a last look at the very end of the time. */
class Polling {
  readonly #settling: Settling;
  #deadline: number | undefined;
  #pauseMs = firstPauseMs;

  constructor(settling: Settling) {
    this.#settling = settling;
  }

  /** Waits for the next look; `false` when the time is over or the run was cancelled. */
  async waits(): Promise<boolean> {
    const now = performance.now();
    this.#deadline ??= now + this.#settling.settleMs;
    const left = this.#deadline - now;
    if (left <= 0) return false;
    const milliseconds = Math.min(this.#pauseMs, left);
    this.#pauseMs = Math.min(this.#pauseMs * pauseGrowth, longestPauseMs);
    return pause(milliseconds, this.#settling.signal);
  }
}
