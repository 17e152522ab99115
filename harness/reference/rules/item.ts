import { createHash } from "node:crypto";
import type { BodyFields, BodyPreference, ItemFields, OptionSet } from "../../eas/index.js";
import type { MailFolder } from "../folder.js";
import type { Item } from "../mailbox.js";

/** How a stored item is written for a device ([MS-ASMS] 2.2, 2.2.2.1, 2.2.2.2.2). */
export interface ItemRules {
  readonly classOnAdd: (item: Item) => string | undefined;
  readonly classOnChange: (item: Pick<Item, "class">) => string | undefined;
  readonly classOnDelete: (item: Pick<Item, "class">, version: string) => string | undefined;
  /** To and From. */
  readonly parties: (item: Item, folder: MailFolder) => Pick<ItemFields, "to" | "from">;
  readonly dateReceived: (item: Item) => string | undefined;
  readonly read: (read: string, item: Pick<Item, "class">) => string;
  readonly subject: (item: Item) => string | undefined;
  readonly body: (item: Item, set: OptionSet) => BodyFields | undefined;
  readonly conversation: (item: Item) => Pick<ItemFields, "conversationId" | "conversationIndex">;
}

const utf8 = new TextEncoder();

export const item: ItemRules = {
  // An e-mail goes without, so that the two can be told apart by its presence ([MS-ASCMD] 2.2.3.27.1).
  classOnAdd: smsClass,
  classOnChange: smsClass,
  // At 14.0 a removal carries no Class ([MS-ASMS] 2.2.2.2.2 as published later).
  classOnDelete: (held, version) => (version === "14.0" ? undefined : smsClass(held)),
  parties: ({ fields: { to, from } }) => ({
    ...(to === undefined ? {} : { to }),
    ...(from === undefined ? {} : { from }),
  }),
  dateReceived: ({ fields }) => fields.dateReceived,
  read: (read) => read,
  subject: ({ fields }) => fields.subject,
  body: ({ fields, class: className }, set) => writeBody(fields.body?.data ?? "", preferences(className, set)),
  conversation: (one) => ({
    conversationId: conversationId(one),
    conversationIndex: conversationIndex(one.receivedAt),
  }),
};

function smsClass({ class: className }: Pick<Item, "class">): string | undefined {
  return className === "SMS" ? "SMS" : undefined;
}

/** Text is what both classes are stored as, and an SMS is nothing else: other types are asked of e-mail only. */
function preferences(className: string, set: OptionSet): readonly BodyPreference[] {
  const asked = set.bodyPreferences ?? [];
  const plain = asked.filter((preference) => preference.type === 1);
  if (className === "SMS") return plain;
  return [...plain, ...asked.filter((preference) => preference.type === 2)];
}

/** The first form that may be sent whole or cut; plain text without limit when nothing was asked ([MS-ASAIRS] 2.2.2.12). */
function writeBody(text: string, asked: readonly BodyPreference[]): BodyFields {
  const first = asked.find((preference) => !refusesCut(preference, text)) ?? asked[0];
  if (first === undefined) return plainBody("1", text, undefined);
  const data = first.type === 2 ? htmlOf(text) : text;
  if (!refusesCut(first, text)) return plainBody(String(first.type), data, first.truncationSize);
  return { type: String(first.type), estimatedDataSize: String(utf8.encode(data).length), truncated: "1" };
}

function refusesCut({ type, allOrNone, truncationSize }: BodyPreference, text: string): boolean {
  const size = utf8.encode(type === 2 ? htmlOf(text) : text).length;
  return allOrNone === true && truncationSize !== undefined && size > truncationSize;
}

/** `limit` in bytes; a character is never cut in two. */
function plainBody(type: string, text: string, limit: number | undefined): BodyFields {
  const bytes = utf8.encode(text);
  const estimatedDataSize = String(bytes.length);
  if (limit === undefined || bytes.length <= limit) return { type, estimatedDataSize, data: text };
  let end = Math.max(0, limit);
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  const data = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, end));
  return { type, estimatedDataSize, truncated: "1", data };
}

export function htmlOf(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<html><body>${escaped.replaceAll("\n", "<br>\n")}</body></html>`;
}

/** The same for all messages between the same parties (SMS) or under the same subject (e-mail). */
function conversationId({ class: className, fields: { to = "", from = "", subject = "" } }: Item): Uint8Array {
  const topic = className === "SMS" ? [to, from].sort().join("\n") : subject.replace(/^((re|fwd?):\s*)+/i, "");
  return new Uint8Array(createHash("sha256").update(`${className}\n${topic}`).digest().subarray(0, 16));
}

/** Header of five bytes: the upper bytes of the time as a 64-bit FILETIME ([MS-ASCON] 2.2.2.4). */
function conversationIndex(receivedAt: number): Uint8Array {
  const fileTime = (BigInt(Math.trunc(receivedAt)) + 11_644_473_600_000n) * 10_000n;
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, fileTime));
  return bytes.slice(0, 5);
}
