/** A way in which an address departs from the grammar; the codes are stable, what each weighs is the judge's business. */
export type AddressDeparture =
  /** No [MOBILE:number] group at all. */
  | "no-group"
  /** More than one group where one sender belongs. */
  | "several-groups"
  /** <MOBILE:number>, as the prose of [MS-ASMS] 2.2.2.1.1 could be read. */
  | "angle-brackets"
  /** MOBILE in other letters than capitals. */
  | "mobile-case"
  /** Nothing between the colon and the bracket. */
  | "empty-number"
  /** A number with characters other than digits, "+", "-", ".", "(", ")", space, "*" and "#". */
  | "number-character"
  /** A name that does not stand in quotation marks. */
  | "unquoted-name"
  /** Not exactly one space between the name and the group, or blanks around the whole. */
  | "spacing"
  /** Anything after the group. */
  | "trailing-text";

/** One address of From or To, e.g. `"Ann" [MOBILE:+15550100]`. */
export interface SmsAddress {
  /** Without quotation marks; absent for none and for `""`. */
  readonly name?: string;
  /** As written between the colon and the bracket; `""` when there is no group. */
  readonly number: string;
  readonly form: "square" | "angle" | "none";
  readonly departures: readonly AddressDeparture[];
}

const strict = /^(?:"([^"]*)" )?\[MOBILE:([0-9+\-.() *#]+)\]$/;
const group = /\[(mobile):([^\]]*)\]|<(mobile):([^>]*)>/gi;

/**
 * Reads one address: `address = [ DQUOTE *name DQUOTE SP ] "[MOBILE:" 1*numchar "]"` ([MS-ASMS] 2.2.2.1.1, whose prose says
 * angle brackets where format and example have square ones). Never fails: whatever departs is named.
 */
export function parseSmsAddress(text: string): SmsAddress {
  const match = strict.exec(text);
  if (match === null) return parseLoosely(text);
  const [, name, number] = match;
  return { ...named(name), number: number ?? "", form: "square", departures: [] };
}

/** The addresses of To: separated by ";" or "," outside quotation marks and brackets, blanks around them allowed. */
export function parseSmsAddresses(text: string): SmsAddress[] {
  return splitList(text).map(parseSmsAddress);
}

/** `"name" [MOBILE:number]`, or the group alone. The grammar knows no escape: the name is written as it is. */
export function formatSmsAddress(name: string | undefined, number: string): string {
  return name === undefined ? `[MOBILE:${number}]` : `"${name}" [MOBILE:${number}]`;
}

/**
 * The digits of the number in an address (of the first group; without a group, of the whole text): the identity of an
 * item, which survives another way of writing the number.
 */
export function smsNumberDigits(text: string): string {
  const found = findGroups(text)[0];
  return (found === undefined ? text : found.number).replace(/\D/g, "");
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly keyword: string;
  readonly number: string;
  readonly form: "square" | "angle";
}

function parseLoosely(text: string): SmsAddress {
  const groups = findGroups(text);
  const [first] = groups;
  if (first === undefined) return { ...named(text.trim()), number: "", form: "none", departures: ["no-group"] };
  const before = text.slice(0, first.start);
  const after = text.slice(first.end);
  const quoted = /^\s*"(.*)"\s*$/s.exec(before);
  const departures: AddressDeparture[] = [];
  if (groups.length > 1) departures.push("several-groups");
  if (first.form === "angle") departures.push("angle-brackets");
  if (first.keyword !== "MOBILE") departures.push("mobile-case");
  if (first.number === "") departures.push("empty-number");
  if (/[^0-9+\-.() *#]/.test(first.number)) departures.push("number-character");
  if (quoted === null && before.trim() !== "") departures.push("unquoted-name");
  if (!/^$|^[^\s].*[^\s] $/s.test(before) || /^\s+$/.test(after)) departures.push("spacing");
  if (after.trim() !== "" && groups.length === 1) departures.push("trailing-text");
  return { ...named(quoted?.[1] ?? before.trim()), number: first.number, form: first.form, departures };
}

function named(name: string | undefined): { readonly name?: string } {
  return name === undefined || name === "" ? {} : { name };
}

/** Groups outside quotation marks; if there is none, those inside, because an unpaired mark may hide them. */
function findGroups(text: string): Group[] {
  const quotes = [...text.matchAll(/"/g)].map((match) => match.index);
  const all = [...text.matchAll(group)].map(toGroup);
  const outside = all.filter((found) => quotes.filter((at) => at < found.start).length % 2 === 0);
  return outside.length > 0 ? outside : all;
}

function toGroup(match: RegExpExecArray): Group {
  const [whole, square, squareNumber, angle, angleNumber] = match;
  const end = match.index + whole.length;
  return square === undefined
    ? { start: match.index, end, keyword: angle ?? "", number: angleNumber ?? "", form: "angle" }
    : { start: match.index, end, keyword: square, number: squareNumber ?? "", form: "square" };
}

function splitList(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  let depth = 0;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && "[<".includes(character)) depth += 1;
    else if (!quoted && "]>".includes(character)) depth = Math.max(0, depth - 1);
    if (!quoted && depth === 0 && ";,".includes(character)) {
      parts.push(part);
      part = "";
    } else {
      part += character;
    }
  }
  parts.push(part);
  return parts.map((address) => address.trim()).filter((address) => address !== "");
}
