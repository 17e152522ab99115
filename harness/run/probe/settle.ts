import type { Device, DeviceFolder } from "../../device/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import { type Feeder, type FolderPlace, wasStored } from "../seeding/feeder.js";
import { capability, type ProbeStage, settleTime } from "./stage.js";

const name = "settleMs";
const samples = 5;

/** What the operator or the kind of target settles without measuring. */
export function givenSettleTime(stage: ProbeStage): Capability | undefined {
  const { embedded, settleMs } = stage.environment;
  if (settleMs !== undefined) {
    return capability(name, "yes", `given by the configuration: ${settleMs} ms`, [], { measured: settleMs });
  }
  if (!embedded) return undefined;
  return capability(name, "yes", "the embedded server shows a change at once", [], { measured: 0 });
}

/** settleMs from e-mail, where no SMS can be had. */
export function settleTimeByMail(stage: ProbeStage): Capability {
  const { mailMs, settleMs } = stage;
  const reason =
    mailMs === undefined
      ? "nothing could be measured; ten seconds are allowed"
      : `an e-mail takes ${mailMs} ms to appear`;
  return capability(name, "yes", reason, [], { measured: settleMs });
}

/** settleMs: three times the longest time from the adder's Status 1 to the reader's Add, of five. */
export async function measureSettleTime(
  stage: ProbeStage,
  feeder: Feeder,
  place: FolderPlace,
  a: Device,
): Promise<Capability> {
  const folder: DeviceFolder = await stage.view(a, place);
  const times: number[] = [];
  const evidence: string[] = [];
  for (let count = 0; count < samples; count += 1) {
    const draft = stage.draughts.sms({ ageHours: 0 }, feeder.rung);
    const [fed] = await feeder.addSms(place, [draft]);
    if (fed === undefined || !wasStored(fed)) continue;
    const started = Date.now();
    const held = await stage.poll(() => stage.find(folder, draft.token, optionSets.both), 60_000);
    times.push(Date.now() - started);
    if (held !== undefined) evidence.push(held.exchange);
  }
  const longest = Math.max(0, ...times);
  const measured = settleTime(longest);
  return capability(name, "yes", `an SMS takes up to ${longest} ms to appear; three times that is allowed`, evidence, {
    measured,
  });
}
