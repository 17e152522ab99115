import {
  buildProvisionRequest,
  type DeviceInformation,
  type Exchange,
  type ProtocolVersion,
  type ProvisionRequest,
  type ProvisionResponse,
  readProvisionResponse,
  wbxmlPolicyType,
} from "../eas/index.js";
import { child, type Element } from "../wbxml/index.js";
import type { Channel } from "./channel.js";
import { given } from "./given.js";
import { readAnswer, type StatusPlace, statusPlace } from "./reading.js";
import { refusal } from "./stage.js";
import { type Answer, StageError } from "./types.js";

/** From 14.1 on DeviceInformation belongs into the first Provision, before it must not be there ([MS-ASPROV] 2.2.2.54). */
export function informsInProvision(version: ProtocolVersion): boolean {
  return version !== "12.1" && version !== "14.0";
}

/**
 * Gets a policy key for the channel, in two phases ([MS-ASPROV] 3.1.5.1). A server without a policy for this device says
 * so by Policy/Status 2, or gives no key; then "0" stays.
 * @throws StageError when the target refuses, or orders a remote wipe, which is never acknowledged
 */
export async function provision(channel: Channel, deviceInformation: DeviceInformation): Promise<void> {
  channel.policyKey = "0";
  const version = channel.setup.protocolVersion;
  const information = informsInProvision(version) ? deviceInformation : undefined;
  const offered = await ask(channel, given({ policyType: wbxmlPolicyType, deviceInformation: information }));
  const temporaryKey = policyKeyOf(offered);
  if (temporaryKey === undefined) return;
  demandCarriable(temporaryKey, channel, offered);
  channel.policyKey = temporaryKey;
  const request = { policyType: wbxmlPolicyType, policyKey: temporaryKey, acknowledgement: "1" };
  const acknowledged = await ask(channel, request);
  const lastKey = policyKeyOf(acknowledged) ?? temporaryKey;
  demandCarriable(lastKey, channel, acknowledged);
  channel.policyKey = hasNoPolicy(acknowledged) ? "0" : lastKey;
}

/** A key that is no number goes back as it came, unless no request can hold it: then the target lets no device in. */
function demandCarriable(key: string, { setup }: Channel, { exchange }: Given): void {
  const carriable =
    setup.endpoint.queryForm === "base64" ? /^\d{1,10}$/.test(key) && Number(key) <= 0xffffffff : /^[!-~]+$/.test(key);
  if (carriable) return;
  throw new StageError(`The target gives a policy key that no request can carry: ${JSON.stringify(key)}.`, exchange);
}

interface Given extends ProvisionResponse {
  readonly exchange: Exchange;
}

async function ask(channel: Channel, request: ProvisionRequest): Promise<Given> {
  const document = buildProvisionRequest(request, channel.setup.protocolVersion);
  const recorded = await channel.send(channel.prepare("Provision", document));
  const answer = readAnswer(recorded, readProvisionResponse);
  const places = placesOf(answer.response?.element);
  if (answer.response?.remoteWipe === true) throw wipeOrder(answer, places);
  const ok = answer.response?.status === "1" && ["1", "2", undefined].includes(answer.response.policy?.status);
  if (answer.response === undefined || !ok) throw refusal(answer, places, channel.setup);
  return { ...answer.response, exchange: answer.exchange };
}

function wipeOrder(answer: Answer<ProvisionResponse>, places: readonly StatusPlace[]): StageError {
  const message = "The target orders a remote wipe of this device. Nothing was acknowledged.";
  return new StageError(message, answer.exchange, places[0]?.code);
}

function hasNoPolicy({ policy }: ProvisionResponse): boolean {
  return policy?.status === "2";
}

function policyKeyOf(response: ProvisionResponse): string | undefined {
  const key = response.policy?.policyKey;
  return hasNoPolicy(response) || key === "" ? undefined : key;
}

function placesOf(root: Element | undefined): StatusPlace[] {
  const policies = root && child(root, root.page, "Policies");
  const policy = policies && child(policies, policies.page, "Policy");
  return [...statusPlace(root, "Provision"), ...statusPlace(policy, "Provision/Policies/Policy")];
}
