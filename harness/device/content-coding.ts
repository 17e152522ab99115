import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";
import type { HeaderLine } from "../eas/index.js";

/** No answer of this protocol comes near it; a body that unpacks to more is an attack or a defect. */
export const bodyLimit = 64 * 1024 * 1024;

const limits = { maxOutputLength: bodyLimit };

type Unpack = (bytes: Uint8Array) => Promise<Uint8Array>;

const unpackers: Readonly<Record<string, Unpack>> = {
  gzip: (bytes) => promisify(gunzip)(bytes, limits),
  "x-gzip": (bytes) => promisify(gunzip)(bytes, limits),
  br: (bytes) => promisify(brotliDecompress)(bytes, limits),
  // Servers disagree on whether "deflate" has the zlib wrapper; the first nibble of the wrapper is always 8.
  deflate: (bytes) => promisify(((bytes[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw)(bytes, limits),
  identity: (bytes) => Promise.resolve(bytes),
};

/**
 * Undoes Content-Encoding, the last coding first.
 * @throws Error with one sentence when a coding is unknown or the body does not unpack.
 */
export async function decodeContent(headers: readonly HeaderLine[], body: Uint8Array): Promise<Uint8Array> {
  if (body.length === 0) return body;
  let bytes = body;
  for (const coding of codings(headers).reverse()) {
    const unpack = Object.hasOwn(unpackers, coding) ? unpackers[coding] : undefined;
    if (unpack === undefined) throw new Error(`its Content-Encoding "${coding}" is not known`);
    try {
      bytes = await unpack(bytes);
    } catch {
      throw new Error(`its body does not unpack as Content-Encoding "${coding}" says`);
    }
  }
  return bytes;
}

function codings(headers: readonly HeaderLine[]): string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === "content-encoding")
    .flatMap(([, value]) => value.split(","))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== "");
}
