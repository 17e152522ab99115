import { child, childElements, type Element, element, isOpaque } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { childText, container, defined, leaf, readText } from "./fields.js";

/** How an item is marked by hand, apart from what it says: Read, and Status of its Flag ([MS-ASEMAIL] 2.2.2.58, 2.2.2.34). */
export interface ItemMarks {
  readonly read?: "0" | "1";
  readonly flagStatus?: "0" | "1" | "2";
}

/** The fields of an SMS or e-mail item as they stand in ApplicationData. Text exactly as on the wire, never normalised. */
export interface ItemFields {
  readonly to?: string;
  readonly from?: string;
  readonly subject?: string;
  readonly dateReceived?: string;
  readonly importance?: string;
  readonly read?: string;
  readonly internetCpid?: string;
  readonly body?: BodyFields;
  /** `{}` is the empty Flag element (no flag). */
  readonly flag?: FlagFields;
  readonly conversationId?: Uint8Array | string;
  readonly conversationIndex?: Uint8Array | string;
  readonly messageClass?: string;
}

export interface BodyFields {
  /** 1 plain text, 2 HTML, 3 RTF, 4 MIME ([MS-ASAIRS] 2.2.2.41). */
  readonly type?: string;
  readonly estimatedDataSize?: string;
  readonly truncated?: string;
  readonly data?: string;
}

/** Members by their wire names without page: "Status", "FlagType", "StartDate" …; see `flagMembers`. */
export type FlagFields = Readonly<Record<string, string>>;

/**
 * Members of Flag in the order of the SMS class schema ([MS-ASMS] 2.2), each with its code page: Tasks but for Status,
 * FlagType and CompleteTime, which are Email's own ([MS-ASEMAIL] 2.2.2.34).
 */
export const flagMembers: Readonly<Record<string, number>> = {
  Subject: codePage.tasks,
  Status: codePage.email,
  FlagType: codePage.email,
  DateCompleted: codePage.tasks,
  CompleteTime: codePage.email,
  StartDate: codePage.tasks,
  DueDate: codePage.tasks,
  UtcStartDate: codePage.tasks,
  UtcDueDate: codePage.tasks,
  ReminderSet: codePage.tasks,
  ReminderTime: codePage.tasks,
  OrdinalDate: codePage.tasks,
  SubOrdinalDate: codePage.tasks,
};

/**
 * The children of ApplicationData for an item, in the order of the example in [MS-ASMS] 4.3.
 * @throws Error when `flag` names a member that Flag does not have.
 */
export function buildItem(fields: ItemFields): Element[] {
  const email = codePage.email;
  return [
    leaf(email, "To", fields.to),
    leaf(email, "From", fields.from),
    leaf(email, "Subject", fields.subject),
    leaf(email, "DateReceived", fields.dateReceived),
    leaf(email, "Importance", fields.importance),
    leaf(email, "Read", fields.read),
    fields.body === undefined ? [] : [buildBody(fields.body)],
    leaf(email, "MessageClass", fields.messageClass),
    leaf(email, "InternetCPID", fields.internetCpid),
    fields.flag === undefined ? [] : [buildFlag(fields.flag)],
    buildBytes("ConversationId", fields.conversationId),
    buildBytes("ConversationIndex", fields.conversationIndex),
  ].flat();
}

/** The fields of an item, from its ApplicationData (or Properties) element; what the harness does not know is left aside. */
export function readItem(applicationData: Element): ItemFields {
  const email = (tag: string) => childText(applicationData, codePage.email, tag);
  const body = child(applicationData, codePage.airSyncBase, "Body");
  const flag = child(applicationData, codePage.email, "Flag");
  return defined({
    to: email("To"),
    from: email("From"),
    subject: email("Subject"),
    dateReceived: email("DateReceived"),
    importance: email("Importance"),
    read: email("Read"),
    body: body && readBody(body),
    messageClass: email("MessageClass"),
    internetCpid: email("InternetCPID"),
    flag: flag && readFlag(flag),
    conversationId: readBytes(applicationData, "ConversationId"),
    conversationIndex: readBytes(applicationData, "ConversationIndex"),
  });
}

function buildBody(body: BodyFields): Element {
  const page = codePage.airSyncBase;
  return container(
    page,
    "Body",
    leaf(page, "Type", body.type),
    leaf(page, "EstimatedDataSize", body.estimatedDataSize),
    leaf(page, "Truncated", body.truncated),
    leaf(page, "Data", body.data),
  );
}

function readBody(body: Element): BodyFields {
  const page = codePage.airSyncBase;
  return defined({
    type: childText(body, page, "Type"),
    estimatedDataSize: childText(body, page, "EstimatedDataSize"),
    truncated: childText(body, page, "Truncated"),
    data: childText(body, page, "Data"),
  });
}

function buildFlag(flag: FlagFields): Element {
  const stray = Object.keys(flag).find((name) => !Object.hasOwn(flagMembers, name));
  if (stray !== undefined) {
    throw new Error(`Flag has no member ${stray}; it has ${Object.keys(flagMembers).join(", ")}.`);
  }
  const members = Object.entries(flagMembers).map(([name, page]) =>
    leaf(page, name, Object.hasOwn(flag, name) ? flag[name] : undefined),
  );
  return container(codePage.email, "Flag", ...members);
}

function readFlag(flag: Element): FlagFields {
  const members = new Map<string, string>();
  for (const member of childElements(flag)) {
    if (Object.hasOwn(flagMembers, member.tag) && !members.has(member.tag)) members.set(member.tag, readText(member));
  }
  return Object.fromEntries(members);
}

/** Byte arrays are opaque data ([MS-ASDTYPE] 2.7.1); a string stands for a peer that writes them inline. */
function buildBytes(tag: string, value: Uint8Array | string | undefined): Element[] {
  if (value === undefined || typeof value === "string") return leaf(codePage.email2, tag, value);
  return [element(codePage.email2, tag, { opaque: value })];
}

function readBytes(applicationData: Element, tag: string): Uint8Array | string | undefined {
  const found = child(applicationData, codePage.email2, tag);
  if (found === undefined) return undefined;
  const parts = (found.content ?? []).filter(isOpaque);
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only.opaque : readText(found);
}
