import { type Cursor, UTF_8 } from "./cursor.js";
import { hexByte } from "./faults.js";

const VERSION = 0x03;
const UNKNOWN_PUBLIC_ID = 1;

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

function readPublicId(cursor: Cursor): boolean {
  const start = cursor.at;
  const id = cursor.integer("the public identifier");
  if (id === undefined) return false;
  if (id === UNKNOWN_PUBLIC_ID) return true;
  const found = id === 0 ? "an index into the string table" : String(id);
  const length = cursor.at - start;
  cursor.fault("unsupported-public-id", start, length, "1 (unknown)", found, "[MS-ASWBXML] 3; [WBXML 1.3] 5.5");
  return id !== 0 || cursor.integer("the index of the public identifier") !== undefined;
}

function readCharset(cursor: Cursor): boolean {
  const start = cursor.at;
  const charset = cursor.integer("the charset");
  if (charset === undefined) return false;
  cursor.charset = charset;
  if (charset !== UTF_8) {
    const length = cursor.at - start;
    cursor.fault(
      "unsupported-charset",
      start,
      length,
      "106 (UTF-8)",
      String(charset),
      "[MS-ASWBXML] 3; [WBXML 1.3] 5.6",
    );
  }
  return true;
}

function readStringTable(cursor: Cursor): boolean {
  const start = cursor.at;
  const length = cursor.integer("the length of the string table");
  if (length === undefined) return false;
  if (length === 0) return true;
  cursor.fault(
    "string-table",
    start,
    cursor.at - start,
    "a string table of length 0",
    String(length),
    "[MS-ASWBXML] 2.1.3",
  );
  cursor.tableStart = cursor.at;
  if (length > cursor.bytes.length - cursor.at) {
    cursor.truncated(`${length} bytes of string table`, "[WBXML 1.3] 5.7");
    return false;
  }
  cursor.at += length;
  cursor.tableEnd = cursor.at;
  return true;
}
