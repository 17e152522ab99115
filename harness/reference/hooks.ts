import { type FolderName, type ItemFields, type ItemMarks, smsNumberDigits } from "../eas/index.js";
import { deliverMail } from "./commands/send-mail.js";
import type { Item, ItemChange, Mailbox } from "./mailbox.js";
import { parseDate } from "./sync/item-input.js";

/** What an operator does to a mailbox, past all devices. */

export function deliverEmail(
  mailbox: Mailbox,
  input: ItemMarks & {
    readonly token: string;
    readonly folder: FolderName;
    readonly date?: Date;
    readonly text?: string;
  },
  now: number,
): void {
  const mail = {
    from: '"Sender" <sender@example.com>',
    to: `"${mailbox.user}" <${mailbox.user}@localhost>`,
    subject: input.token,
    text: sendable(input.text ?? input.token),
  };
  const state = flagChange(input.read, input.flagStatus, now);
  deliverMail(mailbox, input.folder, mail, input.date?.getTime() ?? now, state);
}

/** @throws Error for a DateReceived that is not a date, and for text that no string on the wire can hold. */
export function deliverSms(
  mailbox: Mailbox,
  input: { readonly folder: FolderName; readonly item: ItemFields; readonly date?: Date },
  now: number,
): void {
  const { item } = input;
  const dateReceived = input.date?.toISOString() ?? item.dateReceived ?? new Date(now).toISOString();
  const receivedAt = parseDate(dateReceived);
  if (receivedAt === undefined) throw new Error(`DateReceived ${JSON.stringify(dateReceived)} is not a date and time.`);
  mailbox.add({
    folderId: mailbox.folderNamed(input.folder).id,
    class: "SMS",
    receivedAt,
    fields: {
      ...item,
      dateReceived,
      importance: item.importance ?? "1",
      read: item.read ?? "0",
      internetCpid: item.internetCpid ?? "65001",
      flag: item.flag ?? {},
      body: { type: "1", data: sendable(item.body?.data ?? "") },
    },
  });
}

function sendable(text: string): string {
  if (!text.includes("\0") && !/\p{Surrogate}/u.test(text)) return text;
  throw new Error("The text of an item holds U+0000 or an unpaired surrogate, which no string on the wire can.");
}

/** Items known by this token: an SMS by the digits of the number in From, an e-mail by its subject. */
export function itemsByToken(mailbox: Mailbox, token: string): Item[] {
  const digits = smsNumberDigits(token);
  return mailbox
    .allItems()
    .filter(
      ({ fields: { subject, from = "" } }) =>
        subject === token || (digits !== "" && from.includes("MOBILE:") && smsNumberDigits(from) === digits),
    );
}

/** The flag as the mail program of the user sets it. */
export function flagChange(
  read: "0" | "1" | undefined,
  flagStatus: "0" | "1" | "2" | undefined,
  now: number,
): ItemChange {
  const time = new Date(now).toISOString();
  const flags = {
    "0": {},
    "1": { Status: "1", FlagType: "Flag for follow up", CompleteTime: time, DateCompleted: time },
    "2": { Status: "2", FlagType: "Flag for follow up" },
  };
  return {
    ...(read === undefined ? {} : { read }),
    ...(flagStatus === undefined ? {} : { flag: flags[flagStatus] }),
  };
}
