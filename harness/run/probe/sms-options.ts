import type { DeviceFolder, SyncAnswer } from "../../device/index.js";
import { isEnvironmental, isShutOut, type OptionSet } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import { capability } from "./stage.js";

const { email, sms, both } = optionSets;
const sequence: readonly (readonly [string, readonly OptionSet[]])[] = [
  ["the default set", [email]],
  ["both sets", both],
  ["the SMS set alone", [sms]],
  ["both sets again", both],
];

/** sms.options: is the SMS set taken, beside the default set and alone? SoftDeletes on the way are not judged here. */
export async function probeSmsOptions(inbox: DeviceFolder): Promise<Capability> {
  const evidence: string[] = [];
  for (const [words, options] of sequence) {
    let answer = await inbox.sync({ options });
    evidence.push(answer.exchange.id);
    if (answer.status === "3") {
      // Start anew and ask again: it is the key that is refused, not the set ([MS-ASCMD] 2.2.3.177.17).
      await inbox.restart();
      answer = await inbox.sync({ options });
      evidence.push(answer.exchange.id);
    }
    if (answer.status !== "1") return refused(words, answer);
  }
  return capability("sms.options", "yes", "the SMS set is taken, beside the default set and alone", evidence);
}

/** A Status is an honest refusal; an answer that does not come, or none that can be read, is none. */
function refused(words: string, answer: SyncAnswer): Capability {
  const { exchange, status } = answer;
  const reason = `${words}: ${answer.succeeded().seen}`;
  const excused = isEnvironmental(exchange) || isShutOut(status) || exchange.failure?.kind === "aborted";
  if (excused) return capability("sms.options", "unknown", reason, [exchange.id]);
  return capability("sms.options", status === undefined ? "broken" : "no", reason, [exchange.id], {
    outcome: status === undefined ? "broken" : "refused",
  });
}
