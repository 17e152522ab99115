import fc from "fast-check";
import { having, listOf, oneOf, savedAs } from "../saved-input.js";
import { some } from "./some.js";

/** Bytes that stand for a text in WBXML and are none: what a careless phone may send. */
export interface BrokenText {
  /** The text itself, or the name in one of the others. */
  readonly place: (typeof places)[number];
  /** As they are in a string, as opaque data, or each as a character entity of [WBXML 1.3] 5.8.4.3. */
  readonly form: (typeof forms)[number];
  readonly bytes: readonly number[];
}

const places = ["Body", "From", "To"] as const;
const forms = ["string", "opaque", "entity"] as const;

/** None holds 00, which ends a string: what follows it would be tokens, and that is no matter of texts. */
const inString = fc.oneof(
  // Control characters: fit for WBXML, not for XML.
  some(fc.constantFrom(1, 2, 7, 8, 0x0b, 0x0c, 0x1b, 0x1f, 0x41), 12),
  // Halves of surrogate pairs, three bytes each.
  fc.constantFrom([0xed, 0xa0, 0x80], [0xed, 0xb0, 0x80], [0xed, 0xa0, 0xbd, 0xed, 0xb2, 0xac]),
  // Overlong forms, a lone continuation, a character cut off, U+FFFE.
  fc.constantFrom([0xc0, 0x80], [0xe0, 0x80, 0xaf], [0x80], [0xf0, 0x9f, 0x92], [0xfe], [0xff], [0xef, 0xbf, 0xbe]),
  some(fc.integer({ min: 1, max: 255 }), 24),
);

const fewBytes = fc.array(fc.constantFrom(0x41, 0x42, 0, 1), { maxLength: 4 });

/** NUL, in the two forms in which a document can carry it. */
const withNul = fc.tuple(fewBytes, fewBytes).map(([before, after]) => [...before, 0, ...after]);

export const brokenText: fc.Arbitrary<BrokenText> = fc.oneof(
  fc.record({ place: fc.constantFrom(...places), form: fc.constant("string" as const), bytes: inString }),
  fc.record({
    place: fc.constantFrom(...places),
    form: fc.constantFrom("opaque" as const, "entity" as const),
    bytes: withNul,
  }),
);

const isSaved = savedAs<BrokenText>(
  having({
    place: oneOf(...places),
    form: oneOf(...forms),
    bytes: listOf({ type: "integer", minimum: 0, maximum: 255 }),
  }),
);

export function savedBroken(saved: unknown): BrokenText | undefined {
  return isSaved(saved) && (saved.form !== "string" || !saved.bytes.includes(0)) ? saved : undefined;
}

/** "in From, as opaque data, the bytes 41 00". */
export function toldBroken({ place, form, bytes }: BrokenText): string {
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ");
  const shape = form === "string" ? "in a string" : form === "opaque" ? "as opaque data" : "as character entities";
  return `in ${place}, ${shape}, the bytes ${hex}`;
}

const [str, entity, opaque] = [0x03, 0x02, 0xc3];

/**
 * The document with the broken text in the place of `placeholder`, which stands in it once, within a string.
 * @throws Error when it does not
 */
export function withBroken(document: Uint8Array, placeholder: string, { form, bytes }: BrokenText): Uint8Array {
  const body = Buffer.from(document);
  const at = body.indexOf(placeholder);
  const start = body.lastIndexOf(str, at);
  const end = body.indexOf(0x00, at);
  if (at === -1 || start === -1 || end === -1) throw new Error(`No string of the document holds ${placeholder}.`);
  const before = [...body.subarray(start + 1, at)];
  const after = [...body.subarray(at + placeholder.length, end)];
  const content = contentOf(form, before, bytes, after);
  return Buffer.concat([body.subarray(0, start), Uint8Array.from(content), body.subarray(end + 1)]);
}

function contentOf(
  form: BrokenText["form"],
  before: readonly number[],
  bytes: readonly number[],
  after: readonly number[],
): readonly number[] {
  const whole = [...before, ...bytes, ...after];
  switch (form) {
    case "string":
      return [str, ...whole, 0];
    case "opaque":
      return [opaque, ...integer(whole.length), ...whole];
    case "entity":
      return [...string(before), ...bytes.flatMap((code) => [entity, ...integer(code)]), ...string(after)];
  }
}

function string(bytes: readonly number[]): readonly number[] {
  return bytes.length === 0 ? [] : [str, ...bytes, 0];
}

/** mb_u_int32 of a number below 16,384 ([WBXML 1.3] 5.1). */
function integer(value: number): readonly number[] {
  return value < 128 ? [value] : [Math.floor(value / 128) + 128, value % 128];
}
