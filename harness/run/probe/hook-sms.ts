import type { Device, HeldItem } from "../../device/index.js";
import { type Exchange, provisioningDemand } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import { capabilityValue, fromSurvives, readingOf, type SmsOutcome } from "./outcome.js";
import { capability, type ProbeStage } from "./stage.js";

/**
 * Where the Add of a device does not give an SMS, the operator's hook puts one in: then there is one, and what reads SMS can
 * still be judged. The outcome of the ladder stays in the report, and CAP-01 fails by it. A server that says no to every
 * Add, and to the SMS set or by what it sends, is of one mind: an SMS that it was given past its phones is no second fault.
 * @param options whether the SMS set is taken
 */
export async function smsByHook(
  stage: ProbeStage,
  a: Device,
  found: readonly Capability[],
  options: Capability,
): Promise<readonly Capability[]> {
  const { deliverSms } = stage.environment.hooks;
  const seed = found.find(({ name }) => name === "sms.seed");
  const isDeclined = options.value === "no" && seed?.value === "no";
  if (isDeclined || seed === undefined || seed.value === "yes" || deliverSms === undefined) return found;
  const draft = stage.draughts.sms({ ageHours: 0 });
  const folder = await stage.view(a, "Inbox");
  await deliverSms({ user: stage.environment.account.user, folder: "Inbox", item: draft.item });
  const { both, sms } = optionSets;
  // The last answer under either choice of sets: where no look succeeds, these say why.
  let syncs: readonly Exchange[] = [];
  const look = async () => {
    const beside = await stage.find(folder, draft.token, both);
    syncs = stage.exchanges.slice(-1);
    if (beside !== undefined) return beside;
    const alone = await stage.find(folder, draft.token, [sms]);
    syncs = [...syncs, ...stage.exchanges.slice(-1)];
    return alone;
  };
  const held = await stage.poll(look, stage.settleMs);
  if (held === undefined && seed.value === "no" && readingOf(syncs) === "read") return found;
  const evidence = [...seed.evidence, ...(held === undefined ? syncs.map(({ id }) => id) : [held.exchange])];
  const outcome = seed.outcome === undefined ? {} : { outcome: seed.outcome };
  const reason = `the operator's hook puts an SMS in; by a device: ${seed.reason}`;
  const seen = [capability("sms.seed", "yes", reason, evidence, outcome), smsRead(held, syncs, evidence)];
  if (held === undefined) return [...seen, ...found.filter(({ name }) => name === "identity.from")];
  const survives = fromSurvives(held.item, draft.item);
  const from = survives ? "survives" : `is replaced: ${held.item.from ?? "no From at all"}`;
  return [...seen, capability("identity.from", survives ? "yes" : "no", `the number in From ${from}`, [held.exchange])];
}

function smsRead(held: HeldItem | undefined, syncs: readonly Exchange[], evidence: readonly string[]): Capability {
  const [outcome, how] = readOutcome(held, syncs);
  const more = outcome === "works" ? {} : { outcome };
  return capability(
    "sms.read",
    capabilityValue(outcome),
    `an SMS that the operator's hook put in ${how}`,
    evidence,
    more,
  );
}

/** What becomes of the hook's SMS, and how the reason says so. */
function readOutcome(held: HeldItem | undefined, syncs: readonly Exchange[]): [SmsOutcome, string] {
  if (held !== undefined) {
    return held.class === "SMS" ? ["works", "is given as SMS"] : ["disguised", "is given without the Class SMS"];
  }
  switch (readingOf(syncs)) {
    case "read":
      return ["swallowed", "is not given to a device"];
    case "broken":
      return ["broken", "is there, and no request that would bring it to a device is answered with success"];
    case "environment":
      return ["environment", `is there, and what would bring it is turned away by ${wordsIn(syncs)}`];
  }
}

/** "HTTP 503", "Status 142". */
function wordsIn(syncs: readonly Exchange[]): string {
  const said = syncs.map((sync) => provisioningDemand(sync) ?? `HTTP ${sync.response?.status}`);
  return [...new Set(said)].join(", ");
}
