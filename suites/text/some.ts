import fc from "fast-check";

/**
 * At least one and at most `most` of something. A minimum of one, as fast-check takes it, would keep the last of them for good while
 * an input is made smaller, and a reader would blame what plays no part.
 */
export function some<T>(one: fc.Arbitrary<T>, most: number, size?: "max"): fc.Arbitrary<T[]> {
  return fc
    .array(one, { maxLength: most, ...(size === undefined ? {} : { size }) })
    .filter((drawn) => drawn.length > 0);
}
