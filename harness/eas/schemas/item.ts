import { container, type JsonSchema, type Occurrence, one, opaque, optional } from "./schema.js";
import { anyText, boolean, boundedText, dateTime, digit, integer, unsigned } from "./values.js";

const sms = "[MS-ASMS] 2.2";
const leaf = "[MS-ASMS] 2.2.2";
const flagSection = "[MS-ASMS] 2.2.1; [MS-ASEMAIL] 2.2.2.34";
const bodySection = "[MS-ASMS] 2.2.1; [MS-ASAIRS] 2.2.2.9";

const body = container(
  { section: bodySection },
  {
    "AirSyncBase:Type": one(digit(bodySection, 1, 4)),
    "AirSyncBase:EstimatedDataSize": optional(unsigned(bodySection)),
    "AirSyncBase:Truncated": optional(boolean(bodySection)),
    "AirSyncBase:Data": optional(anyText(bodySection)),
    "AirSyncBase:Preview": optional(anyText(bodySection), { since: "14.1", why: "Preview belongs to 14.1 and later" }),
    "ItemOperations:Part": optional(unsigned(bodySection)),
  },
);

/** The 13 members stand on page 9 but for three, in any order, and none is needed: an empty Flag is no flag. */
const flag = container(
  { section: flagSection },
  {
    "Tasks:Subject": optional(anyText(flagSection)),
    "Email:Status": optional(digit(flagSection, 0, 2)),
    "Email:FlagType": optional(anyText(flagSection)),
    "Tasks:DateCompleted": optional(dateTime(flagSection)),
    "Email:CompleteTime": optional(dateTime(flagSection)),
    "Tasks:StartDate": optional(dateTime(flagSection)),
    "Tasks:DueDate": optional(dateTime(flagSection)),
    "Tasks:UtcStartDate": optional(dateTime(flagSection)),
    "Tasks:UtcDueDate": optional(dateTime(flagSection)),
    "Tasks:ReminderSet": optional(boolean(flagSection)),
    "Tasks:ReminderTime": optional(dateTime(flagSection)),
    "Tasks:OrdinalDate": optional(dateTime(flagSection)),
    "Tasks:SubOrdinalDate": optional(anyText(flagSection)),
  },
);

/** The ten elements of an SMS item ([MS-ASMS] 2.2), on the pages that [MS-ASWBXML] gives them. */
const smsElements: Readonly<Record<string, Occurrence>> = {
  "Email:To": optional(boundedText(leaf, 32768)),
  "Email:From": optional(boundedText(leaf, 32768)),
  "Email:DateReceived": optional(dateTime(`${sms}.2.1.2; [MS-ASDTYPE] 2.3`)),
  "Email:Importance": optional(digit(leaf, 0, 2)),
  "Email:Read": optional(boolean(leaf)),
  "AirSyncBase:Body": optional(body),
  "Email:InternetCPID": optional(integer(leaf)),
  "Email:Flag": optional(flag),
  "Email2:ConversationId": optional(opaque(`${leaf}; [MS-ASDTYPE] 2.7.1`)),
  "Email2:ConversationIndex": optional(opaque(`${leaf}; [MS-ASDTYPE] 2.7.1`)),
};

/** Qualified names of the ten elements of an SMS item. */
export const smsElementNames: readonly string[] = Object.keys(smsElements);

/** Leaves that only e-mail has: they are extra in an SMS, but leaves wherever they stand. */
const emailLeaves = Object.fromEntries(
  ["Email:Cc", "Email:Subject", "Email:ReplyTo", "Email:DisplayTo", "Email:ThreadTopic", "Email:MessageClass"]
    .concat(["Email:ContentClass", "AirSyncBase:NativeBodyType"])
    .map((name) => [name, optional(anyText("[MS-ASEMAIL] 2.2.2"))]),
);

/**
 * ApplicationData (or Properties): what is in it of an SMS is held to its form; what else stands there is told by
 * `extraItemElements`, because it weighs otherwise and because items of other classes use the same parent.
 */
export const applicationDataSchema: JsonSchema = {
  $id: "application-data",
  ...container({ section: sms, open: true }, { ...smsElements, ...emailLeaves }),
};

/** Stands for `applicationDataSchema` in other schemas, which all share one compiled form. */
export const applicationData: JsonSchema = { $ref: "application-data" };
