import { stripVTControlCharacters } from "node:util";

/**
 * Breaks lines at spaces so that none is wider than a terminal; what follows is indented below its beginning. Words that
 * are wider by themselves, such as paths, stay whole, so that they can be copied.
 *
 * @param columns width of the terminal; undefined leaves the text as it is
 * @param hang columns by which a continued line is indented more than its first one
 */
export function fold(text: string, columns: number | undefined, hang = 2): string {
  if (columns === undefined) return text;
  return text
    .split("\n")
    .map((line) => foldLine(line, columns, hang))
    .join("\n");
}

function foldLine(line: string, columns: number, hang: number): string {
  if (width(line) <= columns) return line;
  const margin = /^ */.exec(line)?.[0] ?? "";
  const indent = " ".repeat(Math.min(margin.length + hang, Math.floor(columns / 2)));
  const lines: string[] = [];
  let current = margin;
  let empty = true;
  for (const word of line.slice(margin.length).split(" ")) {
    if (!empty && width(current) + 1 + width(word) > columns) {
      lines.push(current);
      current = indent;
      empty = true;
    }
    current += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, current].join("\n");
}

/** Cuts a line to a width, with an ellipsis where something is missing; for plain text. */
export function clip(line: string, columns: number | undefined): string {
  const characters = [...line];
  if (columns === undefined || characters.length <= columns) return line;
  return `${characters
    .slice(0, Math.max(0, columns - 1))
    .join("")
    .trimEnd()}…`;
}

/** Columns that a text takes; colours take none. */
function width(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}
