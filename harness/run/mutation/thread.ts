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
const never = new AbortController().signal;

parentPort?.on("message", async ({ number, job }: Order) => {
  const reply: Reply = await runVariant(job, never).then(
    (outcome) => ({ number, ok: true, outcome }),
    (error: unknown) => ({ number, ok: false, message: error instanceof Error ? error.message : String(error) }),
  );
  parentPort?.postMessage(reply);
});
