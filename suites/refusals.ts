import type { DeviceFolder, SyncAnswer } from "../harness/device/types.js";
import type { OptionSet } from "../harness/eas/index.js";
import type { CaseContext } from "../harness/run/index.js";

// Status 4 of Sync: where the document itself demands it, only that code will do ([MS-ASMS] 3.2.5.1, rulings Q1 and Q16).

/** Judges that a request was refused with Status 4 and nothing was delivered. Returns whether it was refused at all. */
export function judgeProtocolError(context: CaseContext, requirement: string, answer: SyncAnswer): boolean {
  const observation = answer.refusedWith("4");
  const refused = observation.holds || answer.refused().holds;
  const wrongCode = refused && !observation.holds;
  context.check(requirement, observation, answer, { ruling: wrongCode ? "Q16.code" : "Q1.place" });
  return refused;
}

/** Judges that the key of the refused request can still be used for a correct one. */
export async function judgeKeyStillUsable(
  context: CaseContext,
  requirement: string,
  folder: DeviceFolder,
  options: readonly OptionSet[] = [context.sets.email],
): Promise<void> {
  const again = await folder.sync({ options });
  context.check(requirement, again.succeeded(), again, {
    ruling: "Q45.key",
    remark: "a correct request with the SyncKey of the refused one",
  });
}
