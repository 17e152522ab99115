import { type Content, decode, type Element, element, encode, WbxmlEncodeError, WbxmlError } from "./index.js";

// What the tests of single documents share: bytes by hand, and refusals as values.

export const HEADER = [0x03, 0x01, 0x6a, 0x00];

export function body(...bytes: number[]): Uint8Array {
  return Uint8Array.from([...HEADER, ...bytes]);
}

export function refusal(bytes: Uint8Array): Pick<WbxmlError, "code" | "offset" | "length"> | undefined {
  try {
    decode(bytes);
    return undefined;
  } catch (error) {
    if (!(error instanceof WbxmlError)) throw error;
    const { code, offset, length } = error;
    return { code, offset, length };
  }
}

export function encodeRefusal(tree: Element): string | undefined {
  try {
    encode(tree);
    return undefined;
  } catch (error) {
    if (!(error instanceof WbxmlEncodeError)) throw error;
    return error.code;
  }
}

export const syncKey = (...content: Content[]): Element => ({ page: 0, tag: "SyncKey", content });

export const nest = (depth: number): Element =>
  Array.from({ length: depth - 1 }).reduce<Element>((inner) => element(0, "Sync", inner), element(0, "Sync"));
