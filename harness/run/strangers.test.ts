import { describe, expect, test } from "vitest";
import type { Exchange } from "../eas/index.js";
import { traceSms } from "../judging/harm-trace.js";
import type { HarmKind, RunResults, Support } from "../judging/results.js";
import { variants } from "../reference/index.js";
import { type PersonaRun, recordPersona, runPersona, runStranger } from "./testing/persona-run.js";

// What nobody may take for granted of a server, and what hurts the user of one.

/** Runs wait for clocks most of their time, each on a server of its own. */
const it = test.concurrent;

function amiss({ cases }: RunResults): string[] {
  return cases
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ id, verdict, reason }) => `${id}: ${verdict} ${reason ?? ""}`);
}

const conformant: Support = { class: "conformant", sentence: "SMS is offered as the document says.", harms: [] };

/** A part of the suite is no ground for a judgement on the whole. */
const notJudged: Support = {
  class: "not judged",
  sentence: "What the target makes of SMS could not be judged.",
  harms: [],
};

/** Scenarios in which SMS and e-mail are put in, cut, refused and offered by every way there is. */
const aboutSms = ["CAP-01", "OPT-01", "OPT-02", "OPT-07", "OPT-09", "CHG-01", "CHG-08", "ERR-05", "RTY-02"];

describe("a lawful server passes, whatever", () => {
  it.each([
    ["its way to demand provisioning: HTTP 449", "P-provision-449"],
    ["its way to demand provisioning: none", "P-no-policy"],
    ["the form of its SyncKeys: GUIDs", "P-guid-keys"],
    ["the form of its SyncKeys: a GUID in braces and a counter", "P-braced-keys"],
    ["the names of its folders", "P-german-folders"],
    ["it leaves out of a Body: EstimatedDataSize, which should be there and need not", "P-no-size"],
    ["it does with idle connections", "P-idle-drops"],
    ["its way to refuse what the document has no Status for: HTTP 400", "P-refuses-by-http"],
  ])("%s", async (_what, id) => {
    // Embedded, it is met with hooks for e-mail; only an SMS cannot be put in past all devices.
    const results = await runPersona(id);
    expect(amiss(results)).toEqual([]);
    expect(results.summary.exitCode).toBe(0);
    expect(results.support).toEqual(conformant);
  });
});

it("a server that soft-deletes one Sync later is lawful where it is a foreign one", async () => {
  const results = await runPersona("P-late-soft", { plan: { tolerance: "field" } });
  expect(amiss(results)).toEqual([]);
  expect(results.summary.exitCode).toBe(0);
});

it("a connection that is lost once costs one case, and not the run", async () => {
  const results = await runPersona("P-drops-once");
  expect(amiss(results)).toHaveLength(1);
  expect(results.cases.filter(({ verdict }) => verdict === "error")).toEqual([]);
  expect(results.summary.interrupted).toBe(false);
});

it.each(["asms", "none"] as const)(
  "a server that shows changes late is waited for, and passes (claims %s)",
  async (claims) => {
    // Its clock runs fifty times as fast, so that its three seconds last sixty milliseconds.
    const start = Date.now();
    const now = (): number => start + (Date.now() - start) * 50;
    const scenarios = ["CAP-01", "CAP-02", "CHG-01", "CHG-02", "CHG-04", "STK-04"];
    const plan = { tolerance: "field" as const };
    const slow = await runStranger("P-slow", { claims, server: { now }, scenarios, plan });
    expect(slow.capabilities.find(({ name }) => name === "settleMs")?.measured).toBeGreaterThanOrEqual(1_000);
    expect(slow.cases.filter(({ verdict }) => verdict === "inconclusive" || verdict === "fail")).toEqual([]);
  },
);

describe("harm is found and named", () => {
  it.each<[string, HarmKind, string[]]>([
    ["X-hangs-up-on-sms", "connection dropped", ["OPT-02"]],
    ["X-add-as-calendar", "filed as another class", ["CAP-01"]],
    ["X-mail-stops", "mail stopped", ["OPT-01"]],
    ["X-mail-without-body", "mail lost its body", ["OPT-09", "OPT-03"]],
    ["X-offers-again", "offered again and again", ["OPT-01"]],
    ["X-lost-beside-refused", "lost beside an SMS", ["CHG-01"]],
    ["X-drops-beside-sms", "lost beside an SMS", ["CHG-01"]],
    ["P-disguised,X-drops-elsewhere-beside-sms", "lost beside an SMS", ["CHG-01"]],
    ["P-disguised,X-waiting-lost-beside-sms", "lost beside an SMS", ["CHG-01"]],
    ["P-disguised,X-one-collection-beside-sms", "lost beside an SMS", ["CHG-01"]],
    ["X-sms-locks", "account unusable", ["CAP-01", "OPT-01", "CHG-01"]],
    ["P-feigned", "acknowledged and lost", ["CAP-01"]],
    ["X-loses-cyrillic", "acknowledged and lost", ["CHG-06"]],
    ["P-disguised", "filed as mail", ["CAP-01"]],
  ])("%s: %s", async (id, kind, scenarios) => {
    const { support } = await runPersona(id, { scenarios });
    const [found] = support?.harms.filter((harm) => harm.kind === kind) ?? [];
    expect(found?.sentence).toMatch(/\.$/);
    expect(found?.exchanges.length).toBeGreaterThan(0);
  });

  it("mail of one case is not missed in another, where a monitor judges both", async () => {
    const { support } = await runPersona("M-class-omitted");
    expect(support?.harms.map(({ kind }) => kind)).toEqual(["filed as mail"]);
  });

  it.each<[string, PersonaRun]>([
    ["the reference", {}],
    ["the reference with every value of every axis", { scenarios: aboutSms, plan: { full: true } }],
    ["the reference in profile current", { scenarios: aboutSms, plan: { profile: "current" } }],
    ["the reference where no SMS is claimed", { scenarios: aboutSms, claims: "none" }],
    ["the reference at 14.0", { scenarios: aboutSms, plan: { protocol: ["14.0"] } }],
  ])("and none on %s", async (_name, input) => {
    const { results, exchanges } = await recordPersona(undefined, input);
    expect(results.support).toEqual(input.scenarios === undefined ? conformant : notJudged);
    demandNoTrace(exchanges);
  });

  it.each(variants.filter(({ kind }) => kind === "benign").map(({ id }) => id))("and none on %s", async (id) => {
    const { results, exchanges } = await recordPersona(id, { scenarios: aboutSms });
    expect(amiss(results)).toEqual([]);
    expect(results.support).toEqual(notJudged);
    demandNoTrace(exchanges);
  });
});

/** Nothing on the wire looks like a harm, whether or not a finding stands behind it. */
function demandNoTrace(exchanges: readonly Exchange[]): void {
  const { acknowledged, besideRefused, ...harms } = traceSms(exchanges);
  expect(Object.entries(harms).filter(([, ids]) => ids.length > 0)).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(besideRefused.length).toBeGreaterThan(0);
}
