import { StageError } from "../../device/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import type { Climbers, Try } from "./ladder.js";
import { readingOf } from "./outcome.js";
import { capability } from "./stage.js";

/**
 * sms.read once more, where one device was given the SMS: a device that comes later is to be given it as well. A server that hands
 * each SMS to one device alone fails wherever a case has two, and always for this one reason. What cannot be found out is left to
 * the cases.
 */
export async function readLater({ stage, c }: Climbers, { draft, place }: Try, read: Capability): Promise<Capability> {
  const before = stage.exchanges.length;
  try {
    const device = await c();
    if (typeof place !== "string") await device.folderSync();
    const folder = await stage.view(device, place);
    const held = await stage.poll(() => stage.find(folder, draft.token, optionSets.both), stage.settleMs);
    const last = stage.exchanges.slice(before).slice(-1);
    if (held !== undefined || readingOf(last) !== "read") return read;
    const reason = "an SMS added by one device is given to another, and not to a device that comes later";
    return capability(read.name, "broken", reason, [...read.evidence, ...last.map(({ id }) => id)]);
  } catch (error) {
    if (error instanceof StageError) return read;
    throw error;
  }
}
