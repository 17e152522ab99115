import type { Device } from "../../device/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import { capability } from "./stage.js";

const name = "sync.limit";
const deliberate = "three Options in one Collection ([MS-ASMS] 3.1.4.1.1 allows two)";

/**
 * sync.limit: a Sync with three Options is not served as if it were right. How it is refused is for the cases to judge. Asked last,
 * and of a folder that is opened anew: what a wrong request leaves behind is to spoil nothing.
 */
export async function probeLimit(device: Device): Promise<Capability> {
  const folder = await device.open("Inbox");
  const options = [...optionSets.both, { class: "Email" }];
  const answer = await folder.sync({ options, deliberate });
  const evidence = [answer.exchange.id];
  if (!answer.succeeded().holds) {
    return capability(name, "yes", "a Sync with three Options does not succeed", evidence);
  }
  return capability(name, "broken", "a Sync with three Options is served", evidence, { outcome: "broken" });
}
