/**
 * Text of the target, fit for a terminal: control characters and the marks that turn the direction of writing are spelled out.
 * What comes from a server must not recolour, clear or forge what a person or a log reader sees. Line ends and tabs stay.
 */
export function spelled(text: string): string {
  return text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F]/gu, (character) =>
    character === "\n" || character === "\t"
      ? character
      : `\\u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}

/** The same on one line: where each line says something, none of its text may begin one of its own. */
export function spelledLine(text: string): string {
  return spelled(text).replace(/\s*\n\s*/g, " ");
}
