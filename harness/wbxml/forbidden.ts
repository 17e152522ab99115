import type { Cursor } from "./cursor.js";
import { hexByte } from "./faults.js";

/** Global tokens that ActiveSync does not use ([MS-ASWBXML] 2.1.3), by byte ([WBXML 1.3] 7.1). */
const names: ReadonlyMap<number, string> = new Map([
  [0x02, "ENTITY"],
  [0x04, "LITERAL"],
  [0x40, "EXT_I_0"],
  [0x41, "EXT_I_1"],
  [0x42, "EXT_I_2"],
  [0x43, "PI"],
  [0x44, "LITERAL_C"],
  [0x80, "EXT_T_0"],
  [0x81, "EXT_T_1"],
  [0x82, "EXT_T_2"],
  [0x83, "STR_T"],
  [0x84, "LITERAL_A"],
  [0xc0, "EXT_0"],
  [0xc1, "EXT_1"],
  [0xc2, "EXT_2"],
  [0xc4, "LITERAL_AC"],
]);

/** What stood behind a forbidden token, as far as it has a place in the tree. */
export type ForeignContent =
  | { readonly kind: "nothing" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "element"; readonly tag: string; readonly hasContent: boolean };

const nothing: ForeignContent = { kind: "nothing" };

export function isForbidden(byte: number): boolean {
  return names.has(byte);
}

/** Reports a forbidden token and reads what belongs to it, so that reading can go on. Undefined when it cannot. */
export function readForbidden(cursor: Cursor, byte: number): ForeignContent | undefined {
  const name = names.get(byte) ?? "";
  const found = `${hexByte(byte)} (${name})`;
  const expected = "a tag, END, STR_I, OPAQUE or SWITCH_PAGE";
  cursor.fault("forbidden-token", cursor.at, 1, expected, found, "[MS-ASWBXML] 2.1.3");
  cursor.at += 1;
  switch (byte & 0x3f) {
    case 0x02:
      return byte === 0x02 ? readEntity(cursor) : readExtension(cursor, byte, name);
    case 0x03:
      return byte === 0x43 ? readInstruction(cursor) : readTableString(cursor);
    case 0x04:
      return readLiteral(cursor, byte);
    default:
      return readExtension(cursor, byte, name);
  }
}

function readEntity(cursor: Cursor): ForeignContent | undefined {
  const code = cursor.integer("the code of an entity");
  if (code === undefined) return undefined;
  const isScalar = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return { kind: "text", text: isScalar ? String.fromCodePoint(code) : "\ufffd" };
}

function readTableString(cursor: Cursor): ForeignContent | undefined {
  const index = cursor.integer("an index into the string table");
  return index === undefined ? undefined : { kind: "text", text: cursor.tableString(index) };
}

function readInstruction(cursor: Cursor): ForeignContent | undefined {
  return skipAttributes(cursor) ? nothing : undefined;
}

function readLiteral(cursor: Cursor, byte: number): ForeignContent | undefined {
  const index = cursor.integer("the name of a literal tag");
  if (index === undefined) return undefined;
  if (byte >= 0x80 && !skipAttributes(cursor)) return undefined;
  return { kind: "element", tag: `Literal-${index}`, hasContent: (byte & 0x40) !== 0 };
}

/** EXT_I carries a string, EXT_T an integer, EXT nothing; what they mean is the application's affair, and here nothing. */
function readExtension(cursor: Cursor, byte: number, what: string): ForeignContent | undefined {
  if (byte >= 0xc0) return nothing;
  const value = byte >= 0x80 ? cursor.integer(`the value of ${what}`) : cursor.terminated();
  return value === undefined ? undefined : nothing;
}

/** Skips an attribute list up to and with its END ([WBXML 1.3] 5.3, 5.8.3). False when the body or an integer breaks off. */
export function skipAttributes(cursor: Cursor): boolean {
  for (;;) {
    const byte = cursor.bytes[cursor.at];
    if (byte === undefined) {
      cursor.truncated("the END of an attribute list", "[WBXML 1.3] 5.3");
      return false;
    }
    cursor.at += 1;
    if (byte === 0x01) return true;
    if (!skipAttributeToken(cursor, byte)) return false;
  }
}

function skipAttributeToken(cursor: Cursor, byte: number): boolean {
  switch (byte) {
    case 0x00:
      return skipBytes(cursor, 1);
    case 0x02:
    case 0x04:
    case 0x80:
    case 0x81:
    case 0x82:
    case 0x83:
      return cursor.integer("a value in an attribute list") !== undefined;
    case 0x03:
    case 0x40:
    case 0x41:
    case 0x42:
      return cursor.terminated() !== undefined;
    case 0xc3: {
      const length = cursor.integer("the length of opaque data");
      return length !== undefined && skipBytes(cursor, length);
    }
    default:
      // Attribute names and values, and extensions of one byte.
      return true;
  }
}

function skipBytes(cursor: Cursor, count: number): boolean {
  if (count > cursor.bytes.length - cursor.at) {
    cursor.truncated(`${count} bytes of an attribute value`, "[WBXML 1.3] 5.3");
    return false;
  }
  cursor.at += count;
  return true;
}
