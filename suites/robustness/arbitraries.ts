import fc from "fast-check";
import type { ByteEdit } from "./byte-edits.js";
import type { DocumentEdit } from "./document-edits.js";
import { type EnvelopeEdit, headerNames } from "./envelope-edits.js";

/** Values that are not the one of the element that gets them; fast-check shrinks towards the first. */
const otherValues = ["0", "1", "2", "3", "4", "5", "9", "99", "-1", "abc"];

/** Texts that no element of a request holds. */
const oddTexts = [
  "2147483648",
  "99999999999999999999",
  "1.5",
  " 1",
  "%s%n",
  "'\"><",
  "]]>",
  "../..",
  "\u{1F4AC}",
  "\u202E",
  "A".repeat(1024),
];

/** Shared evenly by the elements of a request, of which there are two dozen at most. */
const place = fc.nat(119);

/** A good request but for one element: another value, none, not there, or there twice. This is what real clients get wrong. */
const likelyEdit: fc.Arbitrary<DocumentEdit> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("text" as const), at: place, text: fc.constantFrom(...otherValues) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("empty" as const), at: place }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("remove" as const), at: place }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("repeat" as const), at: place, times: fc.constantFrom(2, 3) }),
  },
);

const unlikelyEdit: fc.Arbitrary<DocumentEdit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("text" as const), at: place, text: fc.constantFrom(...oddTexts) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("rename" as const), at: place, to: fc.nat(1000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("fill" as const), at: place, with: fc.nat(1000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reverse" as const), at: place }) },
);

/** What is too much: a target may take all the time that it has for one of these, so they are rare. */
const largeEdit: fc.Arbitrary<DocumentEdit> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), at: place, text: fc.constant("A".repeat(100_000)) }),
  fc.record({ kind: fc.constant("repeat" as const), at: place, times: fc.constantFrom(100, 2000) }),
  fc.record({ kind: fc.constant("nest" as const), at: place, levels: fc.constantFrom(1, 2, 70, 1000) }),
);

const documentEdit: fc.Arbitrary<DocumentEdit> = fc.oneof(
  { weight: 15, arbitrary: likelyEdit },
  { weight: 4, arbitrary: unlikelyEdit },
  { weight: 1, arbitrary: largeEdit },
);

/**
 * One to three things wrong with the document of a request. Mostly one: what kills a server is seldom rarer than a value that
 * is none, or an element that is not there, and other faults beside it would hide it.
 */
export const documentEdits: fc.Arbitrary<readonly DocumentEdit[]> = fc.oneof(
  { weight: 3, arbitrary: fc.array(documentEdit, { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.array(documentEdit, { minLength: 1, maxLength: 3, size: "max" }) },
);

const byte = fc.nat(255);
const some = (maxLength: number) => fc.array(byte, { minLength: 1, maxLength, size: "max" });
const where = fc.nat(2000);

const byteEdit: fc.Arbitrary<ByteEdit> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("truncate" as const), at: where }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("overwrite" as const), at: where, byte }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("insert" as const), at: where, bytes: some(8) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("remove" as const), at: where, count: fc.integer({ min: 1, max: 8 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("oversize" as const),
      at: where,
      length: fc.constantFrom(0xffff, 0x7fffffff, 0x80000000, 0xffffffff),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("page" as const),
      at: where,
      page: fc.integer({ min: 26, max: 255 }),
      token: fc.integer({ min: 5, max: 0x7f }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("deep" as const),
      at: where,
      levels: fc.constantFrom(10, 1000, 100_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("append" as const), bytes: some(16) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("header" as const), field: fc.nat(3), byte }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("replace" as const), bytes: fc.array(byte, { maxLength: 64 }) }),
  },
);

/** One to three things wrong with the bytes of a request. */
export const byteEdits: fc.Arbitrary<readonly ByteEdit[]> = fc.array(byteEdit, {
  minLength: 1,
  maxLength: 3,
  size: "max",
});

const headerValue = fc.constantFrom(
  undefined,
  "",
  "0",
  "text/xml",
  "application/json",
  "multipart/form-data",
  "12.1",
  "99.9",
  "-1",
  "4294967296",
  "abc",
  "T",
  "A".repeat(4096),
);

const envelopeEdit: fc.Arbitrary<EnvelopeEdit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("header" as const),
      name: fc.constantFrom(...headerNames),
      value: headerValue,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("command" as const),
      command: fc.constantFrom("", "Nothing", "sync", "Ping", "SmartReply", "GetAttachment", "A".repeat(500)),
    }),
  },
);

/** One or two things wrong with the HTTP envelope of a request. */
export const envelopeEdits: fc.Arbitrary<readonly EnvelopeEdit[]> = fc.array(envelopeEdit, {
  minLength: 1,
  maxLength: 2,
  size: "max",
});
