import type { Device, DeviceFolder } from "../../device/index.js";
import { type Exchange, isEnvironmental, isShutOut } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import { capability, type ProbeStage } from "./stage.js";

/** estimate: GetItemEstimate on a folder that was synchronised gives a number. */
export async function probeEstimate(inbox: DeviceFolder): Promise<Capability> {
  const answer = await inbox.estimate({ options: [optionSets.email] });
  if (answer.estimate !== undefined) {
    return capability("estimate", "yes", "GetItemEstimate gives a number", [answer.exchange.id]);
  }
  return lacking("estimate", "GetItemEstimate", answer.exchange, answer.status);
}

/**
 * estimate.sms: GetItemEstimate gives a number when it is asked for SMS as well, beside the default class or alone. Where only
 * one of the two is refused, the cases about that one judge it.
 */
export async function probeSmsEstimate(inbox: DeviceFolder, estimate: Capability): Promise<Capability> {
  const name = "estimate.sms";
  if (estimate.value !== "yes") return { ...estimate, name };
  const both = await inbox.estimate({ options: optionSets.both });
  if (both.estimate !== undefined) {
    return capability(name, "yes", "GetItemEstimate gives a number for both classes", [both.exchange.id]);
  }
  const alone = await inbox.estimate({ options: [optionSets.sms] });
  if (alone.estimate !== undefined) {
    const reason = "GetItemEstimate gives a number for SMS alone, and none for both classes";
    return capability(name, "yes", reason, [both.exchange.id, alone.exchange.id]);
  }
  return lacking(name, "GetItemEstimate with an SMS set", alone.exchange, alone.status);
}

/**
 * settings: DeviceInformation is taken. What stands under Settings decides; whether the answer is complete is for the Settings
 * cases to judge.
 */
export async function probeSettings(device: Device): Promise<Capability> {
  const answer = await device.setDeviceInformation({ model: "Simulated phone" });
  const { status, deviceInformationStatus } = answer.response ?? {};
  if (status === "1" && (deviceInformationStatus ?? "1") === "1") {
    const taken = deviceInformationStatus !== undefined;
    const reason = taken
      ? "Settings takes DeviceInformation"
      : "Settings is answered with Status 1, and no more than that";
    return capability("settings", "yes", reason, [answer.exchange.id]);
  }
  return lacking("settings", "Settings", answer.exchange, status === "1" ? deviceInformationStatus : status);
}

/**
 * settings.outbound: a Settings request that switches the sending of SMS is answered. Broken only where neither that which enables
 * it, with a number, nor that which disables it gets an answer that can be read: what the answer says is for the cases to judge.
 */
export async function probeOutbound(stage: ProbeStage, device: Device, settings: Capability): Promise<Capability> {
  const name = "settings.outbound";
  if (settings.value !== "yes") return { ...settings, name };
  stage.announced.add(device);
  const enabled = await device.setDeviceInformation({ phoneNumber: stage.draughts.number(), enableOutboundSms: "1" });
  const first = enabled.exchange.id;
  if (enabled.response !== undefined) {
    return capability(name, "yes", "Settings with EnableOutboundSMS is answered", [first]);
  }
  const { exchange, response } = await device.setDeviceInformation({ enableOutboundSms: "0" });
  const evidence = [first, exchange.id];
  if (response !== undefined) {
    return capability(
      name,
      "yes",
      "Settings is answered where EnableOutboundSMS is 0, and not where it is 1",
      evidence,
    );
  }
  const excused = [enabled.exchange, exchange].find((one) => isEnvironmental(one) || one.failure?.kind === "aborted");
  const said = wordsOfSilence(excused ?? exchange);
  const reason = `Settings with EnableOutboundSMS, whatever its value, is answered with ${said}`;
  if (excused !== undefined) return capability(name, "unknown", reason, evidence);
  return capability(name, "broken", reason, evidence, { outcome: "broken" });
}

function wordsOfSilence({ response, failure }: Exchange): string {
  if (response === undefined) return failure === undefined ? "no answer" : `no answer (${failure.message})`;
  return `HTTP ${response.status} and nothing that can be read`;
}

/** HTTP answers by which a server says that it does not know a command ([MS-ASHTTP] 2.2.2.1.1). */
const unknownCommand: readonly number[] = [400, 404, 405, 501];

/** An honest refusal is `no`, a violation `broken`, an answer about the account or the hour `unknown`. */
function lacking(name: string, command: string, exchange: Exchange, status: string | undefined): Capability {
  const { response, failure } = exchange;
  const http = response === undefined ? (failure?.message ?? "no answer") : `HTTP ${response.status}`;
  const reason = `${command} is answered with ${status === undefined ? http : `Status ${status}`}`;
  const excused = isEnvironmental(exchange) || isShutOut(status) || failure?.kind === "aborted";
  if (excused) return capability(name, "unknown", reason, [exchange.id]);
  const honest = (status !== undefined && status !== "1") || unknownCommand.includes(response?.status ?? 0);
  return capability(name, honest ? "no" : "broken", reason, [exchange.id], { outcome: honest ? "refused" : "broken" });
}
