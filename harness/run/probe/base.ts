import type { Device, DeviceFolder, TargetOffer } from "../../device/index.js";
import { isEnvironmental, type ProtocolVersion } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import type { ProbeEnvironment } from "./environment.js";
import { capability, type ProbeStage, refusedStage } from "./stage.js";

export type Base =
  | { readonly capability: Capability; readonly stands: false }
  | { readonly capability: Capability; readonly stands: true; readonly a: Device; readonly inbox: DeviceFolder };

/** SMS came with 14.0 ([MS-ASMS] 6); the best of these that is offered is spoken. */
const smsVersions: readonly ProtocolVersion[] = ["14.1", "14.0"];

/** The version that the run speaks; undefined when none of those it may speak is offered. */
export function spokenVersion(
  offer: TargetOffer,
  wanted: ProbeEnvironment["protocolVersions"],
): ProtocolVersion | undefined {
  return (wanted ?? smsVersions).find((version) => offer.versions.includes(version));
}

/** The next lower version with SMS that is offered. */
export function lowerVersion(offer: TargetOffer, version: ProtocolVersion): ProtocolVersion | undefined {
  const all: readonly ProtocolVersion[] = ["16.1", "16.0", ...smsVersions];
  return all.slice(all.indexOf(version) + 1).find((lower) => offer.versions.includes(lower));
}

/** Why OPTIONS alone rules everything out; undefined when it does not. */
export function offerObstacle(
  offer: TargetOffer,
  wanted: ProbeEnvironment["protocolVersions"],
): Capability | undefined {
  const { exchange, versions, commands } = offer;
  const evidence = [exchange.id];
  if (exchange.failure !== undefined) return capability("base", "unknown", exchange.failure.message, evidence);
  if (isEnvironmental(exchange)) {
    return capability("base", "unknown", `OPTIONS is answered with HTTP ${exchange.response?.status}`, evidence);
  }
  if (spokenVersion(offer, wanted) === undefined) {
    const offered = versions.length === 0 ? "none" : versions.join(", ");
    return capability("base", "no", `of the versions that know SMS none is offered (offered: ${offered})`, evidence, {
      outcome: "version",
    });
  }
  const missing = ["Sync", "FolderSync"].find((command) => commands.length > 0 && !commands.includes(command));
  if (missing === undefined) return undefined;
  return capability("base", "no", `${missing} is not among the commands offered`, evidence, { outcome: "command" });
}

/** Provision (tried, whatever OPTIONS says), FolderSync with a mail folder, Sync with key 0 and with the key it returns. */
export async function probeBase(stage: ProbeStage): Promise<Base> {
  const before = stage.exchanges.length;
  try {
    const a = await stage.newDevice("A");
    const inbox = await stage.view(a, "Inbox");
    const answer = await inbox.sync({ options: [optionSets.email] });
    const evidence = stage.idsSince(before);
    if (answer.status === "1") {
      const reason = `version ${stage.version}: Provision, FolderSync and Sync of the Inbox succeed`;
      return { stands: true, a, inbox, capability: capability("base", "yes", reason, evidence) };
    }
    const reason = `the second Sync of the Inbox is answered with ${answer.succeeded().seen}`;
    return { stands: false, capability: capability("base", "broken", reason, evidence) };
  } catch (error) {
    return { stands: false, capability: refusedStage("base", error) };
  }
}
