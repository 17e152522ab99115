import { type Fault, type FaultCode, hexByte, type Oddity, type OddityCode } from "./faults.js";
import { decodeLatin1, decodeUtf8, decodeUtf8Lossy, findIllFormed, shortAscii } from "./text.js";

/** Where departures go: the strict decoder throws the first, the diagnosing one keeps them all. */
export interface Sink {
  fault(fault: Fault): void;
  oddity(oddity: Oddity): void;
}

/** Charsets by IANA MIBenum ([WBXML 1.3] 5.6). */
export const UTF_8 = 106;
const SINGLE_BYTE_CHARSETS: readonly number[] = [3, 4];

/** A position in the document, with what every part of the reader needs: integers, strings, faults. */
export class Cursor {
  at = 0;
  charset = UTF_8;
  /** The string table's range; empty in every document that keeps the rules. */
  tableStart = 0;
  tableEnd = 0;
  readonly bytes: Uint8Array;
  private readonly sink: Sink;
  /** Bytes of the string table that references may still bring into the tree. */
  private tableLeft: number;

  constructor(bytes: Uint8Array, sink: Sink) {
    this.bytes = bytes;
    this.sink = sink;
    this.tableLeft = bytes.length;
  }

  fault(code: FaultCode, offset: number, length: number, expected: string, found: string, section: string): void {
    this.sink.fault({ code, offset, length, expected, found, section });
  }

  oddity(code: OddityCode, offset: number, length: number, expected: string, found: string, section: string): void {
    this.sink.oddity({ code, offset, length, expected, found, section });
  }

  /** The body ended where `expected` should stand. Always reported at the end of the body. */
  truncated(expected: string, section: string): void {
    this.at = this.bytes.length;
    this.fault("truncated", this.bytes.length, 0, expected, "the end of the body", section);
  }

  /**
   * Reads an mb_u_int32 ([WBXML 1.3] 5.1). Undefined when there is none to read on from: truncated, longer than five
   * octets, or above 2^32 - 1. Multiplies instead of shifting, because shifts are signed from 2^31 on.
   */
  integer(what: string): number | undefined {
    const { bytes } = this;
    const start = this.at;
    let value = 0;
    for (let count = 1; count <= 5; count += 1) {
      const byte = bytes[this.at];
      if (byte === undefined) {
        this.truncated(`the rest of ${what}`, "[WBXML 1.3] 5.1");
        return undefined;
      }
      this.at += 1;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return this.checked(value, start, what);
    }
    this.badInteger(start, what, "a sixth octet");
    return undefined;
  }

  private checked(value: number, start: number, what: string): number | undefined {
    if (value > 0xffff_ffff) {
      this.badInteger(start, what, String(value));
      return undefined;
    }
    if (this.bytes[start] === 0x80) {
      const length = this.at - start;
      this.oddity(
        "overlong-integer",
        start,
        length,
        `${what} in fewer octets`,
        `${value} in ${length}`,
        "[WBXML 1.3] 5.1",
      );
    }
    return value;
  }

  private badInteger(start: number, what: string, found: string): void {
    const length = this.at - start;
    this.fault("bad-integer", start, length, `${what} of at most five octets and 2^32 - 1`, found, "[WBXML 1.3] 5.1");
  }

  /** Reads a string up to its 00 ([WBXML 1.3] 5.8.4.1). Undefined when the body ends first. */
  terminated(): string | undefined {
    const from = this.at;
    const short = shortAscii(this.bytes, from);
    if (short !== undefined) {
      this.at = from + short.length + 1;
      return short;
    }
    const to = this.bytes.indexOf(0, from);
    if (to < 0) {
      this.truncated("the 00 that ends a string", "[WBXML 1.3] 5.8.4.1");
      return undefined;
    }
    this.at = to + 1;
    return this.text(from, to);
  }

  /** The string in [from, to); reports it when it is not UTF-8, and then puts U+FFFD for what is wrong. */
  text(from: number, to: number): string {
    const text = decodeUtf8(this.bytes, from, to);
    if (text !== undefined) return text;
    if (SINGLE_BYTE_CHARSETS.includes(this.charset)) return decodeLatin1(this.bytes, from, to);
    const bad = this.charset === UTF_8 ? findIllFormed(this.bytes, from, to) : undefined;
    if (bad !== undefined) {
      const found = `${this.hex(bad.offset, bad.length)}, ${bad.why}`;
      this.fault("invalid-utf8", bad.offset, bad.length, "UTF-8", found, "[WBXML 1.3] 5.2, 5.6; RFC 3629");
    }
    return decodeUtf8Lossy(this.bytes, from, to);
  }

  /**
   * A string of the string table; empty when the index lies outside it. Only diagnosis looks there. A reference of two bytes may
   * name a string of megabytes, again and again: together they bring in no more than the document is long.
   */
  tableString(index: number): string {
    const from = this.tableStart + index;
    if (from >= this.tableEnd || this.tableLeft < 0) return "";
    const length = this.bytes.subarray(from, this.tableEnd).indexOf(0);
    const to = length < 0 ? this.tableEnd : from + length;
    this.tableLeft -= to - from;
    if (this.tableLeft >= 0) return decodeUtf8Lossy(this.bytes, from, to);
    const expected = `references that bring in at most ${this.bytes.length} bytes together`;
    this.fault("too-large", this.at - 1, 1, expected, "one more", "no section: a limit of this decoder");
    return "";
  }

  private hex(offset: number, length: number): string {
    return Array.from(this.bytes.subarray(offset, offset + length), hexByte).join(" ");
  }
}
