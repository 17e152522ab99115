/** Folders that the suites speak of, by the name of their type. */
export type FolderName =
  | "Inbox"
  | "Drafts"
  | "Deleted Items"
  | "Sent Items"
  | "Outbox"
  | "Calendar"
  | "Contacts"
  | "Tasks"
  | "Notes";

/** Type values of the default folders ([MS-ASCMD] 2.2.3.186.3). */
export const folderTypes: Readonly<Record<FolderName, number>> = {
  Inbox: 2,
  Drafts: 3,
  "Deleted Items": 4,
  "Sent Items": 5,
  Outbox: 6,
  Tasks: 7,
  Calendar: 8,
  Contacts: 9,
  Notes: 10,
};

/** Type of a mail folder that the user makes; the one FolderCreate is asked for. */
export const userMailFolderType = 12;

/** Types whose default class is Email: the only folders in which SMS can be synchronised ([MS-ASMS] 3.1.4.1.1). */
export const mailFolderTypes: readonly number[] = [2, 3, 4, 5, 6, 12];

/** All types, in words for a person ([MS-ASCMD] 2.2.3.186.3). */
export const folderTypeNames: Readonly<Record<number, string>> = {
  1: "user folder",
  2: "Inbox",
  3: "Drafts",
  4: "Deleted Items",
  5: "Sent Items",
  6: "Outbox",
  7: "Tasks",
  8: "Calendar",
  9: "Contacts",
  10: "Notes",
  11: "Journal",
  12: "user mail folder",
  13: "user calendar",
  14: "user contacts",
  15: "user tasks",
  16: "user journal",
  17: "user notes",
  18: "folder of unknown type",
  19: "recipient information cache",
};

/** Whether e-mail is the default class of the folder. A generic user folder (1) may hold mail, yet does not say so. */
export function isMailFolder(type: number): boolean {
  return mailFolderTypes.includes(type);
}

/** "Outbox", "user mail folder" …; a type outside 1 to 19 is named by its number. */
export function folderTypeName(type: number): string {
  return folderTypeNames[type] ?? `folder of type ${type}`;
}
