import { codePages, pageOf, tokenOf } from "./code-pages.js";
import { kindOf } from "./given.js";
import { defaultLimits } from "./limits.js";
import { MARKER_NAMESPACE } from "./to-xml.js";
import type { Content, Element } from "./tree.js";
import { type CharacterData, type StartTag, WbxmlXmlError, XmlScanner } from "./xml-scanner.js";

/** An element while its content is being read. Character data waits until its neighbours are known. */
interface OpenElement {
  readonly at: number;
  readonly name: string;
  readonly namespace: string;
  /** Undefined for a marker element. */
  readonly page: number | undefined;
  readonly items: (Element | Uint8Array | CharacterData)[];
}

const CONTROL_CHARACTERS = /^[0-9A-F]{4,6}(?: [0-9A-F]{4,6})*$/;
const onlySpace = /^[ \t\r\n]*$/;

class XmlReader {
  private readonly scanner: XmlScanner;
  private readonly open: OpenElement[] = [];
  private root: Element | undefined = undefined;

  constructor(text: string) {
    this.scanner = new XmlScanner(text);
  }

  read(): Element {
    const scanner: XmlScanner = this.scanner;
    scanner.skipDeclaration();
    while (!scanner.isAtEnd) this.piece();
    const unclosed = this.open.at(-1);
    if (unclosed !== undefined) scanner.fail("not-well-formed", `<${unclosed.name}> is not closed`, unclosed.at);
    return this.root ?? scanner.fail("not-well-formed", "there is no element");
  }

  private piece(): void {
    const scanner: XmlScanner = this.scanner;
    scanner.refuseForeign();
    if (scanner.looksAt("</")) this.end();
    else if (scanner.looksAt("<")) this.start(scanner.startTag());
    else this.text(scanner.characterData());
  }

  private text(data: CharacterData): void {
    const parent = this.open.at(-1);
    if (parent !== undefined) parent.items.push(data);
    else if (data.isData || !onlySpace.test(data.text)) {
      this.scanner.fail("not-well-formed", "text outside the root element", data.at);
    }
  }

  private start(tag: StartTag): void {
    const scanner: XmlScanner = this.scanner;
    const parent = this.open.at(-1);
    if (parent === undefined && this.root !== undefined)
      scanner.fail("not-well-formed", "a second root element", tag.at);
    if (parent !== undefined && parent.page === undefined) {
      scanner.fail("bad-marker", `<${parent.name}> holds text only`, tag.at);
    }
    const namespace = tag.namespace ?? parent?.namespace ?? "";
    const isMarker = namespace === MARKER_NAMESPACE && parent !== undefined;
    const page = isMarker ? undefined : this.page(namespace, tag);
    if (this.open.length >= defaultLimits.maxDepth + (isMarker ? 1 : 0)) {
      scanner.fail("too-deep", `more than ${defaultLimits.maxDepth} levels of elements`, tag.at);
    }
    const element: OpenElement = { at: tag.at, name: tag.name, namespace, page, items: [] };
    if (tag.isSelfClosing) this.close(element, true);
    else this.open.push(element);
  }

  private page(namespace: string, tag: StartTag): number {
    const scanner: XmlScanner = this.scanner;
    if (namespace === "")
      scanner.fail("unknown-namespace", `<${tag.name}> has no namespace; declare one with xmlns`, tag.at);
    // Other tools write "AirSync:", and [MS-ASWBXML] spells page 16 both "Gal" and "GAL".
    const plain = namespace.endsWith(":") ? namespace.slice(0, -1) : namespace;
    const page = pageOf(plain === "Gal" ? "GAL" : plain);
    if (page === undefined)
      scanner.fail("unknown-namespace", `"${namespace}" is the namespace of no code page`, tag.at);
    if (tokenOf(page, tag.name) === undefined) {
      scanner.fail("unknown-tag", `<${tag.name}> is not in code page ${page} (${codePages[page]?.namespace})`, tag.at);
    }
    return page;
  }

  private end(): void {
    const scanner: XmlScanner = this.scanner;
    const at = scanner.at;
    const name = scanner.endTag();
    const element = this.open.pop();
    if (element === undefined) scanner.fail("not-well-formed", `</${name}> closes nothing`, at);
    if (element.name !== name) scanner.fail("not-well-formed", `</${name}> stands where </${element.name}> must`, at);
    this.close(element, false);
  }

  private close(element: OpenElement, isSelfClosing: boolean): void {
    const parent = this.open.at(-1);
    const { page, name } = element;
    if (page === undefined) {
      parent?.items.push(this.marker(element));
      return;
    }
    const made: Element = { page, tag: name, content: isSelfClosing ? null : contentOf(element.items) };
    if (parent === undefined) this.root = made;
    else parent.items.push(made);
  }

  private marker(element: OpenElement): Uint8Array | CharacterData {
    const text = element.items.map((item) => ("text" in item ? item.text : "")).join("");
    if (element.name === "Opaque") return this.opaque(text, element);
    if (element.name === "Char" && CONTROL_CHARACTERS.test(text)) {
      const codes = text.split(" ").map((code) => Number.parseInt(code, 16));
      const characters = codes.map((code) => (code <= 0x10ffff ? String.fromCodePoint(code) : undefined));
      if (!characters.includes(undefined)) return { at: element.at, text: characters.join(""), isData: true };
    }
    const what = `<${element.name}> is no marker: Opaque holds base64, Char code points in hexadecimal`;
    return this.scanner.fail("bad-marker", what, element.at);
  }

  private opaque(text: string, element: OpenElement): Uint8Array {
    const plain = text.replace(/[ \t\n]/g, "");
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(plain)) {
      this.scanner.fail("bad-marker", "<Opaque> does not hold base64", element.at);
    }
    return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
  }
}

/** Joins character data, and drops what is only layout: white space beside elements, unless a reference makes it data. */
function contentOf(items: OpenElement["items"]): Content[] {
  const hasElements = items.some((item) => "tag" in item || item instanceof Uint8Array);
  const content: Content[] = [];
  let run: CharacterData[] = [];
  const flush = (): void => {
    const text = run.map((data) => data.text).join("");
    const isLayout = hasElements && onlySpace.test(text) && !run.some((data) => data.isData);
    if (text !== "" && !isLayout) content.push(text);
    run = [];
  };
  for (const item of items) {
    if ("text" in item) {
      run.push(item);
      continue;
    }
    flush();
    content.push(item instanceof Uint8Array ? { opaque: item } : item);
  }
  flush();
  return content;
}

/**
 * Reads XML 1.0 text into a tree: the reverse of `toXml`, where XML can hold the tree (one string a value, no empty
 * strings). `<a/>` becomes `content: null`, `<a></a>` becomes `[]`.
 *
 * @throws {WbxmlXmlError} with line and column: not well-formed, an attribute other than xmlns, a comment, CDATA, a
 *   processing instruction, a DTD, a prefix, an unknown namespace or tag, more than 64 levels, or no text at all; never
 *   anything else
 */
export function fromXml(text: string): Element {
  if (typeof text !== "string") throw new WbxmlXmlError("not-text", 1, 1, `expected XML text, got ${kindOf(text)}`);
  return new XmlReader(text).read();
}
