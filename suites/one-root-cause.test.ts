import { expect, test } from "vitest";
import type { RunResults } from "../harness/judging/results.js";
import { startReferenceServer } from "../harness/reference/index.js";
import { aliceAt, wholeRun } from "./testing/whole-run.js";

// A foreign server (nothing but the protocol leads into its mailbox) that lacks one foundation. The gate fails, and the rules
// that it breaks itself; whatever stands on the foundation is inconclusive and names the gate.

async function judged(variant: Parameters<typeof startReferenceServer>[0]): Promise<RunResults> {
  const server = await startReferenceServer({ minimumHeartbeat: 1, heartbeatSecondMs: 20, ...variant });
  try {
    const { record } = await wholeRun(aliceAt(server.url), { tolerance: "field", settleMs: 0 });
    return record.results;
  } finally {
    await server.close();
  }
}

test.each([
  ["feigned SMS", { mutants: ["P-feigned"] }, ["seed-and-read-back"], 20],
  ["no GetItemEstimate", { mutants: ["P-no-estimate"] }, ["estimate-without-sms-set[folder=usual]"], 5],
  ["no Settings", { mutants: ["P-no-settings"] }, ["settings-enable-with-number[order=as-in-example]"], 3],
] as const)("%s: one root cause, one failure", async (_, variant, gates, atLeast) => {
  const { cases } = await judged(variant);
  const named = (wanted: string) => cases.filter(({ verdict }) => verdict === wanted);
  expect(named("error").map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
  expect(named("fail").map(({ id }) => id)).toEqual(gates);
  const behind = cases.filter(({ blockedBy }) => blockedBy !== undefined);
  expect(behind.length).toBeGreaterThanOrEqual(atLeast);
  expect([...new Set(behind.map(({ blockedBy }) => blockedBy))]).toEqual(gates);
});
