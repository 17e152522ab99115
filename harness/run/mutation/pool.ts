export interface Pool {
  /** Jobs at once. */
  readonly parallel: number;
  readonly signal: AbortSignal;
}

/** Does the jobs in their order, several at once. After an abort no other is begun, and what breaks then is no error. */
export async function pooled(jobs: readonly (() => Promise<void>)[], { parallel, signal }: Pool): Promise<void> {
  const queue = [...jobs];
  const worker = async () => {
    for (let job = queue.shift(); job !== undefined && !signal.aborted; job = queue.shift()) {
      await job().catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, worker));
}
