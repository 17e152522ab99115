import { namespaceOf, tokenOf } from "./code-pages.js";
import { type EncodeErrorCode, WbxmlEncodeError } from "./faults.js";
import { isBytes, kindOf } from "./given.js";
import { type Content, type Element, isElement, isOpaque } from "./tree.js";

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

/** Deeper than any reader looks; keeps a mistyped number from writing gigabytes of spaces. */
const mostIndent = 16;

const xmlName = /^[A-Za-z_][A-Za-z0-9._-]*$/;

function isChildElement(item: unknown): boolean {
  return typeof item === "object" && item !== null && "tag" in item;
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
  /** The elements that are open: an element inside itself would be written for ever. */
  private readonly around = new Set<Element>();
  private readonly indent: number;
  private readonly marksOpaque: boolean;

  constructor({ indent, opaque }: ToXmlOptions) {
    this.indent = typeof indent === "number" && indent > 0 ? Math.min(Math.floor(indent), mostIndent) : 0;
    this.marksOpaque = opaque !== "base64";
  }

  write(root: Element): string {
    this.element(root, undefined);
    for (let top = this.open.at(-1); top !== undefined; top = this.open.at(-1)) {
      if (top.next < top.content.length) this.content(top.content[top.next++], top);
      else this.end(top);
    }
    return this.parts.join("");
  }

  private content(content: Content | undefined, parent: OpenElement): void {
    if (typeof content === "string") this.parts.push(this.text(content, parent));
    else if (typeof content !== "object" || content === null)
      this.refuse("not-a-tree", `${kindOf(content)} is no content`);
    else if (isElement(content)) this.element(content, parent);
    else if (isOpaque(content) && isBytes(content.opaque)) this.opaque(content.opaque);
    else this.refuse("not-a-tree", "an object that is neither an element nor opaque data");
  }

  private opaque(data: Uint8Array): void {
    this.parts.push(this.marksOpaque ? marker("Opaque", base64(data)) : base64(data));
  }

  private text(text: string, parent: OpenElement): string {
    return parent.hasElements ? escapeBesideElements(text) : escapeText(text);
  }

  private element(element: Element, parent: OpenElement | undefined): void {
    this.checkName(element);
    if (parent?.isLaidOut) this.newLine(this.open.length);
    const declares = element.page !== parent?.element.page;
    const namespace = namespaceOf(element.page) ?? `${MARKER_NAMESPACE}:page-${element.page}`;
    this.parts.push(`<${element.tag}${declares ? ` xmlns="${namespace}"` : ""}`);
    const { content } = element;
    if (content === null) {
      this.parts.push("/>");
      return;
    }
    if (!Array.isArray(content)) this.refuse("not-a-tree", `the content of ${element.tag} is neither null nor a list`);
    if (this.around.has(element)) this.refuse("not-a-tree", `an element ${element.tag} stands inside itself`);
    this.around.add(element);
    this.parts.push(">");
    const hasElements = content.some((item) => typeof item !== "string");
    const isLaidOut = this.indent > 0 && content.length > 0 && content.every(isChildElement);
    this.open.push({ element, content, hasElements, isLaidOut, next: 0 });
  }

  private end(top: OpenElement): void {
    this.open.pop();
    this.around.delete(top.element);
    if (top.isLaidOut) this.newLine(this.open.length);
    this.parts.push(`</${top.element.tag}>`);
  }

  /** A tag of a code page, or the made-up one of a diagnosis: nothing else may become a name in the text. */
  private checkName(element: Element): void {
    if (typeof element !== "object" || element === null) this.refuse("not-a-tree", `${kindOf(element)} is no element`);
    const { page, tag } = element;
    if (!Number.isInteger(page) || page < 0) this.refuse("not-a-tree", "the page of an element is no page number");
    if (typeof tag !== "string") this.refuse("not-a-tree", `the tag of an element is ${kindOf(tag)}, not text`);
    if (tokenOf(page, tag) === undefined && !xmlName.test(tag)) {
      this.refuse("not-a-tree", "the tag of an element is no XML name");
    }
  }

  private refuse(code: EncodeErrorCode, what: string): never {
    throw new WbxmlEncodeError(code, this.open.map((entry) => entry.element.tag).join("/"), what);
  }

  private newLine(level: number): void {
    this.parts.push(`\n${" ".repeat(this.indent * level)}`);
  }
}

/**
 * Prints a tree as XML 1.0, any tree that `decode` or `diagnose` gives: what XML cannot hold stands in marker elements.
 *
 * @throws {WbxmlEncodeError} for what is no tree (`not-a-tree`), and where the text would be longer than the engine's
 *   longest string, some 500 million characters (`too-large`); never anything else
 */
export function toXml(root: Element, options: ToXmlOptions = {}): string {
  try {
    return new XmlWriter(options ?? {}).write(root);
  } catch (error) {
    // What the engine says of a string that is too long; nothing else here throws it.
    if (!(error instanceof RangeError)) throw error;
    throw new WbxmlEncodeError("too-large", "", "the XML text would be longer than a string can be");
  }
}
