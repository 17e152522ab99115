import type { Exchange } from "../../eas/index.js";
import type { CaseResult, Finding, RunResults } from "../results.js";

/** An exchange with a plain answer; for tests of what is made of exchanges. */
export function sampleExchange(id: string, changes: Partial<Exchange> = {}): Exchange {
  return {
    id,
    device: "A",
    partnership: { user: "alice", deviceId: "ASMS1", deviceType: "AsmsConformance" },
    command: "Sync",
    protocolVersion: "14.1",
    startedAt: "2024-01-01T00:00:00.000Z",
    durationMs: 1,
    request: { method: "POST", url: "http://127.0.0.1/", headers: [], body: new Uint8Array(), faults: [] },
    response: { status: 200, reason: "OK", headers: [], body: new Uint8Array(), faults: [] },
    ...changes,
  };
}

export function sampleFinding(changes: Partial<Finding> = {}): Finding {
  return {
    requirement: "ASMS-3.2.5.1-5",
    outcome: "pass",
    expected: "Status 4",
    seen: "Status 4",
    exchanges: ["a/A/1"],
    count: 1,
    ...changes,
  };
}

export function sampleCase(changes: Partial<CaseResult> = {}): CaseResult {
  return {
    id: "sample",
    caseId: "sample",
    scenario: "ERR-01",
    kind: "case",
    purpose: "A sample",
    section: "3.2.5.1",
    axes: {},
    verdict: "pass",
    unjudged: [],
    findings: [],
    protocolVersion: "14.1",
    startedAt: "2024-01-01T00:00:00.000Z",
    durationMs: 1,
    replay: "asms run --id sample",
    exchanges: [],
    ...changes,
  };
}

type Summary = RunResults["summary"];

/** What a whole run that passed has in its results; for tests of what is made of them. */
export function sampleRun(changes: Partial<RunResults> = {}, summary: Partial<Summary> = {}): RunResults {
  return {
    schemaVersion: "1.0",
    tool: { name: "asms-conformance", version: "0.1.0" },
    target: { name: "server", url: "http://127.0.0.1/", embedded: false, protocolVersions: ["14.1"], commands: [] },
    profile: "seed",
    tolerance: "field",
    claims: "asms",
    protocolVersion: "14.1",
    startedAt: "2024-01-01T00:00:00.000Z",
    durationMs: 1,
    configuration: { ids: [], sections: [] },
    capabilities: [{ name: "base", value: "yes", reason: "", evidence: [] }],
    cases: [],
    requirements: [],
    ...changes,
    summary: {
      conformant: true,
      exitCode: 0,
      sentence: "Conformant.",
      complete: true,
      counts: { pass: 1, fail: 0, inconclusive: 0, "not applicable": 0, error: 0 },
      findings: { pass: 1, fail: 0, warn: 0, inform: 0 },
      requirements: {},
      interrupted: false,
      ...changes.summary,
      ...summary,
    },
  };
}
