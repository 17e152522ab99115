import { randomInt } from "node:crypto";
import {
  buildProvisionResponse,
  type ProvisionRequest,
  type ProvisionResponse,
  readProvisionRequest,
  wbxmlPolicyType,
} from "../../eas/index.js";
import type { CommandContext, Reply } from "../context.js";
import { versionAtLeast } from "../version.js";

/** The policy that every device gets: nothing is forbidden ([MS-ASPROV] 2.2.2). */
const policyDocument = {
  DevicePasswordEnabled: "0",
  AttachmentsEnabled: "1",
  AllowStorageCard: "1",
  AllowCamera: "1",
  AllowTextMessaging: "1",
  AllowPOPIMAPEmail: "1",
  AllowHTMLEmail: "1",
};

/** The Provision command in its two phases ([MS-ASPROV] 3.2.5). */
export function provision(context: CommandContext): Reply {
  const request = context.document && readProvisionRequest(context.document);
  if (request === undefined) return reply(context, { status: "103", remoteWipe: false });
  if (request.policyType === "") return reply(context, { status: "2", remoteWipe: false });
  const response = request.policyKey === undefined ? offer(context, request) : acknowledge(context, request);
  return reply(context, response);
}

function reply({ version }: CommandContext, response: ProvisionResponse): Reply {
  return { document: buildProvisionResponse(response, version) };
}

/** First phase: the policy, under a key that is good for its acknowledgement only. */
function offer(context: CommandContext, request: ProvisionRequest): ProvisionResponse {
  const { partnership, version, rules, demandPolicy } = context;
  const wantsInformation = versionAtLeast(version, "14.1");
  const { deviceInformation, policyType } = request;
  if (wantsInformation && deviceInformation === undefined) return { status: "165", remoteWipe: false };
  if (!wantsInformation && deviceInformation !== undefined) return { status: "2", remoteWipe: false };
  if (deviceInformation !== undefined) partnership.information = deviceInformation;
  const answered = { status: "1", remoteWipe: false, ...(wantsInformation ? { deviceInformationStatus: "1" } : {}) };
  if (policyType !== wbxmlPolicyType) return { ...answered, policy: { policyType, status: "3" } };
  if (!demandPolicy) return { ...answered, policy: { policyType, status: "2" } };
  const policyKey = newPolicyKey();
  partnership.pendingPolicyKey = policyKey;
  return {
    ...answered,
    policy: { policyType, status: "1", policyKey, document: rules.service.policy(policyDocument) },
  };
}

/** Second phase: the key for everything that follows. */
function acknowledge({ partnership }: CommandContext, request: ProvisionRequest): ProvisionResponse {
  const { policyType, policyKey, acknowledgement, deviceInformation } = request;
  if (deviceInformation !== undefined) return { status: "2", remoteWipe: false };
  if (policyKey !== partnership.pendingPolicyKey) {
    return { status: "1", remoteWipe: false, policy: { policyType, status: "5" } };
  }
  if (acknowledgement === "4") return { status: "145", remoteWipe: false };
  if (acknowledgement !== "1") return { status: "139", remoteWipe: false };
  partnership.policyKey = newPolicyKey();
  partnership.pendingPolicyKey = undefined;
  return { status: "1", remoteWipe: false, policy: { policyType, status: "1", policyKey: partnership.policyKey } };
}

/** Any unsigned 32-bit number but 0, which stands for no key ([MS-ASPROV] 2.2.2.43). */
function newPolicyKey(): string {
  return String(randomInt(1, 0xffff_ffff));
}

/**
 * Status with which a command is turned away for want of a policy: 142 before one was acknowledged, 144 for a wrong key;
 * undefined: it may pass ([MS-ASPROV] 3.1.5.1).
 */
export function judgePolicyKey(demandPolicy: boolean, valid: string | undefined, sent: string): string | undefined {
  if (!demandPolicy) return undefined;
  if (valid === undefined || sent === "0" || sent === "") return "142";
  return sent === valid ? undefined : "144";
}
