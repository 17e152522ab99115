import type fc from "fast-check";

/** Characters that XML has ([XML] 2.2): what a text of an SMS may hold and a server must keep. */
export function isXmlText(text: string): boolean {
  return /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u.test(text);
}

/** Made when first drawn from: fast-check then builds tables of all characters, which takes longer than many a run. */
export function atFirstUse<T>(make: () => fc.Arbitrary<T>): () => fc.Arbitrary<T> {
  let made: fc.Arbitrary<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
