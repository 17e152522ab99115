import { codePage, type FlagFields, type ItemFields, parseDateTime } from "../../eas/index.js";
import { child, childElements, type Element } from "../../wbxml/index.js";
import type { CommandRules } from "../rules/index.js";

/** Status of an item that is malformed or not allowed ([MS-ASCMD] 2.2.3.177.17). */
const malformed = "6";
const fine = "1";

/** What a client may give when it adds an SMS ([MS-ASMS] 2.2); the conversation is the server's to define. */
const addable: ReadonlySet<string> = new Set([
  ...["To", "From", "DateReceived", "Importance", "Read", "InternetCPID", "Flag"].map((tag) =>
    nameOf(codePage.email, tag),
  ),
  nameOf(codePage.airSyncBase, "Body"),
]);

/** What it may change ([MS-ASEMAIL] 3.1.5.4). */
const changeable: ReadonlySet<string> = new Set([nameOf(codePage.email, "Read"), nameOf(codePage.email, "Flag")]);

const longestAddress = 32_768;

function nameOf(page: number, tag: string): string {
  return `${page}/${tag}`;
}

/** Status of an Add with these fields: "1" or "6". */
export function judgeAdd(
  command: Element,
  fields: ItemFields,
  { admitsDate, admitsMark }: Pick<CommandRules, "admitsDate" | "admitsMark">,
): string {
  if (!consistsOf(command, addable)) return malformed;
  const { to = "", from = "", body, importance = "1" } = fields;
  if (Math.max(to.length, from.length) > longestAddress) return malformed;
  if (!admitsMark(importance, ["0", "1", "2"])) return malformed;
  if (body !== undefined && body.type !== "1") return malformed;
  if (fields.dateReceived !== undefined && !admitsDate(parseDate(fields.dateReceived))) return malformed;
  return judgeMarks(fields, admitsMark);
}

/** Status of a Change with these fields: "1" or "6". */
export function judgeChange(
  command: Element,
  fields: ItemFields,
  { admitsMark }: Pick<CommandRules, "admitsMark">,
): string {
  return consistsOf(command, changeable) ? judgeMarks(fields, admitsMark) : malformed;
}

/** ApplicationData is there, with nothing but `allowed` in it, each once. */
function consistsOf(command: Element, allowed: ReadonlySet<string>): boolean {
  const applicationData = child(command, codePage.airSync, "ApplicationData");
  if (applicationData === undefined) return false;
  const names = childElements(applicationData).map(({ page, tag }) => nameOf(page, tag));
  return names.every((name) => allowed.has(name)) && new Set(names).size === names.length;
}

function judgeMarks({ read = "0", flag = {} }: ItemFields, admitsMark: CommandRules["admitsMark"]): string {
  return admitsMark(read, ["0", "1"]) && flagIsSound(flag) ? fine : malformed;
}

/** [MS-ASEMAIL] 2.2.2.34 and its members. */
function flagIsSound(flag: FlagFields): boolean {
  const { Status: status, CompleteTime: completed } = flag;
  if (status !== undefined && !["0", "1", "2"].includes(status)) return false;
  if (status === "1" && completed === undefined) return false;
  const dates = [flag.StartDate, flag.DueDate, flag.UtcStartDate, flag.UtcDueDate];
  const given = dates.filter((date) => date !== undefined);
  if (given.length !== 0 && given.length !== dates.length) return false;
  const [start, due, utcStart, utcDue] = dates.map((date) => Date.parse(date ?? ""));
  return !isAfter(start, due) && !isAfter(utcStart, utcDue);
}

function isAfter(start: number | undefined, due: number | undefined): boolean {
  return start !== undefined && due !== undefined && start > due;
}

/** A cleared flag is no flag. */
export function normaliseFlag(flag: FlagFields): FlagFields {
  return flag.Status === "0" ? {} : flag;
}

/** ms of a dateTime ([MS-ASDTYPE] 2.3); undefined for anything else. */
export function parseDate(text: string): number | undefined {
  const parsed = parseDateTime(text);
  return parsed?.form === "dashed" && text.endsWith("Z") ? parsed.time : undefined;
}
