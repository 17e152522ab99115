import type { Device } from "../../device/index.js";
import type { OptionSet } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import { type Feeder, wasStored, wordsOf } from "../seeding/feeder.js";
import { keepsDate } from "./email.js";
import { capability, type ProbeStage } from "./stage.js";

const name = "sms.backdate";
const dayMs = 86_400_000;

/**
 * sms.backdate: an SMS of ten days ago in Sent Items, where DateReceived is the client's ([MS-ASMS] 2.2.2.1.2), is shown with
 * that date. Whether a filter of three days leaves it out is for the filter cases to judge.
 */
export async function probeBackdate(stage: ProbeStage, feeder: Feeder, a: Device): Promise<Capability> {
  const folder = a.hasFolder("Sent Items") ? "Sent Items" : "Inbox";
  const date = new Date(Date.now() - 10 * dayMs);
  // Whatever the rung leaves out: without a date there is nothing to see.
  const draft = stage.draughts.sms({ ageHours: 240 }, { ...feeder.rung, dated: true });
  const view = await stage.view(a, folder);
  const [fed] = await feeder.addSms(folder, [draft]);
  if (fed === undefined || !wasStored(fed)) {
    const words = fed === undefined ? "nothing" : wordsOf(fed);
    return capability(name, "no", `an SMS of ten days ago is refused: ${words}`, [fed?.answer.exchange.id]);
  }
  const all: readonly OptionSet[] = optionSets.both;
  const held = await stage.poll(() => stage.find(view, draft.token, all), stage.settleMs);
  const added = fed.answer.exchange.id;
  if (held === undefined)
    return capability(name, "no", "an SMS of ten days ago is not given to another device", [added]);
  const kept = keepsDate(held, date, dayMs);
  const reason = kept
    ? `an SMS of ten days ago in ${folder} keeps its date`
    : `the server sets the dates of SMS: ${held.item.dateReceived ?? "no DateReceived"}`;
  return capability(name, kept ? "yes" : "no", reason, [added, held.exchange]);
}
