import { expect, test } from "vitest";
import { smsNumberDigits } from "../harness/eas/index.js";
import { startReferenceServer } from "../harness/reference/index.js";
import { both, inbox, Phone } from "../harness/reference/testing/phone.js";
import type { ExplorePlan } from "../harness/run/explore/property.js";
import { aliceAt, wholeRun } from "./testing/whole-run.js";

// The embedded server as a stranger: one mailbox for all histories, no hooks, the tolerance of the field.

/** Random histories against the server, as a stranger meets it. */
async function met(url: string, explore: ExplorePlan, seed: number) {
  const plan = { tolerance: "field", protocol: ["14.1"], suites: ["model"], explore, settleMs: 10, seed } as const;
  const { record, leftovers } = await wholeRun(aliceAt(url), plan);
  return { found: record.results.cases.find(({ caseId }) => caseId === "random-histories"), leftovers };
}

/** Senders of all SMS in the Inbox, as digits. */
async function senders(url: string): Promise<string[]> {
  const { commands } = await (await Phone.connected(url)).sync(inbox, { options: both, windowSize: 512 });
  return commands.map(({ item }) => smsNumberDigits(item?.from ?? "") ?? "").sort();
}

test("what lies in a foreign mailbox accuses nobody and stays there, and what histories put there does not", async () => {
  const server = await startReferenceServer({ users: { alice: "secret" } });
  const before = ["+12025550101", "+12125550101"];
  for (const number of before) {
    const item = { from: `[MOBILE:${number}]`, to: "[MOBILE:+12025550199]", body: { type: "1", data: "from before" } };
    server.deliverSms({ user: "alice", folder: "Inbox", item });
  }
  try {
    const { found, leftovers } = await met(server.url, { runs: 8 }, 4);
    expect(found).toMatchObject({ verdict: "pass", exploration: { runs: 8, endedBy: "runs" } });
    expect(found?.exploration?.notes).toContain('No e-mail arrived: there is no hook "deliverEmail" (seeding).');
    expect(leftovers).toEqual([]);
    expect(await senders(server.url)).toEqual(before.map(smsNumberDigits));
  } finally {
    await server.close();
  }
});

test("what a server stores of a request that it must refuse is removed as well, also where it is accused of it", async () => {
  const server = await startReferenceServer({ users: { alice: "secret" }, mutants: ["M-opt-three-accepted"] });
  try {
    const { found, leftovers } = await met(server.url, { runs: 6 }, 2);
    expect(found).toMatchObject({ verdict: "fail", exploration: { counterexample: { kind: "options-accepted" } } });
    expect(leftovers).toEqual([]);
    expect(await senders(server.url)).toEqual([]);
  } finally {
    await server.close();
  }
});
