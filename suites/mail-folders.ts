import type { Answer, Device, DeviceFolder } from "../harness/device/types.js";
import {
  type FolderCreateResponse,
  type FolderDeleteResponse,
  type FolderName,
  userMailFolderType,
} from "../harness/eas/index.js";
import {
  type AxisValue,
  type CaseContext,
  coreSmsFolders,
  everyFolderCase,
  type SeededItem,
  smsFolders,
} from "../harness/run/index.js";
import type { Said } from "./add-outcome.js";
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

/** At 14.0 a server need not take SMS in the other mail folders, nor send any (ruling Q40). */
export function mayLackSms({ protocolVersion }: CaseContext, folder: string): boolean {
  return protocolVersion === "14.0" && !isCore(folder);
}

export function isCore(folder: string): boolean {
  return coreSmsFolders.includes(folder);
}

/**
 * A folder in which the target refuses SMS. Elsewhere than in the three where it may not, that is no more than a deviation (ruling
 * Q40), and none at 14.0; `sms-in-every-folder` says which. What the case is about is then not there. @throws NotApplicable
 * @throws Inconclusive for the three, behind the failure of that case
 */
export function endWithoutSms({ inconclusive, notApplicable }: CaseContext, folder: string, refusal: string): never {
  const what = `the target ${refusal} in ${folder}`;
  // A server may want to fill the Outbox itself.
  if (folder === "Outbox") return notApplicable(`${what}, which it may fill itself (ruling Q46)`);
  if (!isCore(folder)) return notApplicable(`${what}, of which ${everyFolderCase} tells (ruling Q40)`);
  return inconclusive(what, everyFolderCase);
}

/** Where SMS are SMS in the Inbox alone, the case that walks through all folders tells of it. @throws Inconclusive */
export function demandSmsIn({ capability, inconclusive }: CaseContext, folder: string): void {
  const { name, value, reason } = capability(smsFolders);
  if (folder !== "Inbox" && value === "broken") inconclusive(`${name}: ${reason}`, everyFolderCase);
}

/** An SMS of which no device is sent anything there: a request that failed is no refusal of it, and no more is success. */
export function endUntaken(
  context: CaseContext,
  folder: string,
  { said, words }: { readonly said: Said; readonly words: string },
): never {
  if (said === "request failed")
    context.inconclusive(`the Add of an SMS in ${folder} was answered with ${words}`, "CAP-01");
  return endWithoutSms(context, folder, said === "refused" ? "takes no SMS" : "sends no SMS");
}

/** A mail folder of the user's own (type 12), for as long as the case needs it. */
export interface UserFolder {
  /** The same folder on any device that connected after it was made; ServerIds may differ from device to device. @throws Inconclusive */
  open(device: Device): Promise<DeviceFolder>;
  /** Resolves to the target's answer to FolderDelete. */
  remove(): Promise<Answer<FolderDeleteResponse>>;
}

/** Undefined when the target makes none, with its answer. */
export async function makeUserFolder({
  device,
  mailbox,
  inconclusive,
}: CaseContext): Promise<{ readonly folder?: UserFolder; readonly answer: Answer<FolderCreateResponse> }> {
  const displayName = `asms ${mailbox.draft().token}`;
  const answer = await device.createFolder(displayName, userMailFolderType);
  const serverId = answer.response?.serverId;
  if (serverId === undefined) return { answer };
  const idOn = (other: Device) =>
    other === device ? serverId : other.folders.find((one) => one.displayName === displayName)?.serverId;
  const folder: UserFolder = {
    open: async (other) =>
      other.open({ serverId: idOn(other) ?? inconclusive("another device is not shown the new folder") }),
    remove: () => device.deleteFolder(serverId),
  };
  return { folder, answer };
}

/** A mail folder of the user's own, for as long as `body` takes. @throws NotApplicable when the target makes none */
export async function inUserFolder(context: CaseContext, body: (folder: UserFolder) => Promise<void>): Promise<void> {
  const { folder, answer } = await makeUserFolder(context);
  if (folder === undefined) return context.notApplicable("the target makes no folder for a device", answer);
  try {
    await body(folder);
  } finally {
    await folder.remove();
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
