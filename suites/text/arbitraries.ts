import fc from "fast-check";

/** An SMS to be drawn up: what its writer chooses. */
export interface DrawnSms {
  readonly text: string;
  /** Name before the number in From; "" for none. */
  readonly fromName: string;
  /** How To is written. */
  readonly to: "name and number" | "number alone" | "two recipients" | "with a plus sign";
  readonly read: "0" | "1";
  readonly importance: "0" | "1" | "2";
  readonly flagged: boolean;
}

/** Characters that XML has ([XML] 2.2): what a text of an SMS may hold and a server must keep. */
export function isXmlText(text: string): boolean {
  return /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u.test(text);
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

/** Made when first drawn from: fast-check then builds tables of all characters, which takes longer than many a run. */
function atFirstUse<T>(make: () => fc.Arbitrary<T>): () => fc.Arbitrary<T> {
  let made: fc.Arbitrary<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
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
        .array(fc.oneof(fc.constantFrom(...spoilers), graphemes), { minLength: 1, maxLength: 6 })
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

/** Names of people: no quotation mark, which would end the name ([MS-ASMS] 2.2.2.1.1). */
const anyName = atFirstUse(() =>
  fc.oneof(
    fc.constantFrom("", "Ann", "Søren Ærø", "O'Brien", "Doe, Jane", "山田", "Ann (work) <x>", "a;b", "Ann\u202E"),
    fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
      .filter((text) => isXmlText(text) && !/["\r\n]/.test(text)),
  ),
);

export const anySms = atFirstUse<DrawnSms>(() =>
  fc.record({
    text: anyText(),
    fromName: anyName(),
    to: fc.constantFrom(
      "name and number" as const,
      "number alone" as const,
      "two recipients" as const,
      "with a plus sign" as const,
    ),
    read: fc.constantFrom("0" as const, "1" as const),
    importance: fc.constantFrom("1" as const, "0" as const, "2" as const),
    flagged: fc.boolean(),
  }),
);

/** Bytes that stand for a text in WBXML and are none: what a careless phone may send. None holds 00, which ends a string. */
export const brokenText: fc.Arbitrary<readonly number[]> = fc.oneof(
  // Control characters: fit for WBXML, not for XML.
  fc.array(fc.constantFrom(1, 2, 7, 8, 0x0b, 0x0c, 0x1b, 0x1f, 0x41), { minLength: 1, maxLength: 12 }),
  // Halves of surrogate pairs, three bytes each.
  fc.constantFrom([0xed, 0xa0, 0x80], [0xed, 0xb0, 0x80], [0xed, 0xa0, 0xbd, 0xed, 0xb2, 0xac]),
  // Overlong forms, a lone continuation, a character cut off, U+FFFE.
  fc.constantFrom([0xc0, 0x80], [0xe0, 0x80, 0xaf], [0x80], [0xf0, 0x9f, 0x92], [0xfe], [0xff], [0xef, 0xbf, 0xbe]),
  fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 24 }),
);
