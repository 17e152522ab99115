import { type Element, encode } from "../../harness/wbxml/index.js";

/**
 * A place in the body of a request: one byte, or a text that the target gave, whatever its length. So the places of a request are as
 * many on every attempt and in the same order, and an edit at one of them is the same edit again.
 */
export type Place = number | Uint8Array;

/** The places of a request in which marks stand for what the target gave. */
export function placesOf(document: Element, given: Readonly<Record<string, string>>): readonly Place[] {
  let places: readonly Place[] = [...encode(document)];
  for (const [mark, text] of Object.entries(given)) places = filled(places, encoder.encode(mark), encoder.encode(text));
  return places;
}

export function joined(places: readonly Place[]): Uint8Array {
  return Uint8Array.from(places.flatMap((place) => (typeof place === "number" ? [place] : [...place])));
}

/** Bytes at so many places. */
export function sizeOf(places: readonly Place[]): number {
  return places.reduce<number>((sum, place) => sum + (typeof place === "number" ? 1 : place.length), 0);
}

const encoder = new TextEncoder();

function filled(places: readonly Place[], mark: Uint8Array, text: Uint8Array): readonly Place[] {
  const found = places.findIndex((_, start) => mark.every((byte, index) => places[start + index] === byte));
  if (found < 0) return places;
  return [...places.slice(0, found), text, ...filled(places.slice(found + mark.length), mark, text)];
}
