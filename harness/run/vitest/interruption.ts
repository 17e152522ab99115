import { BroadcastChannel } from "node:worker_threads";

/** Milliseconds between two words to the threads that the run is over. */
const everyMs = 100;

/**
 * Tells the threads of a run that it is over, again and again: one that is only starting hears nothing yet. vitest tells them once,
 * and what is told before a first test runs is lost: all that was drawn would be played to its end after Ctrl-C.
 * @returns ends the telling
 */
export function tellInterruption(name: string, signal: AbortSignal): () => void {
  const channel = new BroadcastChannel(name);
  channel.unref();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    channel.postMessage("over");
    timer ??= setInterval(tell, everyMs);
  };
  signal.addEventListener("abort", tell, { once: true });
  return () => {
    signal.removeEventListener("abort", tell);
    clearInterval(timer);
    channel.close();
  };
}

/** The end of the run, as a thread hears of it. */
export interface Interruption {
  /** Aborted once the run is over. */
  readonly signal: AbortSignal;
  readonly close: () => void;
}

export function interruptionOf(name: string): Interruption {
  const channel = new BroadcastChannel(name);
  const over = new AbortController();
  channel.onmessage = () => over.abort();
  channel.unref();
  return { signal: over.signal, close: () => channel.close() };
}
