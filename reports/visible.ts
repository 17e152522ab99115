/** Controls of direction: they reorder what stands around them, so that a reader takes one text for another. */
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function spelled(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Text in which such controls stand as \u202E, for who reads it. */
export function visible(text: string): string {
  return text.replace(direction, spelled);
}

/** JSON, written for programs: a string that is read from it is what it was. */
export function escapedJson(json: string): string {
  return json.replace(direction, spelled);
}

/** JSON whose strings are shown to people as they are: read from it, such a control is a visible \u202E. */
export function visibleJson(json: string): string {
  return json.replace(direction, (character) => `\\${spelled(character)}`);
}
