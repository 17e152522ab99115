import type { FolderName } from "../eas/index.js";
import type { Capability, CaseResult } from "../judging/results.js";

/** Folders in which SMS are synchronised at every version (ruling Q40); a server without SMS in others deviates at most. */
export const coreSmsFolders: readonly string[] = ["Inbox", "Outbox", "Sent Items"] satisfies FolderName[];

/** The case that judges for each mail folder beside the Inbox whether it takes SMS. */
export const everyFolderCase = "sms-in-every-folder";

/** The capability that says whether SMS are SMS beyond the Inbox. */
export const smsFolders = "sms.folders";

/** Did the case tell that SMS come back as something else in every folder but the Inbox? Monitors then do not tell it again of each. */
export function isToldOfFolders(cases: readonly CaseResult[], capabilities: readonly Capability[]): boolean {
  const isKnown = capabilities.some(({ name, value }) => name === smsFolders && value === "broken");
  return isKnown && cases.some(({ caseId, verdict }) => caseId === everyFolderCase && verdict === "fail");
}
