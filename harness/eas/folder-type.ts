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

/** Types whose default class is Email: the only folders in which SMS can be synchronised ([MS-ASMS] 3.1.4.1.1). */
export const mailFolderTypes: readonly number[] = [2, 3, 4, 5, 6, 12];
