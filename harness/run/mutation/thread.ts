import { parentPort } from "node:worker_threads";
import { type VariantJob, type VariantOutcome, variantRunner } from "./variant-run.js";

// A thread of `asms mutants`: takes jobs, several at once, and answers each with what came of it.

/** The number tells the replies apart. */
export interface Order {
  readonly number: number;
  readonly job: VariantJob;
}

export type Reply = { readonly number: number } & (
  | { readonly ok: true; readonly outcome: VariantOutcome }
  | { readonly ok: false; readonly message: string }
);

const runVariant = variantRunner();

parentPort?.on("message", async ({ number, job }: Order) => {
  // One for each, which nobody aborts: the thread is ended whole.
  const reply: Reply = await runVariant(job, new AbortController().signal).then(
    (outcome) => ({ number, ok: true, outcome }),
    (error: unknown) => ({ number, ok: false, message: error instanceof Error ? error.message : String(error) }),
  );
  parentPort?.postMessage(reply);
});
