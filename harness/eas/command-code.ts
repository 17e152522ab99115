/** Codes of the commands in the base64 query ([MS-ASHTTP] 2.2.1.1.1.1.2); 5 to 8 are free. */
export const commandCodes: Readonly<Record<string, number>> = {
  Sync: 0,
  SendMail: 1,
  SmartForward: 2,
  SmartReply: 3,
  GetAttachment: 4,
  FolderSync: 9,
  FolderCreate: 10,
  FolderDelete: 11,
  FolderUpdate: 12,
  MoveItems: 13,
  GetItemEstimate: 14,
  MeetingResponse: 15,
  Search: 16,
  Settings: 17,
  Ping: 18,
  ItemOperations: 19,
  Provision: 20,
  ResolveRecipients: 21,
  ValidateCert: 22,
  Find: 23,
};

/** Tags of the command parameters in the base64 query ([MS-ASHTTP] 2.2.1.1.1.1.3). */
export const parameterTags: Readonly<Record<string, number>> = {
  AttachmentName: 0,
  CollectionId: 1,
  ItemId: 3,
  LongId: 4,
  Occurrence: 6,
  Options: 7,
  User: 8,
};

/** The code of a command; undefined when it has none. */
export function codeOfCommand(command: string): number | undefined {
  return Object.hasOwn(commandCodes, command) ? commandCodes[command] : undefined;
}

/** The tag of a command parameter; undefined when it has none. */
export function tagOfParameter(name: string): number | undefined {
  return Object.hasOwn(parameterTags, name) ? parameterTags[name] : undefined;
}

/** The name of a command code; undefined for one that nobody defined. */
export function commandOfCode(code: number): string | undefined {
  return nameOf(commandCodes, code);
}

/** The name of a parameter tag; undefined for one that nobody defined. */
export function parameterOfTag(tag: number): string | undefined {
  return nameOf(parameterTags, tag);
}

function nameOf(table: Readonly<Record<string, number>>, wanted: number): string | undefined {
  return Object.entries(table).find(([, number]) => number === wanted)?.[0];
}
