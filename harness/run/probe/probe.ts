import { type Device, StageError, type TargetOffer } from "../../device/index.js";
import type { Capability } from "../../judging/results.js";
import { cleanUp } from "../seeding/clean-up.js";
import { probeBackdate } from "./backdate.js";
import { type Base, lowerVersion, offerObstacle, probeBase, spokenVersion } from "./base.js";
import { probeEstimate, probeSettings } from "./commands.js";
import { capabilityNames } from "./consequence.js";
import { probeEmail, probeEmailBackdate } from "./email.js";
import type { ProbeEnvironment } from "./environment.js";
import { probeFolders } from "./folders.js";
import { probeHang } from "./hang.js";
import { smsByHook } from "./hook-sms.js";
import { hookCapabilities } from "./hooks.js";
import { climb, type Try } from "./ladder.js";
import { probeRetry } from "./retry.js";
import { givenSettleTime, measureSettleTime, settleTimeByMail } from "./settle.js";
import { smsCapabilities } from "./sms.js";
import { probeSmsOptions } from "./sms-options.js";
import { capability, ProbeStage, refusedStage } from "./stage.js";

/**
 * Finds out what the target can do, with devices and items of its own, and removes both again. A capability decides whether a
 * case runs, never which answer is right.
 * @throws SeedingError when the operator's seeding adapter does not do its work
 */
export async function probe(environment: ProbeEnvironment): Promise<readonly Capability[]> {
  const first = new ProbeStage(environment, "14.1");
  const offer = await environment.fetchOptions(first.setup("P"));
  const obstacle = offerObstacle(offer, environment.protocolVersions);
  const version = spokenVersion(offer, environment.protocolVersions);
  if (obstacle !== undefined || version === undefined) return nothingBut(obstacle);
  const stage = new ProbeStage(environment, version);
  try {
    const base = await probeBase(stage);
    if (!base.stands) return nothingBut(base.capability);
    return complete([base.capability, ...(await probeRest(stage, base, offer))]);
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

type Standing = Extract<Base, { stands: true }>;

async function probeRest(
  stage: ProbeStage,
  { a, inbox }: Standing,
  offer: TargetOffer,
): Promise<readonly Capability[]> {
  const { capabilities: folders, work } = await probeFolders(stage, a);
  const second = await secondDevice(stage);
  const found: Capability[] = [...folders, second.capability, await probeSmsOptions(inbox)];
  const sender = second.device ?? a;
  const email = await probeEmail(stage, sender, inbox);
  found.push(email, await probeEmailBackdate(stage, inbox, email));
  const third = lazily(() => stage.newDevice("C"));
  if (second.device !== undefined) {
    const lower = lowerVersion(offer, stage.version);
    const climbers = { stage, a, inbox, b: second.device, c: third };
    const tries = await climb({ ...climbers, ...(work ? { work } : {}), ...(lower ? { lower } : {}) });
    found.push(...(await smsFindings(stage, a, tries)));
  } else {
    const reason = `one-partnership mode: ${second.capability.reason}`;
    found.push(
      ...["sms.seed", "sms.read"].map((name) => capability(name, "unknown", reason, second.capability.evidence)),
    );
    found.push(givenSettleTime(stage) ?? settleTimeByMail(stage));
  }
  found.push(await probeEstimate(inbox), await probeSettings(a), ...hookCapabilities(stage));
  found.push(await guarded("hang", async () => probeHang(stage, await third(), sender)));
  await tidy(stage, sender, a, work);
  return found;
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

/** What the ladder showed, and what can be found out with the rung that worked. */
async function smsFindings(stage: ProbeStage, a: Device, tries: readonly Try[]): Promise<readonly Capability[]> {
  const found = await smsByHook(stage, a, smsCapabilities(tries, stage.exchanges));
  const given = givenSettleTime(stage);
  const last = tries.at(-1);
  const seed = found.find(({ name }) => name === "sms.seed");
  if (last?.feeder === undefined || seed?.rung !== last.rung.number) {
    const byHook = seed?.value === "yes";
    const dated = byHook ? capability("sms.backdate", "no", "the Add of a device gives no SMS") : behind(seed);
    return [...found, given ?? settleTimeByMail(stage), dated];
  }
  const { feeder, place } = last;
  return [
    ...found,
    given ?? (await guarded("settleMs", () => measureSettleTime(stage, feeder, place, a))),
    await guarded("sms.backdate", () => probeBackdate(stage, feeder, a)),
    await guarded("retry.dedupe", () => probeRetry(stage, feeder, place, a)),
  ];
}

/** sms.backdate where there is no SMS: what stands in its way is what stands in the way of sms.seed. */
function behind(seed: Capability | undefined): Capability {
  const { value = "unknown", outcome, evidence = [] } = seed ?? {};
  const reason = `no SMS can be had (sms.seed: ${outcome ?? value})`;
  return capability("sms.backdate", value, reason, evidence, outcome === undefined ? {} : { outcome });
}

/** A step whose preparation the target refuses ends with the refusal, not the whole probe. */
async function guarded(name: string, step: () => Promise<Capability>): Promise<Capability> {
  try {
    return await step();
  } catch (error) {
    return { ...refusedStage(name, error), value: "unknown" };
  }
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Removes items and the folder that was made, and leaves no device enabled to send SMS. */
async function tidy(stage: ProbeStage, sender: Device, a: Device, work: string | undefined): Promise<void> {
  const { environment, draughts, announced } = stage;
  const leave = environment.leave ?? (() => undefined);
  for (const device of announced) {
    const { exchange, response } = await device.setDeviceInformation({ enableOutboundSms: "0" });
    if (response?.status !== "1")
      leave(`device ${device.partnership.deviceId} may still be enabled to send SMS (exchange ${exchange.id})`);
  }
  if (work !== undefined) {
    const { response } = await a.deleteFolder(work).catch(stageAnswer);
    if (response === undefined) leave(`folder "asms ${environment.runToken}" of ${environment.account.user}`);
  }
  const seeded = draughts.identities.all
    .filter((seed) => seed.class === "Email")
    .map(({ token }) => ({ token, class: "Email", folder: "Inbox", item: { subject: token } }) as const);
  const left = await cleanUp({
    user: environment.account.user,
    hooks: environment.hooks,
    identities: draughts.identities,
    seeded,
    drafted: draughts.identities.all.some((seed) => seed.class === "SMS") ? ["Inbox", "Sent Items"] : [],
    outbound: false,
    feeder: async () => stage.feeder(sender),
  });
  for (const what of left) leave(what);
}

function stageAnswer(error: unknown): { readonly response: undefined } {
  if (error instanceof StageError) return { response: undefined };
  throw error;
}
