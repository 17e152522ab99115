import { expect, test } from "vitest";
import { FolderTooFull } from "../device/index.js";
import type { CaseBody, CaseContext } from "./case.js";
import { Inconclusive } from "./outcome.js";
import { runCase } from "./run-case.js";
import { fakeDevice, fakeEnvironment, fakeMailbox, sampleRun } from "./testing/fakes.js";

const row = "ASMS-3.2.5.1-5";

function observe(holds: boolean): CaseBody {
  return async ({ device, check }) => {
    check(
      row,
      { holds, expected: "Status 4", seen: holds ? "Status 4" : "Status 1" },
      await device.send("Sync", undefined),
    );
  };
}

test("a case that holds passes, and its result says all there is to know", async () => {
  const { result, exchanges, leftovers } = await runCase(sampleRun(observe(true)), fakeEnvironment());
  expect(result).toMatchObject({
    id: "sample",
    kind: "case",
    scenario: "ERR-01",
    verdict: "pass",
    protocolVersion: "14.1",
    replay: "asms run --protocol 14.1 --id 'sample'",
    exchanges: ["sample/A/1", "sample/A/2"],
  });
  expect(result.findings).toMatchObject([{ requirement: row, outcome: "pass", exchanges: ["sample/A/2"] }]);
  expect(exchanges.map(({ id }) => id)).toEqual(result.exchanges);
  expect(leftovers).toEqual([]);
});

test("a case that is missed fails", async () => {
  const { result } = await runCase(sampleRun(observe(false)), fakeEnvironment());
  expect(result).toMatchObject({ verdict: "fail", findings: [{ outcome: "fail", seen: "Status 1" }] });
});

test("silence, an exception and an undeclared row are errors of ours", async () => {
  const verdictOf = async (body: CaseBody) => (await runCase(sampleRun(body), fakeEnvironment())).result;
  expect(await verdictOf(async () => undefined)).toMatchObject({ verdict: "error", reason: /single check/ });
  const crashed = await verdictOf(async () => {
    throw new TypeError("oops");
  });
  expect(crashed.verdict).toBe("error");
  expect(crashed.reason).toMatch(/our own error, not the target's: TypeError: oops \(run-case\.test\.ts:\d+\)/);
  const undeclared: CaseBody = async ({ device, check }) =>
    check("ASMS-3.2.1-3", { holds: true, expected: "", seen: "" }, await device.send("Sync", undefined));
  expect(await verdictOf(undeclared)).toMatchObject({ verdict: "error", reason: /does not declare it/ });
});

test("a refused preparation is inconclusive, blocked by the baseline", async () => {
  const { result } = await runCase(sampleRun(observe(true)), fakeEnvironment({}, { refuse: "status" }));
  expect(result).toMatchObject({
    verdict: "inconclusive",
    reason: "the target refused a preparation: FolderSync has Status 12",
    blockedBy: "baseline",
    exchanges: ["sample/A/1"],
  });
});

test("a dropped connection is what the case makes of it, never an error", async () => {
  const failure = { kind: "closed", message: "the target closed the connection" } as const;
  const dropped = fakeEnvironment({}, { exchange: { failure } });
  expect((await runCase(sampleRun(observe(false)), dropped)).result.verdict).toBe("fail");
  expect((await runCase(sampleRun(observe(true)), fakeEnvironment({}, { refuse: "closed" }))).result.verdict).toBe(
    "inconclusive",
  );
});

test("an exchange that we cut off is no evidence", async () => {
  const failure = { kind: "aborted", message: "the run was cancelled" } as const;
  const { result } = await runCase(sampleRun(observe(false)), fakeEnvironment({}, { exchange: { failure } }));
  expect(result).toMatchObject({ verdict: "inconclusive", findings: [] });
});

test("a request of ours that is wrong without being marked so is our error", async () => {
  const fault = {
    code: "unknown-token",
    offset: 4,
    length: 1,
    expected: "a tag",
    found: "3F",
    section: "[MS-ASWBXML] 2.1.2",
  };
  const request = { method: "POST", url: "http://x/", headers: [], body: new Uint8Array(9), faults: [fault] } as const;
  const wrong = (changes: object) => fakeEnvironment({}, { exchange: { request, ...changes } });
  const { result } = await runCase(sampleRun(observe(false)), wrong({}));
  expect(result.verdict).toBe("error");
  expect(result.reason).toBe(
    "our own request sample/A/1 (FolderSync) is wrong: unknown-token at byte 4, expected a tag, found 3F ([MS-ASWBXML] 2.1.2)",
  );
  const marked = await runCase(sampleRun(observe(false)), wrong({ deliberate: "an unknown token" }));
  expect(marked.result.verdict).toBe("fail");
  const schema = fakeEnvironment({
    requestFault: ({ command }) => (command === "Sync" ? "Collection has no SyncKey" : undefined),
  });
  expect((await runCase(sampleRun(observe(true)), schema)).result.reason).toContain("Collection has no SyncKey");
});

test("a missing capability keeps the case from running: blocked, or not applicable when nothing was claimed", async () => {
  const without = (value: "no" | "broken" | "unknown", claims: "asms" | "none") =>
    fakeEnvironment({ claims, capabilities: [{ name: "sms.seed", value, reason: "Add gets Status 6", evidence: [] }] });
  const verdict = async (value: "no" | "broken" | "unknown", claims: "asms" | "none") =>
    (await runCase(sampleRun(observe(true), { needs: ["sms.seed"] }), without(value, claims))).result;
  expect(await verdict("no", "asms")).toMatchObject({
    verdict: "inconclusive",
    blockedBy: "seed-and-read",
    exchanges: [],
  });
  expect(await verdict("no", "none")).toMatchObject({
    verdict: "not applicable",
    reason: "sms.seed: Add gets Status 6",
  });
  expect(await verdict("broken", "none")).toMatchObject({ verdict: "inconclusive", blockedBy: "seed-and-read" });
  expect((await verdict("unknown", "asms")).blockedBy).toBeUndefined();
});

test("the gate's own scenario runs whatever the probe saw", async () => {
  const capabilities = [{ name: "sms.seed", value: "broken", reason: "feigned", evidence: [] } as const];
  const gate = sampleRun(observe(false), { needs: ["sms.seed"], scenario: "CAP-01" });
  expect((await runCase(gate, fakeEnvironment({ capabilities }))).result.verdict).toBe("fail");
});

test("a case for another protocol version is not applicable", async () => {
  const { result } = await runCase(sampleRun(observe(true), { versions: ["14.0"] }), fakeEnvironment());
  expect(result).toMatchObject({
    verdict: "not applicable",
    reason: "it concerns protocol 14.0, the run speaks 14.1",
  });
});

test("a need that no gate knows is an error of ours", async () => {
  const { result } = await runCase(sampleRun(observe(true), { needs: ["sms.sede"] }), fakeEnvironment());
  expect(result).toMatchObject({ verdict: "error", reason: /"sms.sede" is no capability/ });
});

test("a part that cannot run leaves the rest of the case judged and the case inconclusive", async () => {
  const capabilities = [
    { name: "base", value: "yes", reason: "", evidence: [] },
    { name: "sms.read", value: "broken", reason: "disguised", evidence: [] },
  ] as const;
  let ran: boolean | undefined;
  const body: CaseBody = async (context: CaseContext) => {
    ran = await context.part("SMS half", ["sms.read"], async () => {
      throw new Error("must not run");
    });
    await observe(true)(context);
  };
  const { result } = await runCase(sampleRun(body), fakeEnvironment({ capabilities }));
  expect(ran).toBe(false);
  expect(result).toMatchObject({
    verdict: "inconclusive",
    blockedBy: "seed-and-read",
    unjudged: [{ part: "SMS half", reason: "sms.read: disguised", blockedBy: "seed-and-read" }],
    findings: [{ outcome: "pass" }],
  });
});

test("a part that ends inconclusive ends alone; a crash in it ends the case", async () => {
  const withPart =
    (failing: () => never): CaseBody =>
    async (context) => {
      await context.part("SMS half", [], async () => failing());
      await observe(true)(context);
    };
  const stopped = withPart(() => {
    throw new Inconclusive("the e-mail did not arrive");
  });
  expect((await runCase(sampleRun(stopped), fakeEnvironment())).result).toMatchObject({
    verdict: "inconclusive",
    unjudged: [{ part: "SMS half", reason: "the e-mail did not arrive" }],
    findings: [{ outcome: "pass" }],
  });
  const crashed = withPart(() => {
    throw new Error("oops");
  });
  expect((await runCase(sampleRun(crashed), fakeEnvironment())).result.verdict).toBe("error");
});

test("a case that hangs is given up, and one that is cancelled ends as interrupted", async () => {
  const forever: CaseBody = () => new Promise(() => undefined);
  const { result } = await runCase(sampleRun(forever), fakeEnvironment({ caseLimitMs: 5 }));
  expect(result).toMatchObject({
    verdict: "inconclusive",
    reason: "the run was aborted: the case took longer than 0.005 s",
  });
  const cancel = new AbortController();
  const cancelled = runCase(sampleRun(forever), fakeEnvironment({ signal: cancel.signal }));
  cancel.abort();
  expect((await cancelled).result).toMatchObject({ verdict: "inconclusive", reason: "the run was interrupted" });
});

test("a failure seen before the interruption stays a failure", async () => {
  const cancel = new AbortController();
  const body: CaseBody = async (context) => {
    await observe(false)(context);
    cancel.abort();
    await new Promise(() => undefined);
  };
  expect((await runCase(sampleRun(body), fakeEnvironment({ signal: cancel.signal }))).result.verdict).toBe("fail");
});

test("every device of every case has a DeviceId of its own, and further devices need the capability", async () => {
  const ids = new Set<string>();
  const body: CaseBody = async (context) => {
    await context.newDevice("B");
    await observe(true)(context);
  };
  const environment = fakeEnvironment({
    createDevice: (setup) => {
      ids.add(setup.partnership.deviceId);
      return fakeDevice(setup);
    },
  });
  expect((await runCase(sampleRun(body), environment)).result.verdict).toBe("pass");
  await runCase(sampleRun(body, { id: "other" }), environment);
  expect(ids.size).toBe(4);
  expect([...ids].every((id) => /^[A-Z0-9]{32}$/.test(id))).toBe(true);
  const alone = fakeEnvironment({
    capabilities: [
      { name: "base", value: "yes", reason: "", evidence: [] },
      { name: "device2", value: "unknown", reason: "the second device got HTTP 403", evidence: [] },
    ],
  });
  expect((await runCase(sampleRun(body), alone)).result).toMatchObject({
    verdict: "inconclusive",
    reason: "device2: the second device got HTTP 403",
  });
});

test("what the mailbox could not clean up is handed on, and changes no verdict", async () => {
  const environment = fakeEnvironment({ openMailbox: () => fakeMailbox(["1 SMS from +15550100 in Inbox"]) });
  const run = await runCase(sampleRun(observe(true)), environment);
  expect(run.leftovers).toEqual(["1 SMS from +15550100 in Inbox"]);
  expect(run.result.verdict).toBe("pass");
});

test("what fails over an answer of the hour is inconclusive, and what passed before it is kept", async () => {
  const response = { status: 503, reason: "", headers: [], body: new Uint8Array(), faults: [] };
  const body: CaseBody = async (context) => {
    await observe(true)(context);
    await observe(false)(context);
  };
  const { result } = await runCase(sampleRun(body), fakeEnvironment({}, { exchange: { response } }));
  expect(result).toMatchObject({
    verdict: "inconclusive",
    reason: "the target is overloaded: HTTP 503",
    findings: [{ outcome: "pass" }],
  });
});

test("what a case waited for in vain is told with what the target asked for instead", async () => {
  const response = { status: 449, reason: "", headers: [], body: new Uint8Array(), faults: [] };
  const body: CaseBody = async ({ device, inconclusive }) => {
    await device.send("Sync", undefined);
    inconclusive("the flag was never shown");
  };
  const { result } = await runCase(sampleRun(body), fakeEnvironment({}, { exchange: { response } }));
  const reason = "the flag was never shown; the target asks for provisioning again: HTTP 449";
  expect(result).toMatchObject({ verdict: "inconclusive", reason });
});

test("a folder that holds too much is inconclusive", async () => {
  const body: CaseBody = async () => {
    throw new FolderTooFull(2000, 2000);
  };
  const { result } = await runCase(sampleRun(body), fakeEnvironment());
  expect(result).toMatchObject({ verdict: "inconclusive", reason: /holds more than 2000 items/ });
});
