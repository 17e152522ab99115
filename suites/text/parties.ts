import fc from "fast-check";
import { formatSmsAddress } from "../../harness/eas/index.js";
import { some } from "./some.js";
import { atFirstUse, isXmlText } from "./xml-text.js";

/** Ways of writing a number that the document allows (ruling Q21). */
export const spellings = ["digits", "plus", "dashes", "brackets", "dots", "signs"] as const;
export type Spelling = (typeof spellings)[number];

/** A sender or a recipient, as its writer puts it down; the number itself is not drawn. */
export interface DrawnParty {
  /** Before the number; "" for none. */
  readonly name: string;
  readonly spelling: Spelling;
}

export const separators = ["; ", ", ", ";", ","] as const;
export type Separator = (typeof separators)[number];

/** Recipients of one SMS, at most. */
const most = 4;

/** What address parsers, encoders and character sets are known to spoil. */
const names = [
  ...["Ann", "Søren Ærø", "O'Brien", "Doe, Jane", "Ann (work) <x>", "a;b", "Ann <ann@example.com>", "Ann [home]"],
  ...["山田", "שלום", "مرحبا", "Ann\u202E", "e\u0301\u0327\u0308 Zoe\u0308", "\u{1F469}\u200D\u{1F467} Mum"],
  ...[
    "\u201cBob\u201d \u2018B\u2019",
    "'Ann'",
    "''",
    "back\\slash\\",
    "=?utf-8?Q?Ann?=",
    "&amp;",
    "%41nn",
    "Ann, (Dr.); <x>",
  ],
  ...["x".repeat(256), "Łukasz ".repeat(100), " Ann  Lee "],
];

/** No quotation mark, which would end the name: the document knows no way to write one ([MS-ASMS] 2.2.2.1.1). */
const anyName = atFirstUse(() =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant("") },
    { weight: 5, arbitrary: fc.constantFrom(...names) },
    {
      weight: 3,
      arbitrary: fc
        .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
        .filter((text) => isXmlText(text) && !/["\r\n]/.test(text)),
    },
  ),
);

export const anyParty = atFirstUse<DrawnParty>(() =>
  fc.record({ name: anyName(), spelling: fc.constantFrom(...spellings) }),
);

export const anyRecipients = atFirstUse(() => some(anyParty(), most, "max"));

/** The party with this number, of at least eight digits: the country code is taken for one digit. */
export function writtenParty({ name, spelling }: DrawnParty, number: string): string {
  return formatSmsAddress(name === "" ? undefined : name, spelled(number, spelling));
}

function spelled(number: string, spelling: Spelling): string {
  const [country, area, exchange, line] = [number.slice(0, 1), number.slice(1, 4), number.slice(4, 7), number.slice(7)];
  switch (spelling) {
    case "digits":
      return number;
    case "plus":
      return `+${number}`;
    case "dashes":
      return `+${country}-${area}-${exchange}-${line}`;
    case "brackets":
      return `+${country} (${area}) ${exchange} ${line}`;
    case "dots":
      return `${country}.${area}.${exchange}.${line}`;
    case "signs":
      return `*${number}#`;
  }
}

/** Recipients with numbers that are set aside for fiction, each with another. */
export function writtenRecipients(parties: readonly DrawnParty[], separator: Separator): string {
  return parties
    .map((party, index) => writtenParty(party, `1206555${String(143 + index).padStart(4, "0")}`))
    .join(separator);
}
