import { type Device, type DeviceSetup, StageError } from "../../device/types.js";
import type { Exchange } from "../../eas/index.js";
import { sampleExchange } from "../../judging/testing/samples.js";
import type { CaseBody, CaseDefinition } from "../case.js";
import type { CaseMailbox, RunEnvironment } from "../environment.js";
import { type ExpandedCase, expand } from "../expand.js";
import { capabilityNames } from "../gates.js";

/** What a fake device does when it connects. */
export interface FakeTarget {
  readonly refuse?: "status" | "closed" | "aborted";
  /** Changes of the exchange that `send` records. */
  readonly exchange?: Partial<Exchange>;
}

function never(): never {
  throw new Error("the fake device cannot do this");
}

/** A device that talks to nobody: `send` records a sample exchange. */
export function fakeDevice(setup: DeviceSetup, target: FakeTarget = {}): Device {
  let count = 0;
  const record = (command: string): Exchange => {
    count += 1;
    const exchange = sampleExchange(`${setup.idPrefix}/${setup.label}/${count}`, {
      device: setup.label,
      partnership: setup.partnership,
      command,
      protocolVersion: setup.protocolVersion,
      ...target.exchange,
    });
    setup.record(exchange);
    return exchange;
  };
  const refusal = { status: "refused", closed: "closed", aborted: "aborted" } as const;
  return {
    label: setup.label,
    partnership: setup.partnership,
    protocolVersion: setup.protocolVersion,
    folders: [],
    policyKey: "0",
    async connect() {
      const exchange = record("FolderSync");
      if (target.refuse === undefined) return;
      const failure = { kind: refusal[target.refuse], message: "no answer" };
      throw new StageError("FolderSync has Status 12", { ...exchange, failure }, "12");
    },
    hasFolder: () => false,
    send: async (command) => record(command),
    close: async () => undefined,
    open: never,
    folderSync: never,
    createFolder: never,
    deleteFolder: never,
    settings: never,
    setDeviceInformation: never,
    sendMail: never,
    ping: never,
    moveItem: never,
    fetch: never,
    syncRaw: never,
    loseSyncRaw: never,
    repeatSyncRaw: never,
  };
}

export function fakeMailbox(left: readonly string[] = []): CaseMailbox {
  return {
    place: "Inbox",
    admit: never,
    sms: never,
    email: never,
    fill: never,
    edit: never,
    remove: never,
    draft: never,
    tokenOf: () => undefined,
    tokensHeld: () => ({ sms: [], email: [] }),
    cleanUp: async () => left,
  };
}

export function fakeEnvironment(changes: Partial<RunEnvironment> = {}, target: FakeTarget = {}): RunEnvironment {
  return {
    endpoint: { url: "http://127.0.0.1:1/Microsoft-Server-ActiveSync" },
    account: async () => ({ user: "alice", authorization: "Basic c2VjcmV0" }),
    profile: "seed",
    tolerance: "strict",
    claims: "asms",
    capabilities: capabilityNames.map((name) => ({ name, value: "yes", reason: "fake", evidence: [] })),
    hooks: {},
    settleMs: 0,
    heartbeat: { seconds: 1, waitMs: 0 },
    seed: 1,
    runToken: "token",
    caseLimitMs: 60_000,
    createDevice: (setup) => fakeDevice(setup, target),
    openMailbox: () => fakeMailbox(),
    requestFault: () => undefined,
    caseOfScenario: (scenario) => ({ "CAP-01": "seed-and-read", "CAP-02": "baseline" })[scenario],
    replay: (id, version) => `asms run --protocol ${version} --id '${id}'`,
    ...changes,
  };
}

/** One run of a case that checks ASMS-3.2.5.1-5, unless its definition says otherwise. */
export function sampleRun(body: CaseBody, changes: Partial<CaseDefinition> = {}): ExpandedCase {
  const definition: CaseDefinition = {
    id: "sample",
    scenario: "ERR-01",
    section: "3.2.5.1",
    purpose: "A sample of a case",
    requirements: ["ASMS-3.2.5.1-5"],
    needs: ["base"],
    ...changes,
  };
  const [expanded] = expand({ definition, body }, { full: false, versions: ["14.1"] });
  if (expanded === undefined) throw new Error("a case has at least one run");
  return expanded;
}
