import type { ComponentChildren, VNode } from "preact";
import type { Mark } from "../../harness/eas/index.js";
import {
  type Content,
  childElements,
  type Element,
  isElement,
  isOpaque,
  namespaceOf,
  toXml,
} from "../../harness/wbxml/index.js";
import { shortened } from "../shortened.js";
import { count } from "./format.js";
import { scrolls } from "./scrolls.js";
import { visible } from "./text.js";

/** Characters of one text, bytes of one opaque value, lines of one document: what is over stands in exchanges.ndjson. */
const mostText = 600;
const mostOpaque = 48;
const mostLines = 160;
/** A document with a mark is shown without scrolling: it has room for fewer lines, these beside the mark. */
const mostLinesMarked = 64;
const near = 14;

interface Line {
  readonly depth: number;
  readonly content: ComponentChildren;
  readonly marked: boolean;
}

/**
 * The element that a mark points at: the outermost within its bytes, else the innermost around them. A mark without
 * bytes in this document points at nothing.
 */
export function markedElement(document: Element, mark: Pick<Mark, "start" | "end">): Element | undefined {
  const { start, end } = document;
  if (start === undefined || end === undefined || mark.end <= start || mark.start >= end) return undefined;
  if (start >= mark.start && end <= mark.end) return document;
  for (const child of childElements(document)) {
    const found = markedElement(child, mark);
    if (found !== undefined) return found;
  }
  return document;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Hebrew, Arabic and their neighbours: text that would turn the tags around it about. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

function textNode(text: string): ComponentChildren {
  const cut = shortened(text, mostText);
  const shown = visible(escaped(cut.text));
  return (
    <>
      {rightToLeft.test(cut.text) ? <bdi>{shown}</bdi> : shown}
      {cut.rest > 0 && <span class="left-out"> … {count(cut.rest)} more characters</span>}
    </>
  );
}

function opaqueNode(bytes: Uint8Array): VNode {
  const shown = Buffer.from(bytes.subarray(0, mostOpaque)).toString("hex").replace(/../g, "$& ").trim();
  return (
    <span class="left-out">
      {`<!-- ${count(bytes.length)} bytes opaque: ${shown}${bytes.length > mostOpaque ? " …" : ""} -->`}
    </span>
  );
}

function contentNode(content: Exclude<Content, Element>): ComponentChildren {
  return isOpaque(content) ? opaqueNode(content.opaque) : textNode(content);
}

function isValue(content: Content): content is Exclude<Content, Element> {
  return !isElement(content);
}

class LineWriter {
  readonly lines: Line[] = [];
  readonly #marked: Element | undefined;

  constructor(marked: Element | undefined) {
    this.#marked = marked;
  }

  element(element: Element, parentPage: number | undefined, depth: number, within: boolean): void {
    const marked = within || element === this.#marked;
    const namespace =
      element.page === parentPage ? "" : ` xmlns="${namespaceOf(element.page) ?? `code page ${element.page}`}"`;
    const open = (end: string) => <span class="tag">{`<${element.tag}${namespace}${end}`}</span>;
    const close = <span class="tag">{`</${element.tag}>`}</span>;
    const { content } = element;
    if (content === null) this.#push(depth, marked, open("/>"));
    else if (content.every(isValue)) this.#push(depth, marked, [open(">"), content.map(contentNode), close]);
    else {
      this.#push(depth, marked, open(">"));
      for (const item of content) {
        if (isElement(item)) this.element(item, element.page, depth + 1, marked);
        else this.#push(depth + 1, marked, contentNode(item));
      }
      this.#push(depth, marked, close);
    }
  }

  #push(depth: number, marked: boolean, content: ComponentChildren): void {
    this.lines.push({ depth, marked, content });
  }
}

/** Numbers of the lines that are shown: all of a short document, else its beginning, its end and what is near a mark. */
function shownLines(lines: readonly Line[]): number[] {
  const numbers = lines.map((_, number) => number);
  const marked = numbers.filter((number) => lines[number]?.marked);
  if (lines.length <= (marked.length > 0 ? mostLinesMarked : mostLines)) return numbers;
  const [first = 0] = marked;
  const last = marked.at(-1) ?? 0;
  const isNear = (number: number, place: number) => Math.abs(number - place) <= near;
  return numbers.filter(
    (number) =>
      number < near ||
      number >= lines.length - 4 ||
      (marked.length > 0 && (isNear(number, first) || isNear(number, last))),
  );
}

const spaces = "  ";
const deepest = 12;

function LineView({
  line,
  starts,
  ends,
}: {
  readonly line: Line;
  readonly starts: boolean;
  readonly ends: boolean;
}): VNode {
  const inner = (
    <>
      {spaces.repeat(line.depth)}
      {line.content}
    </>
  );
  const level = `line d${Math.min(line.depth, deepest)}`;
  if (!line.marked) return <span class={level}>{inner}</span>;
  return (
    <mark class={level}>
      {starts && <span class="unseen">marked: </span>}
      {inner}
      {ends && <span class="unseen"> end of mark</span>}
    </mark>
  );
}

interface XmlViewProps {
  readonly document: Element;
  readonly mark?: Pick<Mark, "start" | "end"> | undefined;
  /** What it is, for whoever hears the page: "XML of the response". */
  readonly label: string;
}

/**
 * A decoded body as bare indented XML, for what stands in the page only in case it is wanted: hundreds of such bodies
 * must not slow down its opening.
 */
export function PlainXml({ document, label }: Omit<XmlViewProps, "mark">): VNode {
  const lines = toXml(document, { indent: 2, opaque: "base64" }).split("\n");
  const rest = lines.length - mostLines;
  const shown = lines.slice(0, mostLines).map((line) => shortened(line, mostText).text);
  return (
    <pre class="xml" {...scrolls(label)}>
      {visible(shown.join("\n"))}
      {rest > 0 && <span class="left-out">{`\n… ${count(rest)} lines, see exchanges.ndjson`}</span>}
    </pre>
  );
}

/** A decoded body as indented XML; the namespace of a code page stands where the page changes. */
export function XmlView({ document, mark, label }: XmlViewProps): VNode {
  const writer = new LineWriter(mark === undefined ? undefined : markedElement(document, mark));
  writer.element(document, undefined, 0, false);
  const { lines } = writer;
  const shown = shownLines(lines);
  return (
    <pre class="xml" {...scrolls(label)}>
      {shown.map((number, index) => {
        const skipped = number - (shown[index - 1] ?? -1) - 1;
        const line = lines[number];
        if (line === undefined) return null;
        return (
          <>
            {skipped > 0 && <span class="line left-out">{`… ${count(skipped)} lines, see exchanges.ndjson`}</span>}
            <LineView line={line} starts={!lines[number - 1]?.marked} ends={!lines[number + 1]?.marked} />
          </>
        );
      })}
    </pre>
  );
}
