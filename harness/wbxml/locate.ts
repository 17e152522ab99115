import { type Content, type Element, isElement } from "./tree.js";

/** What is being walked: an element and how far its content has been visited. */
interface Step {
  readonly element: Element;
  readonly content: readonly Content[];
  next: number;
}

function step(element: Element): Step {
  return { element, content: element.content ?? [], next: 0 };
}

/** Every element of a tree with the elements above it, in document order. Iterative: depth costs no stack. */
export function* walk(root: Element): Generator<readonly Element[]> {
  const steps = [step(root)];
  yield [root];
  for (let top = steps.at(-1); top !== undefined; top = steps.at(-1)) {
    const content = top.content[top.next];
    top.next += 1;
    if (content === undefined) {
      steps.pop();
    } else if (isElement(content)) {
      steps.push(step(content));
      yield steps.map((entry) => entry.element);
    }
  }
}

/** Tags from the root down to `element`, e.g. "Sync/Collections/Collection/Status"; undefined when it is not in the tree. */
export function pathTo(root: Element, element: Element): string | undefined {
  for (const line of walk(root)) {
    if (line.at(-1) === element) return line.map((entry) => entry.tag).join("/");
  }
  return undefined;
}

/** The innermost decoded element whose bytes hold `offset`; undefined outside the root and in trees made by hand. */
export function elementAt(root: Element, offset: number): Element | undefined {
  let found: Element | undefined;
  let next: Element | undefined = root;
  while (next !== undefined && holds(next, offset)) {
    found = next;
    next = (next.content ?? []).filter(isElement).find((child) => holds(child, offset));
  }
  return found;
}

function holds(element: Element, offset: number): boolean {
  return element.start !== undefined && element.end !== undefined && element.start <= offset && offset < element.end;
}

const PER_LINE = 16;

/** A range of bytes to point at; a length of 0 points at the place before `offset`. */
export interface Mark {
  readonly offset: number;
  readonly length: number;
}

/**
 * Dump lines of 16 bytes: offset, bytes in hexadecimal, printable ASCII. Marked bytes stand in brackets:
 *
 *     00000000  03 01 6A 00 45[3F]01                             |..j.E?.|
 *
 * @param around lines to keep before and after the mark; all lines without it
 */
export function hexDump(bytes: Uint8Array, mark?: Mark, around?: number): string[] {
  const count = Math.max(1, Math.ceil((bytes.length + (mark?.offset === bytes.length ? 1 : 0)) / PER_LINE));
  const first = mark === undefined || around === undefined ? 0 : Math.floor(mark.offset / PER_LINE) - around;
  const last =
    mark === undefined || around === undefined ? count : Math.floor(lastMarked(mark) / PER_LINE) + around + 1;
  const lines: string[] = [];
  for (let line = Math.max(0, first); line < Math.min(count, last); line += 1) {
    lines.push(dumpLine(bytes, line * PER_LINE, mark));
  }
  return lines;
}

function lastMarked(mark: Mark): number {
  return mark.offset + Math.max(mark.length, 1) - 1;
}

function dumpLine(bytes: Uint8Array, start: number, mark: Mark | undefined): string {
  let hex = "";
  let ascii = "";
  for (let at = start; at < start + PER_LINE; at += 1) {
    const byte = bytes[at];
    hex += separator(at, start, mark) + (byte?.toString(16).toUpperCase().padStart(2, "0") ?? "  ");
    if (byte !== undefined) ascii += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
  }
  const closing =
    mark !== undefined && lastMarked(mark) >= start && lastMarked(mark) === start + PER_LINE - 1 ? "]" : " ";
  return `${start.toString(16).toUpperCase().padStart(8, "0")} ${hex}${closing} |${ascii}|`;
}

/** What stands before the byte at `at`: a bracket where the mark begins on this line or ends, else a space. */
function separator(at: number, lineStart: number, mark: Mark | undefined): string {
  if (mark === undefined) return " ";
  const last = lastMarked(mark);
  const isMarked = mark.offset <= at && at <= last;
  if (isMarked && (at === mark.offset || at === lineStart)) return "[";
  return at - 1 === last && at !== lineStart ? "]" : " ";
}
