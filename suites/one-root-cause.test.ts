import { expect, test } from "vitest";
import type { RunResults } from "../harness/judging/results.js";
import { type Monitor, monitors } from "../harness/monitors/index.js";
import { startReferenceServer } from "../harness/reference/index.js";
import {
  deafToEdits,
  dropsEstimateOfSms,
  dropsOutbound,
  keepsAsIs,
  mailBeyondInbox,
  manySets,
  muteOnOutbound,
  noEstimateOfSms,
  noPlus,
  smsForOneDevice,
} from "./testing/one-lack.js";
import { aliceAt, wholeRun } from "./testing/whole-run.js";

// A foreign server (nothing but the protocol leads into its mailbox) that lacks one foundation. The gate fails, and the rules
// that it breaks itself; whatever stands on the foundation is inconclusive and names the gate.

async function judged(
  variant: Parameters<typeof startReferenceServer>[0],
  watching: readonly Monitor[] = [],
): Promise<RunResults> {
  const server = await startReferenceServer({ minimumHeartbeat: 1, heartbeatSecondMs: 20, ...variant });
  try {
    const { record } = await wholeRun(aliceAt(server.url), { tolerance: "field", settleMs: 0 }, { monitors: watching });
    return record.results;
  } finally {
    await server.close();
  }
}

test.each([
  ["feigned SMS", { mutants: ["P-feigned"] }, ["seed-and-read-back"], 20],
  ["no GetItemEstimate", { mutants: ["P-no-estimate"] }, ["estimate-without-sms-set[folder=usual]"], 5],
  ["no GetItemEstimate with SMS", { own: [noEstimateOfSms] }, ["estimate-sms-set-alone"], 9],
  ["no answer to GetItemEstimate with SMS", { own: [dropsEstimateOfSms] }, ["estimate-sms-set-alone"], 9],
  ["SMS for one device alone", { own: [smsForOneDevice] }, ["seed-and-read-back"], 20],
  ["three Options are served", { own: [manySets] }, ["sync-three-options[sets=sms-default-email]"], 6],
  ["no edits of SMS", { own: [deafToEdits] }, ["client-change-read", "client-delete"], 8],
  ["no Change of SMS is carried out", { own: [keepsAsIs] }, ["client-change-read"], 8],
  ["no Settings", { mutants: ["P-no-settings"] }, ["settings-enable-with-number[order=as-in-example]"], 3],
  [
    "no answer to Settings with EnableOutboundSMS",
    { own: [dropsOutbound] },
    ["settings-enable-with-number[order=as-in-example]"],
    5,
  ],
  [
    "an empty answer to Settings with EnableOutboundSMS",
    { own: [muteOnOutbound] },
    ["settings-enable-with-number[order=as-in-example]"],
    5,
  ],
] as const)("%s: one root cause, one failure", async (_, variant, gates, atLeast) => {
  demandOneRoot(await judged(variant), gates, atLeast);
});

test("SMS filed as mail in other folders than the Inbox: one root cause, one failure, one harm", async () => {
  const results = await judged({ own: [mailBeyondInbox] }, monitors);
  demandOneRoot(results, ["sms-in-every-folder"], 20);
  const [gate] = results.cases.filter(({ verdict }) => verdict === "fail");
  const broken = gate?.findings.filter(({ outcome }) => outcome === "fail") ?? [];
  expect(broken.filter(({ seen }) => !/: it came back as mail\b/.test(seen))).toEqual([]);
  expect(results.support?.harms.map(({ kind }) => kind)).toEqual(["filed as mail"]);
});

test("numbers with a + are refused: one failure, which says what is refused", async () => {
  const { cases } = await judged({ own: [noPlus] });
  const failed = cases.filter(({ verdict }) => verdict === "fail" || verdict === "error");
  expect(failed.map(({ id }) => id)).toEqual(["several-recipients[list=ten]"]);
  const seen = failed.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === "fail"));
  expect(seen.map((one) => one.seen)).toEqual([
    expect.stringMatching(/^the Add was answered with Status 6, as is that of an SMS to .*\[MOBILE:\+\d+\] alone$/),
  ]);
});

/** Nothing fails but the gates, and of what waits for them there is so much at least. */
function demandOneRoot({ cases }: RunResults, gates: readonly string[], atLeast: number): void {
  const named = (wanted: string) => cases.filter(({ verdict }) => verdict === wanted);
  expect(named("error").map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
  const failed = named("fail");
  const why = failed.map(({ id, findings }) => `${id}: ${findings.map(({ seen }) => seen).join("; ")}`).join("\n");
  expect(
    failed.map(({ id }) => id),
    why,
  ).toEqual(gates);
  const behind = cases.filter(({ blockedBy }) => blockedBy !== undefined);
  expect(behind.length).toBeGreaterThanOrEqual(atLeast);
  expect([...new Set(behind.map(({ blockedBy }) => blockedBy))].sort()).toEqual(gates);
}

test.each([
  ["no word on an Add that succeeded", "M-resp-add-missing"],
  ["no Status in the word on an Add", "X-add-without-status"],
] as const)("%s: nothing is lost or refused for that", async (_, mutant) => {
  const { cases, support } = await judged({ mutants: [mutant] });
  expect(cases.filter(({ verdict }) => verdict === "error").map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
  const broken = cases.flatMap(({ id, findings }) =>
    findings
      .filter(({ outcome }) => outcome !== "pass")
      .map(({ requirement, ruling = "", outcome }) => `${id} ${requirement}${ruling} ${outcome}`),
  );
  expect([...new Set(broken)]).toEqual(["client-add ASMS-3.1.4.1.2-1 fail"]);
  expect(support?.harms).toEqual([]);
  const open = cases.filter(({ verdict }) => verdict !== "pass" && verdict !== "fail");
  const behind = open.filter(({ blockedBy }) => blockedBy !== undefined);
  expect(behind.length).toBeGreaterThanOrEqual(3);
  expect([...new Set(behind.map(({ blockedBy }) => blockedBy))]).toEqual(["client-add"]);
  // What is left lacks an adapter or a wait, and speaks of no SMS that was added.
  const others = open.filter((one) => !behind.includes(one)).map(({ id, reason }) => `${id}: ${reason}`);
  expect(others.filter((one) => /ServerId|\bAdd\b|(an|no|the) SMS/.test(one))).toEqual([]);
  const words = cases.flatMap(({ reason = "", unjudged }) => [reason, ...unjudged.map((one) => one.reason)]);
  expect(words.filter((one) => /refused|takes no SMS|did not take/.test(one))).toEqual([]);
});
