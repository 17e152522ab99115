import { type FolderName, folderTypes, mailFolderTypes } from "../eas/index.js";
import type { ItemClass } from "./mailbox.js";

/** A folder of a mailbox; its id is the CollectionId on the wire, the same for every device. */
export interface MailFolder {
  readonly id: string;
  readonly parentId: string;
  readonly name: string;
  /** [MS-ASCMD] 2.2.3.186.3. */
  readonly type: number;
}

/** Default classes of the folder types that do not hold e-mail ([MS-ASCMD] 2.2.3.27.5). */
const nativeClasses: ReadonlyMap<number, ItemClass> = new Map([
  [7, "Tasks"],
  [8, "Calendar"],
  [9, "Contacts"],
  [10, "Notes"],
  [13, "Calendar"],
  [14, "Contacts"],
  [15, "Tasks"],
  [17, "Notes"],
]);

/** Types that FolderCreate accepts ([MS-ASCMD] 2.2.3.186.2). */
export const creatableTypes: readonly number[] = [1, 12, 13, 14, 15, 17];

export function isMailFolder(folder: MailFolder): boolean {
  return mailFolderTypes.includes(folder.type);
}

/** The class whose items a folder natively holds. A user folder of type 1 counts as generic, thus as e-mail. */
export function defaultClass(folder: MailFolder): ItemClass {
  return nativeClasses.get(folder.type) ?? "Email";
}

/** The folders of a new mailbox, in the order in which FolderSync lists them. */
export const defaultFolders: readonly FolderName[] = [
  "Inbox",
  "Drafts",
  "Deleted Items",
  "Sent Items",
  "Outbox",
  "Calendar",
  "Contacts",
  "Tasks",
  "Notes",
];

export function makeDefaultFolders(): MailFolder[] {
  return defaultFolders.map((name, index) => ({
    id: String(index + 1),
    parentId: "0",
    name,
    type: folderTypes[name],
  }));
}
