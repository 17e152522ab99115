import type { RunPlan } from "../settings.js";

/** A whole default run of the embedded reference server, but for what a test is about. */
export function samplePlan(changes: Partial<RunPlan> = {}): RunPlan {
  return {
    target: { kind: "embedded", mutants: [] },
    profile: "seed",
    tolerance: "strict",
    claims: "asms",
    full: false,
    ids: [],
    sections: [],
    declared: {},
    caseLimitMs: 60_000,
    seed: 1,
    runToken: "sample",
    ...changes,
  };
}
