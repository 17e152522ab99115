import { plural } from "../harness/judging/plural.js";
import type { SeededItem } from "../harness/run/index.js";

// How findings speak of items: complete, countable, and by the token that the reader finds in the transcript.

/** "3 SMS", "1 e-mail", "3 SMS and 2 e-mails", "nothing". */
export function counted(items: readonly SeededItem[]): string {
  const sms = items.filter((item) => item.class === "SMS").length;
  const email = items.length - sms;
  const parts = [sms > 0 ? `${sms} SMS` : "", email > 0 ? plural(email, "e-mail") : ""];
  return parts.filter((part) => part !== "").join(" and ") || "nothing";
}

/** "3 SMS, each once", "1 SMS, once". */
export function onceEach(items: readonly SeededItem[]): string {
  return `${counted(items)}, ${items.length === 1 ? "once" : "each once"}`;
}

/** "each of the 3 SMS", "the one SMS". */
export function eachOf(items: readonly SeededItem[]): string {
  const [only] = items;
  if (only === undefined || items.length > 1) return `each of the ${counted(items)}`;
  return only.class === "SMS" ? "the one SMS" : "the one e-mail";
}

/** "the SMS from 14255550143", "the e-mail “asms-…”"; at most three by name. */
export function named(items: readonly SeededItem[]): string {
  const shown = items.slice(0, 3).map(name);
  const rest = items.length - shown.length;
  if (rest > 0) shown.push(`${rest} more`);
  return listed(shown);
}

function name(item: SeededItem): string {
  return item.class === "SMS" ? `the SMS from ${item.token}` : `the e-mail “${item.token}”`;
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** Text as a reader can tell it apart: line ends and other unprintable characters spelled out, long text cut. */
export function shownText(text: string | undefined): string {
  if (text === undefined) return "nothing";
  const quoted = JSON.stringify(text);
  if (quoted.length <= 90) return quoted;
  // Not within a character of two code units.
  const beginning = quoted.slice(0, 60).replace(/[\uD800-\uDBFF]$/, "");
  return `${beginning}… (${lengthOf(text)})`;
}

/**
 * Text beside another that it differs from. Where a reader may take one for the other (composed and decomposed letters, blanks of
 * other widths, what has no width, what is cut off here), it says by code point where they part.
 */
export function shownBeside(text: string | undefined, other: string | undefined): string {
  const shown = shownText(text);
  if (text === undefined || other === undefined || text === other || look(text) !== look(other)) return shown;
  const [own, others] = [[...text], [...other]];
  const at = own.findIndex((character, index) => character !== others[index]);
  if (at < 0) return `${shown} (it ends after ${lengthOf(text)})`;
  const code = (own[at]?.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `${shown} (character ${at + 1} is U+${code})`;
}

/** Characters, and with those beyond U+FFFF the units that many a limit counts: "81 characters, 160 UTF-16 units". */
function lengthOf(text: string): string {
  const characters = [...text].length;
  const units = characters === text.length ? "" : `, ${text.length} UTF-16 units`;
  return `${plural(characters, "character")}${units}`;
}

/** What two texts have in common that look alike on a page. */
function look(text: string): string {
  return shownText(text)
    .normalize("NFKC")
    .replace(/\p{Default_Ignorable_Code_Point}|\p{Cf}|\s/gu, "")
    .replace(/\(\d+characters(?:,\d+UTF-16units)?\)$/, "");
}
