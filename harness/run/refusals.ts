import {
  type Exchange,
  environmentalReason,
  isProtocolVersion,
  readEstimateRequest,
  readEstimateResponse,
  readSyncRequest,
  readSyncResponse,
} from "../eas/index.js";
import { catalogue } from "../judging/catalogue.js";
import { createCheck } from "../judging/check.js";
import type { Capability, CaseResult, Finding, Profile } from "../judging/results.js";
import { rulings } from "../judging/rulings.js";
import { caseVerdict } from "../judging/verdict.js";

// A refusal is believed as long as nothing contradicts it. What contradicts it is a failure of its own: the operator's word
// that the thing is there, or an exchange in which the refused thing works.

/** The row under which the document grants what a capability stands for. */
const rowOf: Readonly<Record<string, string>> = {
  base: "ASMS-2.1-1",
  "sms.options": "ASMS-2.2.2.2.1-2",
  "sms.seed": "ASMS-3.1.4.1.2-1",
  "sms.read": "ASMS-3.1.4.1.2-1",
  estimate: "ASMS-3.2.5.2-1",
  "estimate.sms": "ASMS-3.1.4.2-1",
};

export interface Contradiction {
  readonly capability: Capability;
  readonly expected: string;
  readonly seen: string;
  readonly evidence: readonly Exchange[];
}

/** Capabilities that the operator declared present and the probe saw refused or broken. */
export function refuted(
  probed: readonly Capability[],
  declared: Readonly<Record<string, "yes" | "no">>,
  exchanges: readonly Exchange[],
): readonly Contradiction[] {
  return probed
    .filter(({ name, value }) => declared[name] === "yes" && (value === "no" || value === "broken"))
    .map((capability) => ({
      capability,
      expected: `${capability.name}, as the operator declared`,
      seen: `declared present, refuted by the probe: ${capability.reason}`,
      evidence: exchanges.filter(({ id }) => capability.evidence.includes(id)),
    }));
}

/** Honest refusals of the probe that an exchange of the cases belies. */
export function revoked(
  probed: readonly Capability[],
  probing: readonly Exchange[],
  later: readonly Exchange[],
): readonly Contradiction[] {
  return probed
    .filter(({ value, outcome }) => value === "no" && outcome === "refused")
    .flatMap((capability) => {
      const works = proofs[capability.name];
      const proof = works === undefined ? undefined : later.find((exchange) => works(exchange));
      if (proof === undefined) return [];
      const refusal = probing.filter(({ id }) => capability.evidence.includes(id)).slice(-1);
      const seen = `inconsistent refusal: refused while probed (${capability.reason}), taken in exchange ${proof.id}`;
      const expected = `what ${capability.name} stands for is refused always or never`;
      return [{ capability, expected, seen, evidence: [...refusal, proof] }];
    });
}

const proofs: Readonly<Record<string, (exchange: Exchange) => boolean>> = {
  "sms.options": takesSmsSet,
  "sms.seed": takesOrGivesSms,
  estimate: ({ command, response }) => command === "GetItemEstimate" && response?.status === 200,
  "estimate.sms": countsSms,
};

/** Every Collection of the answer to a request with an SMS set succeeds. */
function takesSmsSet({ command, request, response, deliberate }: Exchange): boolean {
  if (command !== "Sync" || deliberate !== undefined) return false;
  if (request.document === undefined || response?.document === undefined) return false;
  const asked = readSyncRequest(request.document)?.collections ?? [];
  const said = readSyncResponse(response.document);
  if (said === undefined || said.collections.length === 0 || (said.status ?? "1") !== "1") return false;
  const wantsSms = asked.some(({ options = [] }) => options.some((set) => set.class === "SMS"));
  return wantsSms && said.collections.every(({ status }) => status === "1");
}

/** An estimate of one Collection that was to have SMS in it is given. */
function countsSms({ command, request, response, deliberate }: Exchange): boolean {
  if (command !== "GetItemEstimate" || deliberate !== undefined) return false;
  if (request.document === undefined || response?.document === undefined) return false;
  const asked = readEstimateRequest(request.document)?.collections ?? [];
  const said = readEstimateResponse(response.document)?.responses ?? [];
  const wantsSms = asked.some(({ options = [] }) => options.some((set) => set.class === "SMS"));
  return wantsSms && said.length > 0 && said.every(({ status, estimate }) => status === "1" && estimate !== undefined);
}

function takesOrGivesSms({ command, request, response }: Exchange): boolean {
  if (command !== "Sync" || response?.document === undefined) return false;
  const collections = readSyncResponse(response.document)?.collections ?? [];
  const given = collections.some(({ commands }) => commands.some(({ class: name }) => name === "SMS"));
  if (given || request.document === undefined) return given;
  const asked = (readSyncRequest(request.document)?.collections ?? []).flatMap(({ commands = [] }) => commands);
  const added = asked.flatMap((one) => (one.kind === "Add" && one.class === "SMS" ? [one.clientId] : []));
  return collections.some(({ responses }) =>
    responses.some(({ kind, clientId = "", status }) => kind === "Add" && status === "1" && added.includes(clientId)),
  );
}

export interface ContradictionSetup {
  /** Stable id of the result: "declared-and-refuted", "inconsistent-refusal". */
  readonly id: string;
  readonly purpose: string;
  readonly profile: Profile;
  readonly protocolVersion: string;
  readonly replay: string;
}

/** One failed result for all contradictions of a kind; undefined where nothing is shown on the wire. */
export function contradictionResult(
  found: readonly Contradiction[],
  setup: ContradictionSetup,
): CaseResult | undefined {
  const findings: Finding[] = [];
  const { id, profile, protocolVersion } = setup;
  const check = createCheck({
    catalogue: catalogue(),
    rulings: rulings(),
    profile,
    protocolVersion: isProtocolVersion(protocolVersion) ? protocolVersion : "14.1",
    owner: `Result ${id}`,
    declared: Object.values(rowOf),
    recorded: () => true,
    record: (finding) => findings.push(finding),
  });
  for (const { capability, expected, seen, evidence } of found) {
    const row = rowOf[capability.name];
    // A target that had no room for us has refused nothing.
    if (evidence.some((exchange) => environmentalReason(exchange) !== undefined)) continue;
    if (row !== undefined && evidence.length > 0) check(row, { holds: false, expected, seen }, evidence);
  }
  if (findings.length === 0) return undefined;
  const [{ requirement } = { requirement: "" }] = findings;
  return {
    id,
    caseId: id,
    scenario: id,
    kind: "monitor",
    purpose: setup.purpose,
    section: catalogue().row(requirement)?.section ?? "1",
    axes: {},
    ...caseVerdict({ findings, parts: [] }),
    unjudged: [],
    findings,
    protocolVersion,
    startedAt: new Date().toISOString(),
    durationMs: 0,
    replay: setup.replay,
    exchanges: [...new Set(findings.flatMap(({ exchanges }) => exchanges))],
  };
}
