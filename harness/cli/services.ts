import type { Monitor } from "../monitors/monitor.js";
import { type RunInput, type RunOutcome, run } from "../run/run.js";
import { suiteCases } from "../run/suites.js";
import { underVitest } from "../run/vitest/driver.js";

const monitors: readonly Monitor[] = [];

/** A run of the suites of this package under vitest. */
export async function performRun(
  input: Omit<RunInput, "cases" | "monitors" | "probe" | "driver">,
): Promise<RunOutcome> {
  return run({
    ...input,
    cases: await suiteCases(),
    monitors,
    probe: async () => [{ name: "base", value: "yes", reason: "TEMPORARY", evidence: [] }],
    driver: underVitest,
  });
}
