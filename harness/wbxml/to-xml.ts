import { namespaceOf } from "./code-pages.js";
import { type Content, type Element, isElement } from "./tree.js";

/** Namespace of the elements that stand for what XML 1.0 text cannot show: `Opaque` (base64) and `Char` (hex code). */
export const MARKER_NAMESPACE = "urn:asms-conformance:wbxml";

export interface ToXmlOptions {
  /** Spaces a level; 0 (the default) writes everything on one line. Elements that hold text stay on one line. */
  readonly indent?: number;
  /** `marked` (the default) tells opaque data from text and can be read back; `base64` is shorter and for the eye only. */
  readonly opaque?: "marked" | "base64";
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  // XML readers turn a bare CR into LF ([XML 1.0] 2.11).
  ["\r", "&#13;"],
]);

const special = /[&<>\r]/g;
/** What [XML 1.0] 2.2 excludes, unpaired surrogates included. */
const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const unrepresentable = new RegExp(`${notXml.source}+`, "gu");
/** A run of more characters stands in one marker: fifty bytes around each would let a peer blow a megabyte up to fifty. */
const longestSingles = 7;

/** Whether XML 1.0 can hold this text as it is ([XML 1.0] 2.2): no control characters but TAB, LF and CR, among others. */
export function isXmlText(text: string): boolean {
  return !notXml.test(text);
}

function marker(name: string, value: string): string {
  return `<${name} xmlns="${MARKER_NAMESPACE}">${value}</${name}>`;
}

function escapeText(text: string): string {
  return text
    .replace(special, (character) => escapes.get(character) ?? character)
    .replace(unrepresentable, charMarkers);
}

function charMarkers(run: string): string {
  const codes = Array.from(run, (character) =>
    (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0"),
  );
  if (codes.length > longestSingles) return marker("Char", codes.join(" "));
  return codes.map((code) => marker("Char", code)).join("");
}

/** White space beside elements is layout to a reader, unless it is written as character references. */
function escapeBesideElements(text: string): string {
  return /^[ \t\n\r]+$/.test(text)
    ? text.replace(/[ \t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
    : escapeText(text);
}

function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  // A multiple of three, so that the pieces join without padding between them.
  for (let at = 0; at < bytes.length; at += 6144) {
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 6144))));
  }
  return parts.join("");
}

interface OpenElement {
  readonly element: Element;
  readonly content: readonly Content[];
  /** Children each on their own line: only where no text stands between them. */
  readonly isLaidOut: boolean;
  readonly hasElements: boolean;
  next: number;
}

class XmlWriter {
  private readonly parts: string[] = [];
  private readonly open: OpenElement[] = [];
  private readonly indent: number;
  private readonly marksOpaque: boolean;

  constructor(options: ToXmlOptions) {
    this.indent = options.indent ?? 0;
    this.marksOpaque = options.opaque !== "base64";
  }

  write(root: Element): string {
    this.element(root, undefined);
    for (let top = this.open.at(-1); top !== undefined; top = this.open.at(-1)) {
      const content = top.content[top.next];
      top.next += 1;
      if (content === undefined) this.end(top);
      else this.content(content, top);
    }
    return this.parts.join("");
  }

  private content(content: Content, parent: OpenElement): void {
    if (typeof content === "string") this.parts.push(this.text(content, parent));
    else if (isElement(content)) this.element(content, parent);
    else this.parts.push(this.marksOpaque ? marker("Opaque", base64(content.opaque)) : base64(content.opaque));
  }

  private text(text: string, parent: OpenElement): string {
    return parent.hasElements ? escapeBesideElements(text) : escapeText(text);
  }

  private element(element: Element, parent: OpenElement | undefined): void {
    if (parent?.isLaidOut) this.newLine(this.open.length);
    const declares = element.page !== parent?.element.page;
    const namespace = namespaceOf(element.page) ?? `${MARKER_NAMESPACE}:page-${element.page}`;
    this.parts.push(`<${element.tag}${declares ? ` xmlns="${namespace}"` : ""}`);
    const { content } = element;
    if (content === null) {
      this.parts.push("/>");
      return;
    }
    this.parts.push(">");
    const hasElements = content.some((item) => typeof item !== "string");
    const isLaidOut =
      this.indent > 0 && content.length > 0 && content.every((item) => typeof item === "object" && isElement(item));
    this.open.push({ element, content, hasElements, isLaidOut, next: 0 });
  }

  private end(top: OpenElement): void {
    this.open.pop();
    if (top.isLaidOut) this.newLine(this.open.length);
    this.parts.push(`</${top.element.tag}>`);
  }

  private newLine(level: number): void {
    this.parts.push(`\n${" ".repeat(this.indent * level)}`);
  }
}

/** Prints a tree as XML 1.0, any tree, without fail: what XML cannot hold stands in marker elements. */
export function toXml(root: Element, options: ToXmlOptions = {}): string {
  return new XmlWriter(options).write(root);
}
