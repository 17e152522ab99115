import type { Exchange } from "../../eas/index.js";
import type { CaseResult, Finding } from "../results.js";

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
