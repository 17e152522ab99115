/** A longer time would make the timer fire at once. */
const longestTimer = 2 ** 31 - 1;

/** Ends a request: when its time is over, or when the run is cancelled. Says afterwards which of the two it was. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #outer: readonly AbortSignal[];
  readonly #onOuter = (): void => this.#end("aborted");
  #cause: "timeout" | "aborted" | undefined;

  /** @param milliseconds above 0; more than 24 days count as 24 days */
  constructor(milliseconds: number, outer: readonly (AbortSignal | undefined)[]) {
    this.#outer = outer.filter((signal) => signal !== undefined);
    this.#timer = setTimeout(() => this.#end("timeout"), Math.min(milliseconds, longestTimer));
    for (const signal of this.#outer) {
      // Listeners instead of AbortSignal.any, which on Node 20 keeps every derived signal alive as long as its source.
      signal.addEventListener("abort", this.#onOuter, { once: true });
      if (signal.aborted) this.#end("aborted");
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get cause(): "timeout" | "aborted" | undefined {
    return this.#cause;
  }

  /** Lets go of timer and listeners. */
  settle(): void {
    clearTimeout(this.#timer);
    for (const signal of this.#outer) signal.removeEventListener("abort", this.#onOuter);
  }

  #end(cause: "timeout" | "aborted"): void {
    if (this.#cause !== undefined) return;
    this.#cause = cause;
    this.#controller.abort();
  }
}
