/**
 * Smaller numbers to try in place of one, the smallest first: the least that makes sense, a half, three quarters. What is left in
 * the end is less than a third too much, after a handful of tries for each halving.
 */
export function fewer(count: number, least: number): readonly number[] {
  const tries = [least, Math.floor(count / 2), Math.floor((count * 3) / 4)];
  return [...new Set(tries.map((one) => Math.max(least, one)))].filter((one) => one < count);
}
