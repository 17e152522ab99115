import type { FolderName } from "../eas/index.js";

/** Folders in which SMS are synchronised at every version (ruling Q40); a server without SMS in others deviates at most. */
export const coreSmsFolders: readonly string[] = ["Inbox", "Outbox", "Sent Items"] satisfies FolderName[];

/** The case that judges for each mail folder beside the Inbox whether it takes SMS. */
export const everyFolderCase = "sms-in-every-folder";

/** The capability that says whether SMS are SMS beyond the Inbox. */
export const smsFolders = "sms.folders";
