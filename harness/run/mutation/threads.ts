import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Reply } from "./thread.js";
import type { RunVariant } from "./variant-run.js";

export interface Threads {
  readonly run: RunVariant;
  close(): Promise<void>;
}

/** Runs variants in threads, one at a time in each. */
export function openThreads(count: number): Threads {
  const workers = Array.from({ length: count }, () => new Worker(new URL("./thread.js", import.meta.url)));
  const idle = [...workers];
  const waiting: ((worker: Worker) => void)[] = [];
  const free = (worker: Worker) => {
    const next = waiting.shift();
    if (next === undefined) idle.push(worker);
    else next(worker);
  };
  const take = () => {
    const worker = idle.pop();
    return worker === undefined ? new Promise<Worker>((resolve) => waiting.push(resolve)) : worker;
  };
  return {
    async run(job, signal) {
      const worker = await take();
      try {
        signal.throwIfAborted();
        worker.postMessage(job);
        const [reply] = (await once(worker, "message", { signal })) as [Reply];
        if (reply.ok) return reply.outcome;
        throw new Error(reply.message);
      } finally {
        // After an abort nobody uses it any more, though it may still be at work.
        free(worker);
      }
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
