import type { RunRecord } from "../../harness/judging/results.js";
import { hostileRun } from "./hostile.js";
import { emptyPartRun, emptyRun, interruptedRun, sampleRun, unreachedRun } from "./sample.js";

/** A run of each kind, for what must hold for any. */
export const anyRun: readonly (readonly [string, RunRecord])[] = [
  ["sample", sampleRun()],
  ["empty", emptyRun()],
  ["unreached", unreachedRun()],
  ["interrupted", interruptedRun()],
  ["empty part", emptyPartRun()],
  ["hostile", hostileRun()],
];
