import type { Device } from "../../device/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import { fromSurvives } from "./outcome.js";
import { capability, type ProbeStage } from "./stage.js";

/**
 * Where the Add of a device does not give an SMS, the operator's hook may: then what reads SMS can still be judged. The outcome
 * of the ladder stays in the report. The embedded server is never helped: its mutants must show.
 */
export async function smsByHook(
  stage: ProbeStage,
  a: Device,
  found: readonly Capability[],
): Promise<readonly Capability[]> {
  const { deliverSms } = stage.environment.hooks;
  const seed = found.find(({ name }) => name === "sms.seed");
  if (seed === undefined || seed.value === "yes" || deliverSms === undefined || stage.environment.embedded)
    return found;
  const draft = stage.draughts.sms({ ageHours: 0 });
  const folder = await stage.view(a, "Inbox");
  await deliverSms({ user: stage.environment.account.user, folder: "Inbox", item: draft.item });
  const held = await stage.poll(() => stage.find(folder, draft.token, optionSets.both), stage.settleMs);
  if (held?.class !== "SMS") return found;
  const reason = `an SMS put in by the operator's hook is given as SMS; by a device: ${seed.reason}`;
  const survives = fromSurvives(held.item, draft.item);
  return found.map((one) => {
    const evidence = [...one.evidence, held.exchange];
    if (one.name !== "identity.from") {
      return capability(one.name, "yes", reason, evidence, one.outcome === undefined ? {} : { outcome: one.outcome });
    }
    return capability(one.name, survives ? "yes" : "no", "the number in From of the operator's SMS", evidence);
  });
}
