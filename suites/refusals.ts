import type { DeviceFolder, SyncAnswer, SyncInput } from "../harness/device/types.js";
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

/** A request that breaks the limit of two, or that to two classes. */
export interface WrongSets {
  readonly requirement: string;
  readonly options: readonly OptionSet[];
  readonly deliberate: string;
}

export function tooMany(options: readonly OptionSet[]): WrongSets {
  const deliberate = `${options.length} Options in one Collection ([MS-ASMS] 3.1.4.1.1 allows two)`;
  return { requirement: "ASMS-3.2.5.1-5", options, deliberate };
}

export function foreignClass(options: readonly OptionSet[]): WrongSets {
  const deliberate = "Options with a class other than SMS and Email ([MS-ASMS] 3.2.5.1)";
  return { requirement: "ASMS-3.2.5.1-6", options, deliberate };
}

/** One set more than both: what is counted wrong elsewhere shows in the Inbox (sync-three-options). */
export function three({ sets }: CaseContext): readonly OptionSet[] {
  return [...sets.both, { class: "Email" }];
}

/** Judges that each is refused and that the folder's key outlives it. `more` goes with each request. */
export async function judgeAllRefused(
  context: CaseContext,
  folder: DeviceFolder,
  wrong: readonly WrongSets[],
  more: SyncInput = {},
): Promise<void> {
  let refusedAll = true;
  for (const { requirement, options, deliberate } of wrong) {
    const answer = await folder.sync({ ...more, options, deliberate });
    refusedAll = judgeProtocolError(context, requirement, answer) && refusedAll;
  }
  if (refusedAll) await judgeKeyStillUsable(context, "ASMS-3.2.5.1-5", folder);
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
