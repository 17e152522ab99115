import { describe, expect, test } from "vitest";
import type { RunResults } from "../judging/results.js";
import { capability, demandBlocked, demandExplained, demandLaws, scenariosOf } from "./testing/persona-laws.js";
import { type PersonaRun, runPersona, runStranger } from "./testing/persona-run.js";

// Servers as the suite may meet them, each judged by a real run: what is claimed decides whether an honest refusal fails or
// does not apply, and nothing decides that for what is worse than a refusal.

/** Runs wait for clocks most of their time, each on a server of its own. */
const it = test.concurrent;

const bothClaims = ["asms", "none"] as const;

async function meet(id: string | undefined, input: PersonaRun = {}): Promise<RunResults> {
  const results = demandLaws(await runPersona(id, input));
  if (input.scenarios === undefined) demandExplained(results);
  return results;
}

/** Scenarios that play in the Inbox, where that persona takes no SMS. */
const pickyInTheInbox = [
  ...["ERR-01", "FLT-02", "HNG-01", "HNG-03", "OPT-02", "OUT-01", "OUT-03", "OUT-04", "RTY-02", "STK-04"],
];

describe("the reference", () => {
  it.each(bothClaims)("passes everything (claims %s)", async (claims) => {
    const results = await meet(undefined, { claims });
    expect(results.summary.exitCode).toBe(0);
    expect(results.cases.filter(({ verdict }) => verdict !== "pass")).toEqual([]);
    expect(results.capabilities.filter(({ value }) => value !== "yes")).toEqual([]);
    expect(results.support?.class).toBe("conformant");
  });
});

describe("a server that gives SMS and breaks a rule", () => {
  it("offers SMS and is wrong, and nothing is called a harm that is none", async () => {
    const { support } = await meet("M-sd-hard");
    expect(support?.class).toBe("offered and wrong");
    expect(support?.sentence).toMatch(/^SMS is offered, and wrong in \d+ cases?\.$/);
    expect(support?.harms).toEqual([]);
  });
});

describe("honest-no", () => {
  it("fails at the two gates where SMS is claimed, and the rest is blocked by them", async () => {
    const results = await meet("P-honest-no", { claims: "asms" });
    expect(results.summary.exitCode).toBe(1);
    expect(scenariosOf(results, "fail")).toEqual(["CAP-01", "OPT-02"]);
    demandBlocked(results);
    expect(results.support).toMatchObject({ class: "declined cleanly", harms: [] });
  });

  it("is not judged on SMS where it claims none", async () => {
    const results = await meet("P-honest-no", { claims: "none" });
    expect(results.summary).toMatchObject({ exitCode: 0, conformant: false });
    expect(scenariosOf(results, "fail")).toEqual([]);
    expect(scenariosOf(results, "inconclusive")).toEqual([]);
    expect(scenariosOf(results, "not applicable")).toEqual(expect.arrayContaining(["OPT-02", "CAP-01", "SD-01"]));
    const executed = ["SET-01", "SET-02", "SET-03", "ERR-01", "ERR-02", "ERR-04", "ORC-HTTP", "ORC-WBXML"];
    expect(scenariosOf(results, "pass")).toEqual(expect.arrayContaining(executed));
    expect(results.support?.class).toBe("declined cleanly");
  });
});

describe.each(bothClaims)("with claims %s", (claims) => {
  it.each([
    ["P-feigned", "feigned", "acknowledged and lost"],
    ["P-disguised", "disguised", "filed as mail"],
  ])("%s fails at CAP-01, and the rest is blocked by it", async (id, outcome, harm) => {
    const results = await meet(id, { claims });
    expect(results.summary.exitCode).toBe(1);
    expect(capability(results, "sms.seed")).toMatchObject({ value: "broken", outcome });
    expect(scenariosOf(results, "fail")).toContain("CAP-01");
    expect(scenariosOf(results, "not applicable")).toEqual([]);
    demandBlocked(results);
    const cap = results.cases.find(({ scenario }) => scenario === "CAP-01");
    expect(cap?.findings.map(({ seen }) => seen).join()).toContain(outcome);
    expect(results.support?.class).toBe("declined harmfully");
    expect(results.support?.harms.map(({ kind }) => kind)).toContain(harm);
  });

  it.each([
    ["P-picky", 3, pickyInTheInbox],
    ["P-wants-settings", 8, []],
  ] as const)("%s fails for the rungs below its own and is judged on the rest", async (id, rung, blocked) => {
    const results = await meet(id, { claims });
    expect(results.summary.exitCode).toBe(1);
    expect(capability(results, "sms.seed")).toMatchObject({ value: "yes", rung });
    expect(scenariosOf(results, "fail")).toEqual(["CAP-01"]);
    expect(scenariosOf(results, "inconclusive")).toEqual([...blocked].sort());
    demandBlocked(results);
    expect(results.support?.class).toBe("offered and wrong");
  });

  it("three-folders deviates where it takes no SMS, and what is about SMS there does not apply", async () => {
    const plan = { full: true };
    const scenarios = ["CHG-04", "CHG-08", "EST-01", "EST-03", "FLT-02", "OPT-03", "OPT-04", "SD-01"];
    const results = await meet("P-three-folders", { claims, scenarios, plan });
    expect(results.summary.exitCode).toBe(0);
    expect(scenariosOf(results, "fail")).toEqual([]);
    expect(scenariosOf(results, "inconclusive")).toEqual([]);
    const warned = results.cases.filter(({ findings }) => findings.some(({ outcome }) => outcome === "warn"));
    const walks = ["folder-with-mail[folder=drafts]", "folder-with-mail[folder=deleted-items]"];
    expect(warned.map(({ id }) => id)).toEqual(expect.arrayContaining([...walks, "sms-in-every-folder"]));
    const elsewhere = results.cases.find(({ id }) => id === "filter-beyond-inbox");
    expect(elsewhere?.verdict).toBe("pass");
    expect(elsewhere?.unjudged.map(({ part }) => part)).toHaveLength(3);
  });

  it("server-dates cannot be tried on filters and fails nothing", async () => {
    const results = await meet("P-server-dates", { claims });
    expect(capability(results, "sms.backdate")?.value).toBe("no");
    expect(scenariosOf(results, "fail")).toEqual([]);
    expect(scenariosOf(results, "inconclusive")).toEqual([
      "CHG-15",
      "EST-05",
      "FLT-01",
      "FLT-02",
      "FLT-03",
      "RTY-03",
      "STK-03",
      "STK-04",
      "STK-05",
    ]);
  });

  it("probe-aware is found out by the cases", async () => {
    const results = await meet("P-probe-aware", { claims });
    expect(results.summary.exitCode).toBe(1);
    expect(results.capabilities.filter(({ value }) => value !== "yes")).toEqual([]);
    expect(scenariosOf(results, "fail")).toEqual(expect.arrayContaining(["OPT-01", "CAP-01"]));
    expect(scenariosOf(results, "not applicable")).toEqual([]);
  });

  it("turncoat fails for its inconsistent refusal, and everything is run after all", async () => {
    const results = await meet("P-turncoat", { claims });
    expect(results.summary.exitCode).toBe(1);
    expect(scenariosOf(results, "fail")).toEqual(["inconsistent-refusal"]);
    const [found] = results.cases.filter(({ scenario }) => scenario === "inconsistent-refusal");
    expect(found?.findings[0]?.seen).toMatch(/inconsistent refusal: refused while probed .* taken in exchange/);
    expect(results.cases.filter(({ verdict }) => verdict !== "pass" && verdict !== "fail")).toEqual([]);
    expect(capability(results, "sms.options")?.reason).toMatch(/revoked/);
    expect(new Set(results.cases.map(({ id }) => id)).size).toBe(results.cases.length);
  });

  it("one-device: SMS is found by one partnership, what needs two is inconclusive, and that is no verdict", async () => {
    const results = await meet("P-one-device", { claims });
    expect(results.summary.exitCode).toBe(3);
    expect(capability(results, "device2")?.value).toBe("unknown");
    expect(capability(results, "sms.seed")).toMatchObject({ value: "yes", outcome: "works", rung: 1 });
    expect(scenariosOf(results, "fail")).toEqual([]);
    const two = ["CHG-01", "CHG-02", "CHG-03", "CHG-04", "STK-04", "NEG-01"];
    expect(scenariosOf(results, "inconclusive")).toEqual(expect.arrayContaining(two));
    expect(scenariosOf(results, "pass")).toContain("CAP-01");
    expect(results.support?.class).toBe("not judged");
  });

  it("deaf: the SMS halves are judged, the e-mail halves are not", async () => {
    const results = await meet("P-deaf", { claims });
    expect(results.summary.exitCode).toBe(3);
    expect(capability(results, "email.seed")?.value).toBe("unknown");
    expect(scenariosOf(results, "fail")).toEqual([]);
    const both = ["options-sms-alone", "sticky-both-sets", "sticky-sms-alone"];
    const halves = results.cases.filter(({ caseId }) => both.includes(caseId));
    expect(halves).toHaveLength(3);
    for (const { verdict, findings } of halves) {
      expect(verdict).toBe("inconclusive");
      expect(findings.length).toBeGreaterThan(0);
    }
  });

  it("staller fails at OPT-02 for the answer that never comes, and the rest is blocked by it", async () => {
    // Long enough for what does answer on a busy machine; each scenario waits it out again and again.
    const slow = { timeoutMs: 1500, plan: { settleMs: 0 }, scenarios: ["OPT-02", "SD-01"] };
    const results = demandLaws(await runStranger("P-staller", { claims, ...slow }));
    expect(results.summary.exitCode).toBe(1);
    expect(capability(results, "sms.options")).toMatchObject({ value: "broken" });
    expect(scenariosOf(results, "fail")).toContain("OPT-02");
    const cause = results.cases.find(({ scenario, verdict }) => scenario === "SD-01" && verdict === "inconclusive");
    expect(cause?.blockedBy).toMatch(/^options-sms-alone/);
  });
});

it("deaf-settings: what is answered by Status 1 alone is no refusal of a value", async () => {
  const results = await meet("P-deaf-settings", { scenarios: ["SET-01", "SET-02", "SET-10"] });
  expect(capability(results, "settings")?.reason).toBe("Settings is answered with Status 1, and no more than that");
  const [values] = results.cases.filter(({ caseId }) => caseId === "settings-values");
  expect(values).toMatchObject({ verdict: "inconclusive", reason: "the answer has no DeviceInformation at all" });
  expect(values?.blockedBy).toMatch(/^settings-enable-with-number/);
  expect(scenariosOf(results, "fail")).toEqual(["SET-01", "SET-02"]);
});

it("what a refusal of three Options stands on names the case of three, not its neighbours", async () => {
  const results = await meet("M-opt-three-accepted", { scenarios: ["ERR-01", "ERR-03", "ERR-05"] });
  const blocked = results.cases.filter(({ verdict }) => verdict === "inconclusive");
  expect(blocked.map(({ caseId }) => caseId).sort()).toEqual([
    "sync-many-options",
    "sync-options-above-two",
    "sync-recovers-after-status-4",
    "sync-refusals-first-key",
    "sync-refusals-hanging",
    "sync-refusals-in-folders",
    "sync-refused-add",
    "sync-three-options-second-collection",
  ]);
  expect(results.cases.filter(({ verdict }) => verdict === "fail").map(({ caseId }) => caseId)).toEqual([
    "sync-three-options",
  ]);
  for (const { blockedBy } of blocked) expect(blockedBy).toMatch(/^sync-three-options/);
});

describe("old", () => {
  it("fails at CAP-02 where SMS is claimed", async () => {
    const results = await meet("P-old", { claims: "asms" });
    expect(results.summary.exitCode).toBe(1);
    expect(capability(results, "base")).toMatchObject({ value: "no", outcome: "version" });
    expect(scenariosOf(results, "fail")).toEqual(["CAP-02"]);
  });

  it("does not apply where none is claimed", async () => {
    const results = await meet("P-old", { claims: "none" });
    expect(results.summary.exitCode).toBe(0);
    expect(scenariosOf(results, "not applicable")).toContain("CAP-02");
    expect(results.support?.class).toBe("declined cleanly");
  });
});

describe("no-estimate", () => {
  it("fails at EST-01 where SMS is claimed, and the other estimates are blocked by it", async () => {
    const results = await meet("P-no-estimate", { claims: "asms" });
    expect(results.summary.exitCode).toBe(1);
    expect(scenariosOf(results, "fail")).toEqual(["EST-01"]);
    demandBlocked(results);
  });

  it("is not judged on estimates where SMS is not claimed", async () => {
    const results = await meet("P-no-estimate", { claims: "none" });
    expect(results.summary.exitCode).toBe(0);
    const estimates = scenariosOf(results, "not applicable");
    expect(estimates.length).toBeGreaterThan(5);
    expect(estimates.filter((scenario) => !/^(EST-\d+|ORC-EST)$/.test(scenario))).toEqual([]);
  });
});

describe("policy-off", () => {
  it.each([
    ["asms", 3],
    ["none", 0],
  ] as const)("is not applicable, with the policy as evidence (claims %s)", async (claims, exitCode) => {
    const results = await meet("P-policy-off", { claims });
    expect(results.summary.exitCode).toBe(exitCode);
    expect(capability(results, "sms.seed")).toMatchObject({ value: "no", outcome: "policy" });
    expect(scenariosOf(results, "fail")).toEqual([]);
    const cap = results.cases.find(({ scenario }) => scenario === "CAP-01");
    expect(cap?.verdict).toBe("not applicable");
    expect(cap?.reason).toMatch(/AllowTextMessaging 0.*seen in probe/);
  });
});

describe("one device alone", () => {
  it("does not keep feigned support from being seen: CAP-01 fails by what the same device finds when it begins anew", async () => {
    const results = demandLaws(
      await runStranger("P-one-device,P-feigned", { plan: { settleMs: 0 }, scenarios: ["CAP-01"] }),
    );
    expect(scenariosOf(results, "fail")).toContain("CAP-01");
  });
});

describe("what the operator declares", () => {
  it("is a failure of its own where the probe refutes it", async () => {
    const results = await meet("P-honest-no", { claims: "none", plan: { declared: { "sms.seed": "yes" } } });
    expect(results.summary.exitCode).toBe(1);
    expect(scenariosOf(results, "fail")).toContain("declared-and-refuted");
    const found = results.cases.find(({ scenario }) => scenario === "declared-and-refuted");
    expect(found?.findings[0]?.seen).toMatch(/declared present, refuted by the probe/);
  });
});
