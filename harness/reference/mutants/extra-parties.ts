import { type Element, encode, isElement } from "../../wbxml/index.js";
import type { CommandRules } from "../rules/index.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { encodeRaw } from "./raw-encoder.js";

const suite = "text" as const;
const hourMs = 3_600_000;
const header = [0x03, 0x01, 0x6a, 0x00];

/** From and To are told from texts by what every address has ([MS-ASMS] 2.2.2.1.1). */
function isAddress(text: string): boolean {
  return text.includes("[MOBILE:");
}

/** The first string of a document of which this holds. */
function firstString(root: Element, holds: (text: string) => boolean): string | undefined {
  for (const one of root.content ?? []) {
    const found =
      typeof one === "string" ? (holds(one) ? one : undefined) : isElement(one) ? firstString(one, holds) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** NUL is taken in strings of this kind, and written as if it did not end them. */
function takesNul(id: string, isMine: (text: string) => boolean) {
  return mutant(
    id,
    ({ commands }) => ({
      commands: { admitsText: (text) => commands.admitsText(isMine(text) ? text.replaceAll("\0", "") : text) },
      wire: {
        encode: (root) =>
          firstString(root, (text) => text.includes("\0")) === undefined ? encode(root) : encodeRaw(root, { header }),
      },
    }),
    { suite },
  );
}

function holdsControl(text: string): boolean {
  return isAddress(text) && !text.includes("\0") && /[^\P{Cc}\t\n\r\u0080-\u009f]/u.test(text);
}

/** An encoder that ends where a name has a character that it cannot write. */
function endsAtControl({ commands }: { readonly commands: CommandRules }) {
  return {
    commands: { admitsText: (text: string) => holdsControl(text) || commands.admitsText(text) },
    wire: {
      encode: (root: Element) => {
        const bytes = encode(root);
        const found = firstString(root, holdsControl);
        return found === undefined ? bytes : bytes.subarray(0, Buffer.from(bytes).indexOf(found));
      },
    },
  };
}

/** One of the two lists of addresses is sent otherwise than it was stored. */
function rewrites(id: string, party: "from" | "to", change: (addresses: string) => string) {
  return mutant(
    id,
    ({ item: { parties } }) => ({
      item: {
        parties: (item, folder) => {
          const all = parties(item, folder);
          const addresses = all[party];
          return addresses === undefined ? all : { ...all, [party]: change(addresses) };
        },
      },
    }),
    { suite },
  );
}

/** Mutants of this project about names, dates and NUL that nobody wrote down. */
export const extraParties: readonly ExtraEntry[] = [
  described(
    "A name in From with an apostrophe, a bracket or a semicolon becomes a question mark.",
    rewrites("X-text-sender-signs", "from", (from) => from.replace(/^"[^"]*['(<;][^"]*"/, '"?"')),
  ),
  described(
    "Names in To with a letter are left out; those that repeat the number stay.",
    rewrites("X-text-to-names", "to", (to) => to.replace(/"[^"]*\p{L}[^"]*" /gu, "")),
  ),
  described(
    "The date that a client gives is stored half an hour late.",
    mutant("X-text-date-half-hour", { commands: { storedDate: (sent) => sent + hourMs / 2 } }),
  ),
  described(
    "The date that a client gives is stored an hour late: local time with a Z.",
    mutant("X-text-date-zone", { commands: { storedDate: (sent) => sent + hourMs } }, { suite }),
  ),
  described(
    "A NUL in a text is taken, and ends the string in every later answer.",
    takesNul("X-text-nul", (text) => !isAddress(text)),
  ),
  described(
    "A NUL in a name is taken, and ends the string in every later answer.",
    takesNul("X-text-name-nul", isAddress),
  ),
  described(
    "A control character in a name is taken, and later answers end at that name.",
    mutant("X-text-name-controls", endsAtControl, { suite }),
  ),
];
