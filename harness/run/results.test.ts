import { expect, test } from "vitest";
import { validateResults } from "../../reports/index.js";
import { sampleCase, sampleFinding } from "../judging/testing/samples.js";
import { errorCase, type Raw, record } from "./results.js";
import type { RunPlan } from "./settings.js";
import { tool } from "./tool.js";

const plan: RunPlan = {
  target: {
    kind: "remote",
    url: "https://mail.example/as?x=1",
    accounts: [{ user: "alice", password: "hunter2", authorization: "Basic YWxpY2U6aHVudGVyMg==" }],
    tls: { ca: "-----BEGIN CERTIFICATE-----" },
    seeding: { imap: { host: "imap.example", passwordEnv: "IMAP_PASSWORD" } },
    folder: "/home/alice",
  },
  profile: "seed",
  tolerance: "field",
  claims: "asms",
  full: false,
  ids: [],
  sections: [],
  declared: { hang: "no" },
  caseLimitMs: 1000,
  seed: 42,
  runToken: "token",
};

function raw(changes: Partial<Raw>): Raw {
  return {
    plan,
    target: {
      name: "https://mail.example/as?x=1",
      url: "https://mail.example/as?x=1",
      embedded: false,
      endpoint: { url: "https://mail.example/as?x=1", secrets: ["hunter2"] },
      account: () => ({ user: "alice" }),
      given: [],
      hooks: {},
      heartbeat: { seconds: 60, waitMs: 60_000 },
      close: async () => undefined,
    },
    preflight: {
      offer: {
        versions: ["12.1", "14.0", "14.1"],
        commands: ["Sync"],
        server: "Example",
      },
      versions: ["14.1"],
    },
    capabilities: [{ name: "base", value: "yes", reason: "works", evidence: [] }],
    settleMs: 1000,
    cases: [],
    exchanges: [],
    coverage: new Map(),
    interrupted: false,
    startedAt: new Date("2024-01-01T00:00:00Z"),
    ...changes,
  };
}

test("results are valid by the published schema, and hold no secret", () => {
  const failed = sampleCase({ verdict: "fail", findings: [sampleFinding({ outcome: "fail" })] });
  const { results } = record(raw({ cases: [failed, errorCase("oops", 0, "14.1", "asms run")] }));
  expect(() => validateResults(results)).not.toThrow();
  expect(results.summary.exitCode).toBe(4);
  const text = JSON.stringify(results);
  for (const secret of ["hunter2", "YWxpY2U6aHVudGVyMg", "BEGIN CERTIFICATE", "IMAP_PASSWORD", "/home/alice"]) {
    expect(text).not.toContain(secret);
  }
  expect(results.configuration).toMatchObject({ accounts: ["alice"], seeding: ["imap"], settleMs: 1000, seed: 42 });
  expect(results.configuration).toMatchObject({ environment: { node: process.version } });
  expect(results.tool).toEqual(tool());
  expect(tool().version).toMatch(/^\d+\.\d+\.\d+/);
});

test("cases stand in the order of the document, numbers compared as numbers", () => {
  const sections = ["3.2.5.10", "2.1", "3.2.5.2", "3.2.5"];
  const { results } = record(raw({ cases: sections.map((section) => sampleCase({ id: section, section })) }));
  expect(results.cases.map(({ section }) => section)).toEqual(["2.1", "3.2.5", "3.2.5.2", "3.2.5.10"]);
});

test("without a base nothing is conformant", () => {
  const { results } = record(raw({ cases: [sampleCase()], capabilities: [] }));
  expect(results.summary).toMatchObject({ exitCode: 3, complete: false, conformant: false });
});
