import type { Device } from "../../device/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import { fromSurvives } from "./outcome.js";
import { capability, type ProbeStage } from "./stage.js";

/**
 * Where the Add of a device does not give an SMS, the operator's hook puts one in: then there is one, and what reads SMS can
 * still be judged. The outcome of the ladder stays in the report, and CAP-01 fails by it.
 */
export async function smsByHook(
  stage: ProbeStage,
  a: Device,
  found: readonly Capability[],
): Promise<readonly Capability[]> {
  const { deliverSms } = stage.environment.hooks;
  const seed = found.find(({ name }) => name === "sms.seed");
  if (seed === undefined || seed.value === "yes" || deliverSms === undefined) return found;
  const draft = stage.draughts.sms({ ageHours: 0 });
  const folder = await stage.view(a, "Inbox");
  await deliverSms({ user: stage.environment.account.user, folder: "Inbox", item: draft.item });
  const { both, sms } = optionSets;
  const look = async () =>
    (await stage.find(folder, draft.token, both)) ?? (await stage.find(folder, draft.token, [sms]));
  const held = await stage.poll(look, stage.settleMs);
  const evidence = [...seed.evidence, held?.exchange ?? stage.exchanges.at(-1)?.id];
  const outcome = seed.outcome === undefined ? {} : { outcome: seed.outcome };
  const reason = `the operator's hook puts an SMS in; by a device: ${seed.reason}`;
  const seen = [capability("sms.seed", "yes", reason, evidence, outcome), read(held?.class, held !== undefined)];
  if (held === undefined) return [...seen, ...found.filter(({ name }) => name === "identity.from")];
  const survives = fromSurvives(held.item, draft.item);
  const from = survives ? "survives" : `is replaced: ${held.item.from ?? "no From at all"}`;
  return [...seen, capability("identity.from", survives ? "yes" : "no", `the number in From ${from}`, [held.exchange])];

  function read(className: string | undefined, given: boolean): Capability {
    const value = className === "SMS" ? "yes" : "broken";
    const how = !given
      ? "is not given to a device"
      : className === "SMS"
        ? "is given as SMS"
        : "is given without the Class SMS";
    const more = value === "yes" ? {} : { outcome: given ? "disguised" : "swallowed" };
    return capability("sms.read", value, `an SMS that the operator's hook put in ${how}`, evidence, more);
  }
}
