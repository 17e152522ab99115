import { type JsonSchema, text } from "./schema.js";

// Values as [MS-ASDTYPE] writes them. All are inline strings; an empty boolean counts as 1.

export function anyText(section: string): JsonSchema {
  return text(section, "text", { empty: true });
}

export function boundedText(section: string, maxLength: number): JsonSchema {
  return text(section, `text of at most ${maxLength} characters`, { maxLength, empty: true });
}

/** SyncKey, ServerId, CollectionId, ClientId: opaque text of 1 to 64 characters. */
export function identifier(section: string): JsonSchema {
  return text(section, "1 to 64 characters", { maxLength: 64, empty: false });
}

export function integer(section: string): JsonSchema {
  return text(section, "a whole number", { pattern: "^-?[0-9]{1,10}$", empty: false });
}

export function unsigned(section: string): JsonSchema {
  return text(section, "a whole number, not negative", { pattern: "^[0-9]{1,10}$", empty: false });
}

export function status(section: string): JsonSchema {
  return text(section, "a Status: one to three digits", { pattern: "^[0-9]{1,3}$", empty: false });
}

export function boolean(section: string): JsonSchema {
  return text(section, "0 or 1", { pattern: "^[01]$", empty: true });
}

/** One digit out of a range, e.g. Importance 0 to 2. */
export function digit(section: string, from: number, to: number): JsonSchema {
  return text(section, `a number from ${from} to ${to}`, { pattern: `^[${from}-${to}]$`, empty: false });
}

/** The punctuated form, UTC ([MS-ASDTYPE] 2.3); that the day exists is for `parseDateTime` to say. */
export function dateTime(section: string): JsonSchema {
  const day = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
  const time = "([01][0-9]|2[0-3])(:[0-5][0-9]){2}([.][0-9]+)?Z";
  return text(section, "a dateTime of the form 2009-01-08T00:14:36.000Z", {
    pattern: `^${day}T${time}$`,
    empty: false,
  });
}
