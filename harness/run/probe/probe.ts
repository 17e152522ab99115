import type { Device, DeviceFolder, TargetOffer } from "../../device/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import { type Base, lowerVersion, offerObstacle, probeBase, spokenVersion } from "./base.js";
import { probeEstimate, probeOutbound, probeSettings, probeSmsEstimate } from "./commands.js";
import { capabilityNames } from "./consequence.js";
import { withoutCut } from "./cut.js";
import { probeEmail, probeEmailBackdate } from "./email.js";
import type { ProbeEnvironment } from "./environment.js";
import { probeFolders } from "./folders.js";
import { probeHang } from "./hang.js";
import { hookCapabilities } from "./hooks.js";
import { probeLimit } from "./limit.js";
import { probeSms, smsOutOfReach } from "./sms.js";
import { probeSmsOptions } from "./sms-options.js";
import { capability, guarded, ProbeStage, refusedStage } from "./stage.js";
import { tidy } from "./tidy.js";

/**
 * Finds out what the target can do, with devices and items of its own, and removes both again. A capability decides whether a
 * case runs, never which answer is right. Every name of `capabilityNames` gets an entry.
 * @throws SeedingError when the operator's seeding adapter does not do its work
 */
export async function probe(environment: ProbeEnvironment): Promise<readonly Capability[]> {
  const offer = await environment.fetchOptions(new ProbeStage(environment, "14.1").setup("P"));
  const obstacle = offerObstacle(offer, environment.protocolVersions);
  const version = spokenVersion(offer, environment.protocolVersions);
  if (obstacle !== undefined || version === undefined) return nothingBut(obstacle);
  const stage = new ProbeStage(environment, version);
  try {
    const base = await probeBase(stage);
    const settled = (found: readonly Capability[]) =>
      environment.signal?.aborted === true ? withoutCut(found, stage.exchanges) : found;
    if (!base.stands) return settled(nothingBut(base.capability));
    try {
      return settled(complete([base.capability, ...(await probeRest(stage, base, offer))]));
    } finally {
      await tidy(stage);
    }
  } finally {
    await stage.close();
  }
}

/** Without the base nothing else can be found out. */
function nothingBut(base: Capability | undefined): readonly Capability[] {
  return complete(base === undefined ? [] : [base], "a device does not get as far as a first Sync");
}

/** Every capability has an entry, also one that could not be looked for. */
function complete(found: readonly Capability[], reason = "was not looked for"): readonly Capability[] {
  const missing = capabilityNames.filter((name) => !found.some((one) => one.name === name));
  return [...found, ...missing.map((name) => capability(name, "unknown", reason))];
}

async function probeRest(
  stage: ProbeStage,
  { a, inbox }: Extract<Base, { stands: true }>,
  offer: TargetOffer,
): Promise<readonly Capability[]> {
  const { capabilities: folders, work } = await probeFolders(stage, a);
  const second = await secondDevice(stage);
  stage.hand = second.device ?? a;
  // E-mail first: whether it comes is to be known of a device that has not asked for SMS yet.
  const email = await probeEmail(stage, stage.hand, inbox);
  const backdate = await probeEmailBackdate(stage, inbox, email);
  const options = await probeSmsOptions(inbox);
  const third = lazily(() => stage.newDevice("C"));
  const lower = lowerVersion(offer, stage.version);
  const sms =
    smsOutOfReach(stage, options) ??
    (await probeSms(
      {
        stage,
        a,
        inbox,
        b: stage.hand,
        c: third,
        ...(work === undefined ? {} : { work }),
        ...(lower === undefined ? {} : { lower }),
      },
      options,
    ));
  const sets = options.value === "yes" ? optionSets.both : [optionSets.email];
  const sender = stage.hand;
  const estimated = lazily(async () => (second.device === undefined ? primed(a) : inbox));
  const estimate = await guarded("estimate", async () => probeEstimate(await estimated()));
  const smsEstimate = await guarded("estimate.sms", async () => probeSmsEstimate(await estimated(), estimate));
  const settings = await probeSettings(a);
  return [
    ...folders,
    second.capability,
    options,
    email,
    backdate,
    ...sms,
    estimate,
    smsEstimate,
    settings,
    await probeOutbound(stage, a, settings),
    ...hookCapabilities(stage),
    await guarded("hang", async () => probeHang(stage, await third(), sender, sets)),
    await guarded("sync.limit", async () => probeLimit(await third())),
  ];
}

async function secondDevice(stage: ProbeStage): Promise<{ readonly capability: Capability; readonly device?: Device }> {
  const before = stage.exchanges.length;
  try {
    const device = await stage.newDevice("B");
    await stage.view(device, "Inbox");
    const reason = "a second DeviceId of the same user gets as far as the first";
    return { device, capability: capability("device2", "yes", reason, stage.idsSince(before)) };
  } catch (error) {
    return { capability: refusedStage("device2", error) };
  }
}

/** In one-partnership mode the device that adds is the one that reads, and has begun anew since. @throws StageError */
async function primed(a: Device): Promise<DeviceFolder> {
  const inbox = await a.open("Inbox");
  await inbox.sync({ options: [optionSets.email] });
  return inbox;
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
