import { afterEach, expect, test } from "vitest";
import { monitors } from "../harness/monitors/index.js";
import { startReferenceServer } from "../harness/reference/index.js";
import { type Passing, startDroppingProxy } from "./testing/dropping-proxy.js";
import { aliceAt, wholeRun } from "./testing/whole-run.js";

// The reference server behind a line that loses requests.

const started: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of started.splice(0).reverse()) await one.close();
});

/** One case of the text suite against it. */
async function texts(id: string, drops: (passing: Passing) => boolean | number) {
  const server = await startReferenceServer({ users: { alice: "secret" } });
  started.push(server);
  const proxy = await startDroppingProxy(server.url, drops);
  started.push(proxy);
  const plan = { tolerance: "field", protocol: ["14.1"], suites: ["text"], settleMs: 10, seed: 1 } as const;
  const { record } = await wholeRun(aliceAt(proxy.url), { ...plan, ids: [id], explore: { runs: 4 } }, { monitors });
  const found = record.results.cases.find(({ caseId }) => caseId === id);
  if (found === undefined) throw new Error(`The suite has no case ${id}`);
  const accused = record.results.cases.filter(({ verdict }) => verdict === "fail").map((one) => one.id);
  const wrong = found.findings.filter(({ outcome }) => outcome !== "pass" && outcome !== "inform");
  return { found, accused, wrong };
}

/** An Add of the case any-text-unchanged: no other gives an SMS a Flag. */
function isDrawnAdd({ command, body }: Passing): boolean {
  return command === "Sync" && body.includes("for Follow Up");
}

/** The Sync of any device that comes `after` so many others since the first drawn Add. */
function nthSync(after: number, then: true | number) {
  let since = -1;
  return (passing: Passing) => {
    if (passing.command !== "Sync") return false;
    if (since >= 0 || isDrawnAdd(passing)) since += 1;
    return since === after && then;
  };
}

test.each<[string, number, true | number]>([
  ["a lost Add", 0, true],
  ["HTTP 500 for an Add", 0, 500],
  ["a lost Sync of the reader", 2, true],
  ["HTTP 500 for a Sync of the reader", 2, 500],
  ["a lost Sync after it", 3, true],
])("%s, once, accuses nobody, and is told", async (_name, after, then) => {
  const { found, accused, wrong } = await texts("any-text-unchanged", nthSync(after, then));
  expect({ accused, wrong }).toEqual({ accused: [], wrong: [] });
  expect(found).toMatchObject({ verdict: "inconclusive", exploration: { runs: 4, endedBy: "runs", shrinks: 0 } });
  expect(found.reason).toMatch(
    /^(no answer to Sync: .*|Sync is not carried out: HTTP 500) \(any-text\S+\); tried once more, the same passed$/,
  );
});

test.each<[string, true | number]>([
  ["no-answer Sync", true],
  ["http-status Sync", 500],
])("an Add that is met so each time fails as %s, for the transport, and is made small", async (kind, then) => {
  const { found, accused, wrong } = await texts("any-text-unchanged", (passing) => isDrawnAdd(passing) && then);
  expect(accused).toEqual(["any-text-unchanged"]);
  expect(wrong).toMatchObject([{ requirement: "ASMS-2.1-1", counterexample: kind }]);
  const { steps = [] } = found.exploration?.counterexample ?? {};
  expect(steps.at(-1)).toMatchObject({ failed: true, words: expect.stringMatching(/^Add of [^;]*, flagged$/) });
});

test("a mailbox that is full fails nothing, is not made small, and ends the search", async () => {
  const { found, accused } = await texts("any-text-unchanged", (passing) => isDrawnAdd(passing) && 507);
  expect(accused).toEqual([]);
  expect(found).toMatchObject({ verdict: "inconclusive", exploration: { endedBy: "outage", shrinks: 0 } });
  expect(found.reason).toMatch(/at last: Sync is not carried out: the mailbox is full: HTTP 507$/);
});

/** The reader is the device that syncs next after the broken text, and no other device has its name in the query. */
function isBroken({ command, body }: Passing): boolean {
  return (
    command === "Sync" && body.includes("PLACE") === false && /[\x01\x02\x07\x08]{2}/.test(body.toString("latin1"))
  );
}
void isBroken;
