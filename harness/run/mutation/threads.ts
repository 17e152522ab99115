import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { type Play, type Played, type Player, playerOf, type Suite } from "./play.js";

/** What a thread is told. */
export type Order = "stop" | { readonly number: number; readonly play: Play };

/** What a thread tells. */
export type Answer = { readonly number: number } & ({ readonly played: Played } | { readonly error: unknown });

export interface Players {
  readonly play: Player;
  /** Servers that it is worth playing at once. */
  readonly parallel: number;
  close(): Promise<void>;
}

/** Servers at once in one thread: while one waits (a hanging Sync), another is judged. */
const eachThread = 3;

/** More would only share the same memory bandwidth. */
const mostThreads = 8;

/** Players in as many threads as there are cores; in this thread where the thread's file is not compiled. */
export function openPlayers(suite: Suite, signal: AbortSignal): Players {
  const file = new URL("./thread.js", import.meta.url);
  const count = existsSync(fileURLToPath(file)) ? Math.min(availableParallelism(), mostThreads) : 1;
  if (count === 1) return { play: playerOf(suite, signal), parallel: eachThread, close: async () => undefined };
  const threads = Array.from({ length: count }, () => new PlayerThread(file, signal));
  return {
    play: (play) => threads.reduce((best, one) => (one.busy < best.busy ? one : best)).play(play),
    parallel: count * eachThread,
    close: async () => void (await Promise.all(threads.map((thread) => thread.close()))),
  };
}

interface Waiting {
  readonly resolve: (played: Played) => void;
  readonly reject: (error: unknown) => void;
}

class PlayerThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  #broken: { readonly error: unknown } | undefined;

  constructor(file: URL, signal: AbortSignal) {
    this.#worker = new Worker(file);
    this.#worker.on("message", (answer: Answer) => this.#receive(answer));
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", (code) => this.#fail(new Error(`A thread of the matrix ended with exit code ${code}`)));
    signal.addEventListener("abort", () => this.#worker.postMessage("stop" satisfies Order), { once: true });
  }

  get busy(): number {
    return this.#waiting.size;
  }

  play(play: Play): Promise<Played> {
    return new Promise((resolve, reject) => {
      if (this.#broken !== undefined) {
        reject(this.#broken.error);
        return;
      }
      this.#count += 1;
      this.#waiting.set(this.#count, { resolve, reject });
      this.#worker.postMessage({ number: this.#count, play } satisfies Order);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #receive(answer: Answer): void {
    const waiting = this.#waiting.get(answer.number);
    this.#waiting.delete(answer.number);
    if ("played" in answer) waiting?.resolve(answer.played);
    else waiting?.reject(answer.error);
  }

  #fail(error: unknown): void {
    this.#broken ??= { error };
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
