import type { ItemFields } from "../../eas/index.js";
import { isMailFolder, type MailFolder } from "../folder.js";
import type { Item, ItemChange, ItemClass } from "../mailbox.js";
import type { OutboundState } from "../outbound.js";

/** An Add of an SMS by a client, as far as rules look at it. */
export interface AddInput {
  readonly class: string | undefined;
  readonly folder: MailFolder;
  readonly outbound: OutboundState;
  readonly item: ItemFields;
}

/** What a client's Add, Change and Delete do ([MS-ASMS] 3.1.4.1.2). */
export interface CommandRules {
  /** Status of an Add before its content is looked at: "1" goes on. */
  readonly admitsAdd: (input: AddInput) => string;
  /** The class under which an SMS is kept in this folder; undefined: it is not kept at all. */
  readonly storedClass: (folder: MailFolder) => ItemClass | undefined;
  /** May a text be stored? One with characters that XML has not could never be sent ([MS-ASMS] 2.2). */
  readonly admitsText: (text: string) => boolean;
  readonly storedText: (text: string) => string;
  /** An Add's fields, where some are empty: what stands for no value goes; what is left is judged as a value. */
  readonly settlesEmpty: (fields: ItemFields) => ItemFields;
  /** May Importance or Read be stored with this value, given those that there are ([MS-ASEMAIL] 2.2.2.58 for Read)? */
  readonly admitsMark: (value: string, lawful: readonly string[]) => boolean;
  /** May a DateReceived be stored that was read as this moment, in ms? Undefined: as none ([MS-ASMS] 2.2.2.1.2). */
  readonly admitsDate: (parsed: number | undefined) => boolean;
  /** DateReceived in ms, from the client's value and the time of arrival. */
  readonly storedDate: (sent: number, now: number) => number;
  /** The item that a ClientId of the user made earlier, if that settles the matter. */
  readonly recallsClientId: (made: number | undefined) => number | undefined;
  /** The item of the folder that an Add is taken to say again, if it is any. Two equal Adds are two items ([MS-ASMS] 3.1.4.1.2). */
  readonly recallsEqual: (sent: ItemFields, stored: readonly Item[]) => number | undefined;
  /** Does the server know that the adder holds the new item? */
  readonly recordsAdd: () => boolean;
  /** Does a successful Add stand in Responses? */
  readonly answersAdd: () => boolean;
  /** Class in Responses/Add. */
  readonly classOfResponse: () => string | undefined;
  /** Status of a Change or Delete of an item of this class that is held: "1" goes on. */
  readonly admitsEdit: (className: ItemClass) => string;
  /** Status of a Change or Delete of an item that the device does not hold. */
  readonly unknownItem: () => string;
  /** May a Change or Delete have a Class? */
  readonly admitsClassInEdit: () => boolean;
  /** What a Change that names more than Read and Flag does to the rest; undefined: it is refused ([MS-ASEMAIL] 3.1.5.4). */
  readonly storedFrozen: (fields: ItemFields) => ItemFields | undefined;
  /** What is carried out of a Change. */
  readonly storedChange: (change: ItemChange) => ItemChange;
  /** Is a Change carried out at all? */
  readonly executesChange: (className: ItemClass) => boolean;
  /** Does the server know that the changer holds the new values? */
  readonly recordsChange: () => boolean;
  /** Does a successful Change stand in Responses? */
  readonly answersChange: () => boolean;
  /** Is a Delete carried out? */
  readonly executesDelete: (className: ItemClass, folder: MailFolder) => boolean;
  /** Is a deleted item gone for good, and not moved to Deleted Items? ([MS-ASCMD] 2.2.3.43) */
  readonly removesForGood: (deletesAsMoves: "0" | "1" | "empty" | undefined) => boolean;
  /** Does an item just added go back as a Change because the server completed it? */
  readonly completesAdd: () => boolean;
}

/** The production Char of XML 1.0, and nothing else. */
function isXmlText(text: string): boolean {
  return !/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(text);
}

/** Neither has an empty form that could be passed on ([MS-ASMS] 2.2.2.1.1); To has, and so has a text. */
function withoutEmpty({ from, internetCpid, ...others }: ItemFields): ItemFields {
  return {
    ...others,
    ...(from === undefined || from === "" ? {} : { from }),
    ...(internetCpid === undefined || internetCpid === "" ? {} : { internetCpid }),
  };
}

export const commands: CommandRules = {
  // E-mail cannot be added by Sync; SMS can, where e-mail is at home ([MS-ASMS] 3.1.4.1.1; [MS-ASCMD] 2.2.3.177.17).
  admitsAdd: ({ class: className, folder }) => (className === "SMS" && isMailFolder(folder) ? "1" : "6"),
  storedClass: () => "SMS",
  admitsText: isXmlText,
  storedText: (text) => text,
  settlesEmpty: withoutEmpty,
  admitsMark: (value, lawful) => lawful.includes(value),
  admitsDate: (parsed) => parsed !== undefined,
  storedDate: (sent) => sent,
  recallsClientId: () => undefined,
  recallsEqual: () => undefined,
  recordsAdd: () => true,
  answersAdd: () => true,
  classOfResponse: () => "SMS",
  admitsEdit: () => "1",
  unknownItem: () => "8",
  admitsClassInEdit: () => true,
  storedFrozen: () => undefined,
  storedChange: (change) => change,
  executesChange: () => true,
  recordsChange: () => true,
  answersChange: () => false,
  executesDelete: () => true,
  removesForGood: (deletesAsMoves) => deletesAsMoves === "0",
  completesAdd: () => false,
};
