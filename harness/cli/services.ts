import { clientMonitors } from "../monitors/client/index.js";
import { monitors } from "../monitors/index.js";
import { probe } from "../run/probe/index.js";
import { run } from "../run/run.js";
import type { RunInput, RunOutcome } from "../run/run-input.js";
import { suiteCases } from "../run/suites.js";
import { underVitest, type VitestOptions } from "../run/vitest/driver.js";

/** A run of the suites of this package under vitest. */
export async function performRun(
  input: Omit<RunInput, "cases" | "monitors" | "clientMonitors" | "probe" | "driver">,
  options: VitestOptions = {},
): Promise<RunOutcome> {
  return run({ ...input, cases: await suiteCases(), monitors, clientMonitors, probe, driver: underVitest(options) });
}
