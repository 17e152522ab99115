import type { Share } from "./budget.js";

/** Tries that a failure is given before new inputs are drawn: about as many as it takes to halve twenty commands to one. */
const triesForEach = 10;
/** Where nothing waits to be made small, this part of the time is kept for what the last inputs find. */
const kept = 1 / 4;

/** From when on nothing new should be begun, even within an input of several parts. */
export function latestMs({ softMs }: Share): number {
  return softMs * (1 - kept);
}

/** How a search spends its time: a failure near the end is of little use when nothing is left to make it small. */
export class Pace {
  readonly #startedAt: number;
  #tries = 0;
  #spentMs = 0;

  /** @param share absent: there is no limit */
  constructor(
    readonly share: Share | undefined,
    readonly now: () => number = () => performance.now(),
  ) {
    this.#startedAt = now();
  }

  /** An input, small or not, was tried. */
  took(milliseconds: number): void {
    this.#tries += 1;
    this.#spentMs += milliseconds;
  }

  /** Is there time for a new input, with so many failures that wait to be made small? */
  mayExplore(waiting: number): boolean {
    if (this.share === undefined) return true;
    const { softMs } = this.share;
    const one = triesForEach * this.#oneMs;
    const reserve = waiting === 0 ? Math.min(one, softMs * kept) : waiting * one;
    return this.#elapsedMs + reserve < softMs;
  }

  /** Until when a failure may be made small at once, where so many may be found. */
  slice(kinds: number): number {
    return this.share === undefined ? Number.POSITIVE_INFINITY : this.now() + this.share.softMs / (kinds + 1);
  }

  /** Is there time for something smaller, when so many failures are to be tried once more after it? */
  mayShrink(repeats: number): boolean {
    if (this.share === undefined) return true;
    return this.#elapsedMs + repeats * this.#oneMs < this.share.softMs;
  }

  /** What one input takes, on average. */
  get #oneMs(): number {
    return this.#spentMs / Math.max(1, this.#tries);
  }

  get #elapsedMs(): number {
    return this.now() - this.#startedAt;
  }
}
