import { expect, test } from "vitest";
import type { RunResults } from "../harness/judging/results.js";
import { startReferenceServer } from "../harness/reference/index.js";
import { inThisThread } from "../harness/run/driver.js";
import { probe } from "../harness/run/probe/index.js";
import { run } from "../harness/run/run.js";
import { suiteCases } from "../harness/run/suites.js";
import { newRunToken } from "../harness/run/target.js";

// A foreign server (nothing but the protocol leads into its mailbox) that lacks one foundation. The gate fails, and the rules
// that it breaks itself; whatever stands on the foundation is inconclusive and names the gate.

async function judged(variant: Parameters<typeof startReferenceServer>[0]): Promise<RunResults> {
  const server = await startReferenceServer({ minimumHeartbeat: 1, heartbeatSecondMs: 20, ...variant });
  const authorization = `Basic ${Buffer.from("alice:secret").toString("base64")}`;
  try {
    const { record } = await run({
      plan: {
        target: { kind: "remote", url: server.url, accounts: [{ user: "alice", authorization }], folder: "." },
        profile: "seed",
        tolerance: "field",
        claims: "asms",
        full: false,
        ids: [],
        sections: [],
        declared: {},
        settleMs: 0,
        caseLimitMs: 60_000,
        seed: 1,
        runToken: newRunToken(),
      },
      cases: await suiteCases(),
      monitors: [],
      probe,
      driver: inThisThread,
      replay: "asms run",
      signal: new AbortController().signal,
    });
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
