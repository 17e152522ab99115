import { type Cursor, UTF_8 } from "./cursor.js";
import { hexByte } from "./faults.js";

const VERSION = 0x03;
const UNKNOWN_PUBLIC_ID = 0x01;
const NO_STRING_TABLE = 0x00;

/**
 * Reads version, public identifier, charset and string table: `03 01 6A 00` in every ActiveSync document
 * ([WBXML 1.3] 5.4 to 5.7; [MS-ASWBXML] 2.1.3). False when no body can follow.
 */
export function readHeader(cursor: Cursor): boolean {
  return readVersion(cursor) && readPublicId(cursor) && readCharset(cursor) && readStringTable(cursor);
}

function readVersion(cursor: Cursor): boolean {
  const byte = cursor.bytes[cursor.at];
  if (byte === undefined) {
    cursor.truncated("the version byte 0x03", "[WBXML 1.3] 5.4");
    return false;
  }
  cursor.at += 1;
  if (byte === VERSION) return true;
  // The high nibble is the major version less one: anything above 0x0F is no WBXML of this family at all.
  const isWbxml = byte <= 0x0f;
  const found = isWbxml ? hexByte(byte) : `${hexByte(byte)}, no version of WBXML${printable(byte)}`;
  cursor.fault("unsupported-version", 0, 1, "0x03 (WBXML 1.3)", found, "[MS-ASWBXML] 3; [WBXML 1.3] 5.4");
  return isWbxml;
}

function printable(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? ` (the body begins with "${String.fromCharCode(byte)}")` : "";
}

/** Passes over the one byte that a field of the header has in ActiveSync; false when something else stands there. */
function passes(cursor: Cursor, byte: number): boolean {
  if (cursor.bytes[cursor.at] !== byte) return false;
  cursor.at += 1;
  return true;
}

/** "2", or "1 in 3 octets" for what would have fitted in one. */
function inOctets(value: number, octets: number): string {
  return value < 0x80 && octets > 1 ? `${value} in ${octets} octets` : String(value);
}

function readPublicId(cursor: Cursor): boolean {
  if (passes(cursor, UNKNOWN_PUBLIC_ID)) return true;
  const start = cursor.at;
  const id = cursor.integer("the public identifier");
  if (id === undefined) return false;
  const length = cursor.at - start;
  const found = id === 0 ? "an index into the string table" : inOctets(id, length);
  cursor.fault("unsupported-public-id", start, length, "0x01 (unknown)", found, "[MS-ASWBXML] 3; [WBXML 1.3] 5.5");
  return id !== 0 || cursor.integer("the index of the public identifier") !== undefined;
}

function readCharset(cursor: Cursor): boolean {
  if (passes(cursor, UTF_8)) return true;
  const start = cursor.at;
  const charset = cursor.integer("the charset");
  if (charset === undefined) return false;
  cursor.charset = charset;
  const length = cursor.at - start;
  const found = inOctets(charset, length);
  cursor.fault("unsupported-charset", start, length, "0x6A (106, UTF-8)", found, "[MS-ASWBXML] 3; [WBXML 1.3] 5.6");
  return true;
}

function readStringTable(cursor: Cursor): boolean {
  if (passes(cursor, NO_STRING_TABLE)) return true;
  const start = cursor.at;
  const length = cursor.integer("the length of the string table");
  if (length === undefined) return false;
  const octets = cursor.at - start;
  cursor.fault("string-table", start, octets, "0x00 (no string table)", inOctets(length, octets), "[MS-ASWBXML] 2.1.3");
  cursor.tableStart = cursor.at;
  if (length > cursor.bytes.length - cursor.at) {
    cursor.truncated(`${length} bytes of string table`, "[WBXML 1.3] 5.7");
    return false;
  }
  cursor.at += length;
  cursor.tableEnd = cursor.at;
  return true;
}
