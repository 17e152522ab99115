import type { Device, DeviceFolder, HeldItem } from "../../device/index.js";
import type { FolderName } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import { type Feeder, wasStored, wordsOf } from "../seeding/feeder.js";
import { keepsDate } from "./email.js";
import { capability, type ProbeStage } from "./stage.js";

const name = "sms.backdate";
const dayMs = 86_400_000;
const ageDays = 10;

/**
 * sms.backdate: an SMS of ten days ago in Sent Items, where DateReceived is the client's ([MS-ASMS] 2.2.2.1.2), is shown with
 * that date. Whether a filter of three days leaves it out is for the filter cases to judge. Where a device's date is not kept
 * the operator's hook may give one; the outcome then says "hook".
 */
export async function probeBackdate(stage: ProbeStage, feeder: Feeder | undefined, a: Device): Promise<Capability> {
  const folder: FolderName = a.hasFolder("Sent Items") ? "Sent Items" : "Inbox";
  const byDevice = feeder === undefined ? undefined : await addedByDevice(stage, feeder, a, folder);
  if (byDevice?.value === "yes" || stage.environment.hooks.deliverSms === undefined) {
    return byDevice ?? capability(name, "no", "the Add of a device gives no SMS");
  }
  return (
    (await putInByHook(stage, a, folder)) ?? byDevice ?? capability(name, "no", "the hook's SMS has no date of its own")
  );
}

async function addedByDevice(stage: ProbeStage, feeder: Feeder, a: Device, folder: FolderName): Promise<Capability> {
  // Whatever the rung leaves out: without a date there is nothing to see.
  const draft = stage.draughts.sms({ ageHours: ageDays * 24 }, { ...feeder.rung, dated: true });
  const [fed] = await feeder.addSms(folder, [draft]);
  if (fed === undefined || !wasStored(fed)) {
    const words = fed === undefined ? "nothing" : wordsOf(fed);
    return capability(name, "no", `an SMS of ten days ago is refused: ${words}`, [fed?.answer.exchange.id]);
  }
  const held = await seenBy(stage, a, folder, draft.token);
  const added = fed.answer.exchange.id;
  if (held === undefined) {
    const reason = "an SMS of ten days ago is not given to another device";
    return capability(name, "no", reason, [added, stage.exchanges.at(-1)?.id]);
  }
  return keepsDate(held, draft.date, dayMs)
    ? capability(name, "yes", `an SMS of ten days ago in ${folder} keeps its date`, [added, held.exchange])
    : capability(name, "no", `the server sets the dates of SMS: ${held.item.dateReceived ?? "no DateReceived"}`, [
        added,
        held.exchange,
      ]);
}

async function putInByHook(stage: ProbeStage, a: Device, folder: FolderName): Promise<Capability | undefined> {
  const { hooks, account } = stage.environment;
  const { token, item, date } = stage.draughts.sms({ ageHours: ageDays * 24 });
  await hooks.deliverSms?.({ user: account.user, folder, item, date });
  const held = await seenBy(stage, a, folder, token);
  if (held === undefined || !keepsDate(held, date, dayMs)) return undefined;
  const reason = `an SMS of ten days ago that the operator's hook puts into ${folder} keeps its date`;
  return capability(name, "yes", reason, [held.exchange], { outcome: "hook" });
}

/** A view that begins anew: an old item that comes late is another matter than a date that is kept. */
async function seenBy(stage: ProbeStage, a: Device, folder: FolderName, token: string): Promise<HeldItem | undefined> {
  const view: DeviceFolder = await a.open(folder);
  return stage.poll(() => stage.find(view, token, optionSets.both), stage.settleMs);
}
