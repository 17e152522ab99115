import { fewer } from "./fewer.js";
import type { Lean } from "./smallest.js";

/**
 * One thing done to the bytes of a request. Places are plain numbers, resolved modulo the length when their turn comes.
 * What is named here is what the decoders of real servers were seen to trip over.
 */
export type ByteEdit =
  /** Everything from here on is missing. */
  | { readonly kind: "truncate"; readonly at: number }
  | { readonly kind: "overwrite"; readonly at: number; readonly byte: number }
  | { readonly kind: "insert"; readonly at: number; readonly bytes: readonly number[] }
  | { readonly kind: "remove"; readonly at: number; readonly count: number }
  /** Opaque data that claims to be longer than the body, by the largest lengths that an mb_u_int32 can say. */
  | { readonly kind: "oversize"; readonly at: number; readonly length: number }
  /** A switch to a code page that does not exist, and a token of it. */
  | { readonly kind: "page"; readonly at: number; readonly page: number; readonly token: number }
  /** So many elements are opened, one in the other, and never closed. */
  | { readonly kind: "deep"; readonly at: number; readonly levels: number }
  | { readonly kind: "append"; readonly bytes: readonly number[] }
  /** The header of the document: version, public identifier, charset, string table. */
  | { readonly kind: "header"; readonly field: number; readonly byte: number }
  /** The whole body is something else. */
  | { readonly kind: "replace"; readonly bytes: readonly number[] };

const fields = ["version", "public identifier", "charset", "length of the string table"] as const;

/** The body after the edits, in order. */
export function withByteEdits(body: Uint8Array, edits: readonly ByteEdit[]): Uint8Array {
  return edits.reduce(applyEdit, body);
}

/** What an edit does, in words for a report. */
export function byteWords(body: Uint8Array, edit: ByteEdit): string {
  const place = "at" in edit ? `byte ${placeIn(body, edit.at)}` : "";
  switch (edit.kind) {
    case "truncate":
      return `the body ends at ${place} of ${body.length}`;
    case "overwrite":
      return `${place} is ${hex(edit.byte)}`;
    case "insert":
      return `${edit.bytes.map(hex).join(" ")} stands before ${place}`;
    case "remove":
      return `${edit.count} bytes are missing at ${place}`;
    case "oversize":
      return `opaque data of ${edit.length} bytes is announced at ${place}`;
    case "page":
      return `code page ${edit.page}, token ${hex(edit.token)} at ${place}`;
    case "deep":
      return `${edit.levels} elements are opened one in the other at ${place}`;
    case "append":
      return `${edit.bytes.length} more bytes follow the end`;
    case "header":
      return `the ${fields[edit.field % fields.length]} is ${hex(edit.byte)}`;
    case "replace":
      return edit.bytes.length === 0 ? "the body is empty" : `the body is ${edit.bytes.length} other bytes`;
  }
}

/** Less of the same fault. */
export function simplerByteEdits(edit: ByteEdit): readonly ByteEdit[] {
  switch (edit.kind) {
    case "truncate":
      return edit.at === 0 ? [] : [{ ...edit, at: 0 }];
    case "replace":
      return fewer(edit.bytes.length, 0).map((length) => ({ ...edit, bytes: edit.bytes.slice(0, length) }));
    case "insert":
    case "append":
      return fewer(edit.bytes.length, 1).map((length) => ({ ...edit, bytes: edit.bytes.slice(0, length) }));
    case "remove":
      return fewer(edit.count, 1).map((count) => ({ ...edit, count }));
    case "deep":
      return fewer(edit.levels, 2).map((levels) => ({ ...edit, levels }));
    default:
      return [];
  }
}

/** Bytes that can be left out after the edits: what an edit in addition removes. */
export function leanBytes(body: Uint8Array): Lean<readonly ByteEdit[]> {
  return {
    levels: () => 1,
    parts: (edits) => withByteEdits(body, edits).length,
    without: (edits, _level, from, count) => {
      const most = withByteEdits(body, edits).length - from;
      return [...edits, { kind: "remove", at: from, count: Math.min(count, most) }];
    },
  };
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0").toUpperCase();
}

function placeIn(body: Uint8Array, at: number): number {
  return body.length === 0 ? 0 : at % body.length;
}

function applyEdit(body: Uint8Array, edit: ByteEdit): Uint8Array {
  const at = "at" in edit ? placeIn(body, edit.at) : 0;
  switch (edit.kind) {
    case "truncate":
      return body.slice(0, at);
    case "overwrite":
      return spliced(body, at, 1, [edit.byte]);
    case "insert":
      return spliced(body, at, 0, edit.bytes);
    case "remove":
      return spliced(body, at, edit.count, []);
    case "oversize":
      return spliced(body, at, 0, [0xc3, ...multiByte(edit.length)]);
    case "page":
      return spliced(body, at, 0, [0x00, edit.page, edit.token]);
    case "deep":
      return spliced(body, at, 0, new Array<number>(edit.levels).fill(collection));
    case "append":
      return spliced(body, body.length, 0, edit.bytes);
    case "header":
      return spliced(body, edit.field % fields.length, 1, [edit.byte]);
    case "replace":
      return Uint8Array.from(edit.bytes);
  }
}

/** AirSync:Collection with content ([MS-ASWBXML] 2.1.2.1.1). */
const collection = 0x4f;

function spliced(body: Uint8Array, at: number, count: number, bytes: readonly number[]): Uint8Array {
  return Uint8Array.from([...body.subarray(0, at), ...bytes, ...body.subarray(at + count)]);
}

/** mb_u_int32 ([WBXML 1.3] 5.1): seven bits an octet, the highest first. */
function multiByte(value: number): number[] {
  const octets = [value % 0x80];
  for (let rest = Math.floor(value / 0x80); rest > 0; rest = Math.floor(rest / 0x80)) {
    octets.unshift((rest % 0x80) + 0x80);
  }
  return octets;
}
