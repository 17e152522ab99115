import { createHash } from "node:crypto";

/** Numbers from 0 to below 1 that follow from the words alone (mulberry32 over a hash of them). */
export function drawn(...words: readonly (string | number)[]): () => number {
  let state = createHash("sha256").update(words.join("\0")).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A DeviceId that no other case, device or run has: letters and digits only, 32 of them ([MS-ASHTTP] 2.2.1.1.1.2.3). */
export function freshDeviceId(runToken: string, caseId: string, label: string): string {
  const digest = createHash("sha256").update([runToken, caseId, label].join("\0")).digest("hex");
  return `ASMS${digest.slice(0, 28).toUpperCase()}`;
}

/**
 * The first device of a run. Where the target lets only one device in, it is the one that every case plays with; else it
 * logs in and probes, and no case uses it.
 */
export function firstDeviceId(runToken: string): string {
  return freshDeviceId(runToken, "probe", "A");
}
