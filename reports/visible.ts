/**
 * Controls of direction, which reorder what stands around them, so that a reader takes one text for another; and those from U+007F to
 * U+009F, which nobody sees and some terminals obey. Those below U+0020 each format has rules of its own for.
 */
const unseen = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function spelled(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Text in which such controls stand as \u202E, for who reads it. */
export function visible(text: string): string {
  return text.replace(unseen, spelled);
}

/** JSON, written for programs: a string that is read from it is what it was. */
export function escapedJson(json: string): string {
  return json.replace(unseen, spelled);
}

/** JSON whose strings are shown to people as they are: read from it, such a control stands as \u202E. */
export function visibleJson(json: string): string {
  return json.replace(unseen, (character) => `\\${spelled(character)}`);
}
