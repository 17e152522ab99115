import type { Device, HeldItem } from "../../device/index.js";
import { type FolderName, isOfOtherClass } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import { type Feeder, wasStored } from "../seeding/feeder.js";
import { smsFolders } from "../sms-folders.js";
import { capability, type ProbeStage } from "./stage.js";

const tried: readonly FolderName[] = ["Sent Items", "Drafts"];

/**
 * sms.folders: an SMS that is added to another mail folder than the Inbox is given to another device as an SMS. Broken only where
 * it comes back as something else wherever it was tried; that a folder takes none or sends none is for the cases to judge.
 */
export async function probeElsewhere(stage: ProbeStage, feeder: Feeder, a: Device): Promise<Capability> {
  const disguised: string[] = [];
  const evidence: (string | undefined)[] = [];
  let guise = "mail";
  for (const folder of tried.filter((one) => a.hasFolder(one))) {
    const draft = stage.draughts.sms({ ageHours: 0 }, feeder.rung);
    const [fed] = await feeder.addSms(folder, [draft]);
    if (fed === undefined || !wasStored(fed)) continue;
    const held = await seenBy(stage, a, folder, draft.token);
    evidence.push(fed.answer.exchange.id, held?.exchange);
    if (held === undefined) continue;
    if (!isOfOtherClass(held)) {
      return capability(smsFolders, "yes", `an SMS that is added in ${folder} is given to another device`, evidence);
    }
    disguised.push(folder);
    if (held.class !== undefined && held.class !== "Email") guise = `an item of Class ${held.class}`;
  }
  if (disguised.length === 0) {
    return capability(smsFolders, "unknown", "no SMS was seen again in another folder than the Inbox", evidence);
  }
  const reason = `an SMS that is added in ${disguised.join(" or ")} is taken, and comes back as ${guise}`;
  return capability(smsFolders, "broken", reason, evidence, { outcome: "disguised" });
}

async function seenBy(stage: ProbeStage, a: Device, folder: FolderName, token: string): Promise<HeldItem | undefined> {
  const view = await stage.view(a, folder);
  return stage.poll(() => stage.find(view, token, optionSets.both), stage.settleMs);
}
