import type { Exchange } from "../../eas/index.js";
import { readProvisionResponse } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";
import { smsFolders } from "../sms-folders.js";
import { probeBackdate } from "./backdate.js";
import { probeEdits } from "./edits.js";
import { probeElsewhere } from "./elsewhere.js";
import { smsByHook } from "./hook-sms.js";
import { type Climbers, climb, type Try } from "./ladder.js";
import { readLater } from "./later.js";
import { capabilityValue, fromSurvives, mostTelling, type SmsOutcome } from "./outcome.js";
import { probeRetry } from "./retry.js";
import { givenSettleTime, measureSettleTime, settleTimeByMail } from "./settle.js";
import { capability, guarded, type ProbeStage } from "./stage.js";

/** All about SMS: the ladder, and what can be found out with the rung that worked or with the operator's SMS. */
export async function probeSms(climbers: Climbers, options: Capability): Promise<readonly Capability[]> {
  const { stage, a } = climbers;
  const tries = await climb(climbers);
  const found = await read(
    climbers,
    tries,
    await smsByHook(stage, a, smsCapabilities(tries, stage.exchanges), options),
  );
  const seed = found.find(({ name }) => name === "sms.seed");
  const given = givenSettleTime(stage);
  const last = tries.at(-1);
  const feeder = seed?.rung === last?.rung.number ? last?.feeder : undefined;
  if (feeder === undefined || last === undefined) {
    const dated = await guarded("sms.backdate", async () =>
      seed?.value === "yes" ? probeBackdate(stage, undefined, a) : behind(seed),
    );
    return [...found, given ?? settleTimeByMail(stage), dated];
  }
  const { place } = last;
  if (climbers.a === climbers.b) {
    const dated = await guarded("sms.backdate", () => probeBackdate(stage, feeder, a));
    return [...found, given ?? settleTimeByMail(stage), dated];
  }
  return [
    ...found,
    given ?? (await guarded("settleMs", () => measureSettleTime(stage, feeder, place, a))),
    await guarded("sms.backdate", () => probeBackdate(stage, feeder, a)),
    await guarded(smsFolders, () => probeElsewhere(stage, feeder, a)),
    ...(await probeEdits({ stage, feeder, place, a })),
    await guarded("retry.dedupe", () => probeRetry(stage, feeder, place, a)),
  ];
}

/** Where the last rung gave an SMS to the reader: is a third device given it too? */
async function read(
  climbers: Climbers,
  tries: readonly Try[],
  found: readonly Capability[],
): Promise<readonly Capability[]> {
  const last = tries.at(-1);
  const known = found.find(({ name }) => name === "sms.read");
  if (climbers.a === climbers.b || last?.sighting?.view !== "both sets" || known?.value !== "yes") return found;
  const seen = await readLater(climbers, last, known);
  return found.map((one) => (one === known ? seen : one));
}

/** Where the ladder cannot be climbed: no answer to the SMS set. */
export function smsOutOfReach(stage: ProbeStage, options: Capability): readonly Capability[] | undefined {
  const names = ["sms.seed", "sms.read", "sms.backdate"];
  const settle = givenSettleTime(stage) ?? settleTimeByMail(stage);
  if (options.value === "broken") {
    const reason = `a Sync with the SMS set is not answered as the protocol demands: ${options.reason}`;
    const broken = names.map((name) => capability(name, "broken", reason, options.evidence, { outcome: "broken" }));
    return [...broken, settle];
  }
  return undefined;
}

/** sms.backdate where there is no SMS: what stands in its way is what stands in the way of sms.seed. */
function behind(seed: Capability | undefined): Capability {
  const { value = "unknown", outcome, evidence = [] } = seed ?? {};
  const reason = `no SMS can be had (sms.seed: ${outcome ?? value})`;
  return capability("sms.backdate", value, reason, evidence, outcome === undefined ? {} : { outcome });
}

/** sms.seed, sms.read, identity.from: what the ladder showed. `exchanges` tell of the policy that the devices were given. */
function smsCapabilities(tries: readonly Try[], exchanges: readonly Exchange[]): readonly Capability[] {
  const found = mostTelling(tries);
  if (found === undefined) {
    const reason = "there is no mail folder to add an SMS to";
    return ["sms.seed", "sms.read", "identity.from"].map((name) => capability(name, "unknown", reason));
  }
  const forbidden = found.outcome === "refused" ? policyExchange(exchanges) : undefined;
  const outcome: SmsOutcome = forbidden === undefined ? found.outcome : "policy";
  const value = capabilityValue(outcome);
  const evidence = [...found.evidence, forbidden?.id];
  const reason = reasonFor(outcome, found, tries);
  const rung = value === "yes" ? { rung: found.rung.number } : {};
  return [
    capability("sms.seed", value, reason, evidence, { outcome, ...rung }),
    capability("sms.read", value, reason, evidence, { outcome }),
    identity(found, evidence),
  ];
}

function identity({ sighting, draft }: Try, evidence: readonly (string | undefined)[]): Capability {
  if (sighting === undefined) return capability("identity.from", "unknown", "no SMS was seen again", evidence);
  const survives = fromSurvives(sighting.held.item, draft.item);
  const reason = survives
    ? "the number in From survives"
    : `the number in From is replaced: ${sighting.held.item.from ?? "no From at all"}`;
  return capability("identity.from", survives ? "yes" : "no", reason, [sighting.held.exchange]);
}

const stories: Readonly<Record<SmsOutcome, string>> = {
  works: "an SMS added by one device is given to another as SMS",
  mangled: "an SMS added by one device is given to another as SMS, with another text or other numbers",
  unanswered: "an SMS is stored and given to another device, but the device that added it is not told its ServerId",
  contradictory: "an SMS whose Add is refused is given to another device all the same",
  feigned: "support is feigned: an SMS is acknowledged with Status 1, and no device is ever sent it",
  swallowed: "an SMS is taken without a word, and no device is ever sent it",
  disguised: "an SMS is taken and comes back as something else, without the Class SMS",
  refused: "the Add of an SMS is refused",
  broken: "the Add of an SMS is not answered as the protocol demands",
  policy:
    "the Add of an SMS is refused, and the policy given to the device forbids text messages (AllowTextMessaging 0)",
  environment: "whether an SMS can be added could not be found out",
};

/** Broken, but not at the Add: whether the SMS is there nobody can tell. */
const unread = "an SMS is taken, and no request that would bring it to a device is answered with success";

/** What happened, and what it took: the rungs below the one that worked, or how far up it was tried in vain. */
function reasonFor(outcome: SmsOutcome, found: Try, tries: readonly Try[]): string {
  const story = found.unread ? unread : stories[outcome];
  const below = tries.slice(0, tries.indexOf(found)).map(({ rung, outcome: other, said }) => {
    return `rung ${rung.number} ${other} (${said})`;
  });
  if (capabilityValue(outcome) !== "yes")
    return tries.length > 1 ? `${story}, in ${tries.length} ways of adding it` : story;
  if (found.rung.number === 1) return story;
  return `${story}, ${found.rung.eases} (rung ${found.rung.number}); before that ${below.join(", ")}`;
}

/** The exchange whose policy has AllowTextMessaging 0 ([MS-ASPROV] 2.2.2.16). */
function policyExchange(exchanges: readonly Exchange[]): Exchange | undefined {
  return exchanges.find(({ command, response }) => {
    if (command !== "Provision" || response?.document === undefined) return false;
    return readProvisionResponse(response.document)?.policy?.document?.AllowTextMessaging === "0";
  });
}
