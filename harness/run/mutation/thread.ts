import { parentPort } from "node:worker_threads";
import { type VariantJob, variantRunner } from "./variant-run.js";

// A thread of `asms mutants`: takes one job after the other and answers each with what came of it.

export type Reply =
  | { readonly ok: true; readonly outcome: Awaited<ReturnType<ReturnType<typeof variantRunner>>> }
  | { readonly ok: false; readonly message: string };

const runVariant = variantRunner();
const never = new AbortController().signal;

parentPort?.on("message", async (job: VariantJob) => {
  const reply: Reply = await runVariant(job, never).then(
    (outcome) => ({ ok: true, outcome }),
    (error: unknown) => ({ ok: false, message: error instanceof Error ? error.message : String(error) }),
  );
  parentPort?.postMessage(reply);
});
