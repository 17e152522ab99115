import { tokenOf } from "./code-pages.js";
import type { Content, Element } from "./tree.js";
import type { VectorKind } from "./vectors.js";

/** One file of vectors, parsed: `{ "about": …, "vectors": [ … ] }`. */
export interface VectorFile {
  readonly name: string;
  readonly json: unknown;
}

/** One vector, read. */
export interface Vector {
  readonly id: string;
  readonly kind: VectorKind;
  readonly bytes: Uint8Array;
  /** Undefined only where `kind` is not `valid`. */
  readonly tree: Element | undefined;
  /** Undefined where the vector has none. */
  readonly xml: string | undefined;
}

/** A file that is not what a vector file must be: which file, which vector, what was expected. */
export class VectorFileError extends Error {
  override readonly name = "VectorFileError";
}

type Json = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @throws {VectorFileError} */
export function readVectorFile({ name, json }: VectorFile): Vector[] {
  if (!isRecord(json) || !Array.isArray(json.vectors)) {
    throw new VectorFileError(`${name}: expected an object with a list "vectors"`);
  }
  return json.vectors.map((entry: unknown, index) => readVector(entry, `${name}: vector ${index + 1}`));
}

function readVector(entry: unknown, where: string): Vector {
  if (!isRecord(entry)) throw new VectorFileError(`${where}: expected an object`);
  const { id, hex, xml } = entry;
  if (typeof id !== "string") throw new VectorFileError(`${where}: expected "id", a string`);
  const named = `${where} (${id})`;
  if (typeof hex !== "string") throw new VectorFileError(`${named}: expected "hex", a string`);
  const bytes = readHex(hex, named);
  if (entry.bytes !== undefined && entry.bytes !== bytes.length) {
    throw new VectorFileError(`${named}: "bytes" says ${String(entry.bytes)}, but "hex" has ${bytes.length}`);
  }
  if (xml !== undefined && xml !== null && typeof xml !== "string") {
    throw new VectorFileError(`${named}: expected "xml", a string or null`);
  }
  const kind = kindOf(entry, named);
  const tree = kind === "valid" ? readTree(entry.tree, named) : undefined;
  return { id, kind, bytes, tree, xml: xml ?? undefined };
}

function kindOf(entry: Json, where: string): VectorKind {
  if (entry.expect === "policy" || entry.strictness !== undefined) return "policy";
  if (entry.expect === "reject") return "malformed";
  if (entry.expect === undefined && entry.tree !== undefined) return "valid";
  throw new VectorFileError(`${where}: expected a "tree", or "expect" with "reject" or "policy"`);
}

function readHex(hex: string, where: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/i.test(hex)) throw new VectorFileError(`${where}: expected hexadecimal byte pairs`);
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}

const MAX_DEPTH = 200;

function readTree(node: unknown, where: string, depth = 0): Element {
  if (depth > MAX_DEPTH) throw new VectorFileError(`${where}: the tree is deeper than ${MAX_DEPTH} levels`);
  if (!isRecord(node)) throw new VectorFileError(`${where}: expected an element {page, tag, content}`);
  const { page, tag, content } = node;
  if (typeof page !== "number" || typeof tag !== "string" || tokenOf(page, tag) === undefined) {
    throw new VectorFileError(`${where}: page ${String(page)} has no tag ${String(tag)}`);
  }
  if (content === null) return { page, tag, content };
  if (!Array.isArray(content)) throw new VectorFileError(`${where}: expected the content of ${tag}, null or a list`);
  return { page, tag, content: content.map((item: unknown) => readContent(item, where, depth + 1)) };
}

function readContent(item: unknown, where: string, depth: number): Content {
  if (typeof item === "string") return item;
  if (isRecord(item) && typeof item.opaque === "string") return { opaque: readHex(item.opaque, where) };
  return readTree(item, where, depth);
}
