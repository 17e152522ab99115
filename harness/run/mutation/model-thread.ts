import { parentPort } from "node:worker_threads";
import { type ModelJob, type ModelOutcome, modelRun } from "./model-run.js";

// A thread of `asms mutants --suite model`: takes one job after the other.

export type ModelReply =
  | { readonly ok: true; readonly outcome: ModelOutcome }
  | { readonly ok: false; readonly message: string };

const never = new AbortController().signal;

parentPort?.on("message", async (job: ModelJob) => {
  const reply: ModelReply = await modelRun(job, never).then(
    (outcome) => ({ ok: true, outcome }),
    (error: unknown) => ({ ok: false, message: error instanceof Error ? error.message : String(error) }),
  );
  parentPort?.postMessage(reply);
});
