import { setTimeout as delay } from "node:timers/promises";

/** Waits; ends early, and says so by `false`, when the signal fires. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
    return true;
  } catch (error) {
    if (signal?.aborted === true) return false;
    throw error;
  }
}
