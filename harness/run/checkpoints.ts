import type { RunRecord } from "../judging/results.js";

/** At most so often, in milliseconds; where putting a record together takes long, more seldom. */
const pause = 3_000;
const share = 20;

/**
 * Hands over what was judged by now, again and again while the run goes on, for the case that it never comes to its end: a
 * process that is killed has no last word. Nothing of it may end or delay the run.
 */
export class Checkpoints {
  #writing: Promise<void> | undefined;
  #next = 0;

  constructor(
    readonly write: ((record: RunRecord) => Promise<void>) | undefined,
    readonly now: () => number = Date.now,
  ) {}

  /** @param make puts the record together; called only when it is time */
  offer(make: () => RunRecord): void {
    if (this.write === undefined || this.#writing !== undefined || this.now() < this.#next) return;
    const began = this.now();
    this.#writing = this.#handOver(this.write, make).finally(() => {
      this.#next = this.now() + Math.max(pause, share * (this.now() - began));
      this.#writing = undefined;
    });
  }

  /** Nothing is under way afterwards: what is written then is not overtaken. */
  async settle(): Promise<void> {
    await this.#writing;
  }

  async #handOver(write: (record: RunRecord) => Promise<void>, make: () => RunRecord): Promise<void> {
    try {
      await write(make());
    } catch {
      // What is in the way of it, a full disk for one, the reports at the end run into and tell.
    }
  }
}
