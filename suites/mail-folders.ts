import type { DeviceFolder } from "../harness/device/types.js";
import { type FolderName, userMailFolderType } from "../harness/eas/index.js";
import type { AxisValue, CaseContext, SeededItem } from "../harness/run/index.js";
import { axis } from "./axes.js";
import { heldOf, type View } from "./observe.js";

// The document speaks of every folder that holds e-mail ([MS-ASMS] 3.1.4.1.1), and a server may treat each type in its own way.

/** The first value: where the probe found that devices can add SMS, mostly the Inbox. */
export const mailFolders: readonly AxisValue<FolderName | undefined>[] = [
  { name: "usual", value: undefined },
  { name: "sent-items", value: "Sent Items" },
  { name: "outbox", value: "Outbox" },
  { name: "drafts", value: "Drafts" },
  { name: "deleted-items", value: "Deleted Items" },
];

/** Where this run of the case plays; undefined: where items go that are given no folder. @throws NotApplicable */
export function placeOf(context: CaseContext): FolderName | undefined {
  const place = axis(context, "folder", mailFolders);
  if (place !== undefined) demandFolder(context, place);
  return place;
}

/** @throws NotApplicable when the mailbox has no such folder */
export function demandFolder({ device, notApplicable }: CaseContext, name: FolderName): void {
  if (!device.hasFolder(name)) notApplicable(`the mailbox has no folder ${name}`);
}

/** For `fill` and `sms` of the mailbox. */
export function inPlace(folder: FolderName | undefined): { readonly folder?: FolderName } {
  return folder === undefined ? {} : { folder };
}

/** E-mail arrives in the Inbox; what lies elsewhere was moved there, which is not what these cases are about. */
export function mailArrives({ can }: CaseContext, place: FolderName | undefined): boolean {
  return place === undefined && can("email.seed");
}

/** A mail folder of the user's own, for as long as `body` takes. @throws NotApplicable when the target makes none */
export async function inUserFolder(
  { device, mailbox, notApplicable }: CaseContext,
  body: (folder: DeviceFolder) => Promise<void>,
): Promise<void> {
  const made = await device.createFolder(`asms ${mailbox.draft().token}`, userMailFolderType);
  const serverId = made.response?.serverId;
  if (serverId === undefined) return notApplicable("the target makes no folder for a device", made);
  try {
    await body(await device.open({ serverId }));
  } finally {
    await device.deleteFolder(serverId);
  }
}

const day = 86_400_000;

/**
 * Only in Sent Items the date is that of sending ([MS-ASMS] 2.2.2.1.2). A server that takes the moment of the Add elsewhere has
 * no old SMS there. @throws Inconclusive
 */
export function demandDatesKept(context: CaseContext, shown: View, items: readonly SeededItem[]): void {
  for (const item of items) {
    const held = heldOf(shown, item);
    // What did not come is judged by the case.
    if (held === undefined) continue;
    const came = held.item.dateReceived;
    const apart = Math.abs(Date.parse(came ?? "") - Date.parse(item.item.dateReceived ?? ""));
    if (apart <= day) continue;
    context.inconclusive(`the target dates the SMS in ${item.folder} itself: ${came ?? "no DateReceived"}`);
  }
}
