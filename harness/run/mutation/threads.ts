import { Worker } from "node:worker_threads";
import type { Order, Reply } from "./thread.js";
import type { RunVariant, VariantJob, VariantOutcome } from "./variant-run.js";

export interface Threads {
  readonly run: RunVariant;
  /** Jobs that it is worth having under way at once. */
  readonly parallel: number;
  close(): Promise<void>;
}

/** Jobs at once in one thread: while some wait (a hanging Sync), others are judged. */
const eachThread = 9;

/** Exchanges live as long as their run: a small young generation would copy them again and again. In MiB. */
const youngGenerationMb = 128;

/** Runs variants in threads, a few at a time in each. */
export function openThreads(count: number): Threads {
  const threads = Array.from({ length: Math.max(1, count) }, () => new Thread());
  return {
    run: async (job, signal) => threads.reduce((best, one) => (one.busy < best.busy ? one : best)).run(job, signal),
    parallel: threads.length * eachThread,
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

interface Waiting {
  readonly resolve: (outcome: VariantOutcome) => void;
  readonly reject: (error: unknown) => void;
}

class Thread {
  readonly #worker = new Worker(new URL("./thread.js", import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
  });
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  #broken: { readonly error: unknown } | undefined;

  constructor() {
    this.#worker.on("message", (reply: Reply) => this.#receive(reply));
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", (code) => this.#fail(new Error(`A thread of the matrix ended with exit code ${code}`)));
  }

  get busy(): number {
    return this.#waiting.size;
  }

  /** After an abort nobody waits any more, though the thread may still be at work. */
  async run(job: VariantJob, signal: AbortSignal): Promise<VariantOutcome> {
    signal.throwIfAborted();
    if (this.#broken !== undefined) throw this.#broken.error;
    this.#count += 1;
    const number = this.#count;
    const stop = () => this.#waiting.get(number)?.reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    try {
      return await new Promise<VariantOutcome>((resolve, reject) => {
        this.#waiting.set(number, { resolve, reject });
        this.#worker.postMessage({ number, job } satisfies Order);
      });
    } finally {
      signal.removeEventListener("abort", stop);
      this.#waiting.delete(number);
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #receive(reply: Reply): void {
    const waiting = this.#waiting.get(reply.number);
    if (reply.ok) waiting?.resolve(reply.outcome);
    else waiting?.reject(new Error(reply.message));
  }

  #fail(error: unknown): void {
    this.#broken ??= { error };
    for (const { reject } of this.#waiting.values()) reject(error);
  }
}
