import type { Device } from "../../device/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import type { Feeder, FolderPlace } from "../seeding/feeder.js";
import { capability, type ProbeStage } from "./stage.js";

const name = "retry.dedupe";

/** retry.dedupe: an Add whose answer was lost is sent once more; is there one item or are there two? */
export async function probeRetry(
  stage: ProbeStage,
  feeder: Feeder,
  place: FolderPlace,
  a: Device,
): Promise<Capability> {
  const folder = await feeder.folder(place);
  const { token, clientId, item } = stage.draughts.sms({ ageHours: 0 }, feeder.rung);
  const lost = await folder.sync({
    commands: [{ kind: "Add", class: "SMS", clientId, item }],
    ...(feeder.rung.setsWithAdd ? { options: optionSets.both } : {}),
    lose: true,
  });
  const again = await folder.retry();
  const evidence = [lost.exchange.id, again.exchange.id];
  if (again.status !== "1")
    return capability(name, "no", `the repeated Add is answered with ${again.succeeded().seen}`, evidence);
  const view = await stage.view(a, place);
  await stage.poll(() => stage.find(view, token, optionSets.both), stage.settleMs);
  const copies = [...view.held.values()].filter((held) => stage.draughts.identities.tokenOf(held) === token).length;
  const reason = `an Add that was sent twice gives ${copies === 1 ? "one item" : `${copies} items`}`;
  return capability(name, copies === 1 ? "yes" : "no", reason, [...evidence, stage.exchanges.at(-1)?.id]);
}
