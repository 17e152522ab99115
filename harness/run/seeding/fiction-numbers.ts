/**
 * Telephone numbers that ring nowhere: +1, any area code, 555, 0100 to 0199, the block that the North American Numbering Plan
 * keeps for fiction. A seeded SMS may reach a real phone of the mailbox, so no other number is ever written.
 */

/** Area codes of the plan: three digits, the first 2 to 9, the second not 9 (kept for expansion), not ending in 11. */
const areaCodes: readonly number[] = Array.from({ length: 800 }, (_, index) => index + 200).filter(
  (code) => Math.floor(code / 10) % 10 !== 9 && code % 100 !== 11,
);

/** How many numbers there are. */
export const fictionNumberCount = areaCodes.length * 100;

/** Digits with country code, e.g. "12065550143". @throws RangeError outside 0 to fictionNumberCount - 1. */
export function fictionNumber(index: number): string {
  const areaCode = areaCodes[Math.floor(index / 100)];
  if (areaCode === undefined || index < 0) throw new RangeError(`There is no fiction number of index ${index}`);
  return `1${areaCode}55501${String(index % 100).padStart(2, "0")}`;
}

/** Are these the digits of a number of the fiction block, with or without the country code? */
export function isFictionNumber(digits: string): boolean {
  return /^1?[2-9][0-8]\d55501\d\d$/.test(digits);
}

/**
 * Draws numbers without repeating one before all are used up; then it starts over.
 * @param random values from 0 to below 1
 */
export function fictionNumbers(random: () => number): () => string {
  // A stride that shares no factor with the count visits every number once.
  let index = Math.floor(random() * fictionNumberCount);
  let stride = 1 + Math.floor(random() * (fictionNumberCount - 1));
  while (greatestCommonDivisor(stride, fictionNumberCount) !== 1) stride += 1;
  return () => {
    index = (index + stride) % fictionNumberCount;
    return fictionNumber(index);
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
