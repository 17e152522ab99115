import type { RunRecord } from "../../harness/judging/results.js";
import type { Monitor } from "../../harness/monitors/monitor.js";
import { inThisThread } from "../../harness/run/driver.js";
import { probe } from "../../harness/run/probe/index.js";
import { run } from "../../harness/run/run.js";
import type { RunPlan, TargetSettings } from "../../harness/run/settings.js";
import { suiteCases } from "../../harness/run/suites.js";
import { newRunToken } from "../../harness/run/target.js";
import { samplePlan } from "../../harness/run/testing/sample-plan.js";

/** A run of the suites as the command makes it, the probe included; without monitors, unless some are given. */
export async function wholeRun(
  target: TargetSettings,
  plan: Partial<RunPlan> = {},
  { replay = "asms run", monitors = [] }: { readonly replay?: string; readonly monitors?: readonly Monitor[] } = {},
): Promise<{ readonly record: RunRecord; readonly leftovers: readonly string[] }> {
  return run({
    plan: samplePlan({ target, runToken: newRunToken(), ...plan }),
    cases: await suiteCases(),
    monitors,
    probe,
    driver: inThisThread,
    replay,
    signal: new AbortController().signal,
  });
}

/** The mailbox of alice on a server that is reached as a stranger's is. */
export function aliceAt(url: string): TargetSettings {
  return {
    kind: "remote",
    url,
    accounts: [{ user: "alice", authorization: `Basic ${btoa("alice:secret")}` }],
    folder: ".",
  };
}
