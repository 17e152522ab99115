import fc from "fast-check";
import { anyDate, type DrawnDate } from "./dates.js";
import { anyParty, anyRecipients, type DrawnParty, type Separator, separators } from "./parties.js";
import { atFirstUse, isXmlText } from "./xml-text.js";

/** An SMS to be drawn up: what its writer chooses. */
export interface DrawnSms {
  readonly text: string;
  readonly from: DrawnParty;
  /** At least one. */
  readonly to: readonly DrawnParty[];
  readonly separator: Separator;
  readonly date: DrawnDate;
  readonly read: "0" | "1";
  readonly importance: "0" | "1" | "2";
  readonly flagged: boolean;
}

/** What encoders, escapers, databases and length limits are known to spoil. */
const spoilers = [
  "]]>",
  "<![CDATA[",
  "&amp;&#0;&lt;",
  "\"'`",
  "[MOBILE:+1]",
  "\\0 \\u0000 %00",
  "';--",
  "{{7*7}}",
  "\u202Eabc\u202C",
  "e\u0301\u0327\u0308",
  "\u{1F469}\u200D\u{1F469}\u200D\u{1F467}",
  "\u{10FFFF}",
  "\uFEFF",
  "\u2028\u2029",
  "\u0085",
  "\t tab",
  "שלום مرحبا",
  "한국어 中文 ไทย",
];

/** A CR that stands alone is a line end to XML, and comes back as one ([XML] 2.11): no server can be blamed for that. */
function keepsItsLineEnds(text: string): boolean {
  return isXmlText(text) && !/\r(?!\n)/.test(text);
}

/** Any text that XML can carry: short and long, plain and hostile, with either line end. */
export const anyText = atFirstUse(() => {
  const graphemes = fc.string({ unit: "grapheme", maxLength: 200, size: "max" }).filter(keepsItsLineEnds);
  const scalars = fc.string({ unit: "binary", maxLength: 200, size: "max" }).filter(keepsItsLineEnds);
  return fc.oneof(
    { weight: 4, arbitrary: graphemes },
    { weight: 3, arbitrary: scalars },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.oneof(fc.constantFrom(...spoilers), graphemes), { maxLength: 6 })
        .map((parts) => parts.join("")),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom("a", "ä", "\u{1F4AC}", "line\r\n", " "),
          fc.constantFrom(70, 160, 161, 1600, 10_000, 100_000),
        )
        .map(([unit, length]) => unit.repeat(Math.ceil(length / unit.length))),
    },
  );
});

export const anySms = atFirstUse<DrawnSms>(() =>
  fc.record({
    text: anyText(),
    from: anyParty(),
    to: anyRecipients(),
    separator: fc.constantFrom(...separators),
    date: anyDate,
    read: fc.constantFrom("0" as const, "1" as const),
    importance: fc.constantFrom("1" as const, "0" as const, "2" as const),
    flagged: fc.boolean(),
  }),
);
