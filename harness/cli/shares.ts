import { clip } from "./fold.js";

/** Both texts, cut to so many characters together: half for each, and what one does not need for the other. */
export function shares(first: string, second: string, room: number): readonly [string, string] {
  const [one, other] = [[...first].length, [...second].length];
  const half = Math.max(0, Math.floor(room / 2));
  const ofFirst = Math.min(one, Math.max(half, room - other));
  return [clip(first, ofFirst), clip(second, Math.max(half, room - ofFirst))];
}
