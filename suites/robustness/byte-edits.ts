import { plural } from "../../harness/judging/plural.js";
import { fewer } from "./fewer.js";
import { type Place, sizeOf } from "./places.js";
import type { Lean } from "./smallest.js";

/**
 * One thing done to the bytes of a request. Places are plain numbers, resolved modulo the number of places when their turn comes.
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
export function withByteEdits(body: readonly Place[], edits: readonly ByteEdit[]): readonly Place[] {
  return edits.reduce(applyEdit, body);
}

/** What an edit does to this body, in words for a report: its bytes are counted, and not its places. */
export function byteWords(body: readonly Place[], edit: ByteEdit): string {
  const at = "at" in edit ? placeIn(body, edit.at) : 0;
  const place = `byte ${sizeOf(body.slice(0, at))}`;
  switch (edit.kind) {
    case "truncate":
      return `the body ends at ${place} of ${sizeOf(body)}`;
    case "overwrite":
      return `${place} is ${hex(edit.byte)}`;
    case "insert":
      return `${edit.bytes.map(hex).join(" ")} stands before ${place}`;
    case "remove":
      return `${missing(sizeOf(body.slice(at, at + edit.count)))} missing at ${place}`;
    case "oversize":
      return `opaque data of ${edit.length} bytes is announced at ${place}`;
    case "page":
      return `code page ${edit.page}, token ${hex(edit.token)} at ${place}`;
    case "deep":
      return `${edit.levels} elements are opened one in the other at ${place}`;
    case "append":
      return `${plural(edit.bytes.length, "more byte")} after the end`;
    case "header":
      return `the ${fields[edit.field % fields.length]} is ${hex(edit.byte)}`;
    case "replace":
      return edit.bytes.length === 0 ? "the body is empty" : `the body is ${plural(edit.bytes.length, "other byte")}`;
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

/** Places that can be left out after the edits: what an edit in addition removes. */
export function leanBytes(body: readonly Place[]): Lean<readonly ByteEdit[]> {
  return {
    levels: () => 1,
    parts: (edits) => withByteEdits(body, edits).length,
    without: (edits, _level, from, count) => {
      const most = withByteEdits(body, edits).length - from;
      return [...edits, { kind: "remove", at: from, count: Math.min(count, most) }];
    },
  };
}

function missing(bytes: number): string {
  return `${plural(bytes, "byte")} ${bytes === 1 ? "is" : "are"}`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0").toUpperCase();
}

function placeIn(body: readonly Place[], at: number): number {
  return body.length === 0 ? 0 : at % body.length;
}

function applyEdit(body: readonly Place[], edit: ByteEdit): readonly Place[] {
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
      return edit.bytes;
  }
}

/** AirSync:Collection with content ([MS-ASWBXML] 2.1.2.1.1). */
const collection = 0x4f;

function spliced(body: readonly Place[], at: number, count: number, bytes: readonly number[]): readonly Place[] {
  return [...body.slice(0, at), ...bytes, ...body.slice(at + count)];
}

/** mb_u_int32 ([WBXML 1.3] 5.1): seven bits an octet, the highest first. */
function multiByte(value: number): number[] {
  const octets = [value % 0x80];
  for (let rest = Math.floor(value / 0x80); rest > 0; rest = Math.floor(rest / 0x80)) {
    octets.unshift((rest % 0x80) + 0x80);
  }
  return octets;
}
