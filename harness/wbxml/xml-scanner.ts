/** What `fromXml` does not take, or what is not well-formed XML. */
export type XmlErrorCode =
  | "not-text"
  | "not-well-formed"
  | "forbidden-construct"
  | "attribute"
  | "unknown-namespace"
  | "unknown-tag"
  | "bad-marker"
  | "too-deep";

/** Refusal of an XML text, with the place. */
export class WbxmlXmlError extends Error {
  override readonly name = "WbxmlXmlError";
  readonly code: XmlErrorCode;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;

  constructor(code: XmlErrorCode, line: number, column: number, what: string) {
    super(`line ${line}, column ${column}: ${what}`);
    this.code = code;
    this.line = line;
    this.column = column;
  }
}

export interface StartTag {
  readonly at: number;
  readonly name: string;
  /** Value of `xmlns`; undefined without one. */
  readonly namespace: string | undefined;
  /** `<a/>`, in distinction to `<a></a>`. */
  readonly isSelfClosing: boolean;
}

/** A run of character data; `isData` when a character reference stands in it, so that its white space is no layout. */
export interface CharacterData {
  readonly at: number;
  readonly text: string;
  readonly isData: boolean;
}

const entities: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

const nameAt = /[A-Za-z_][A-Za-z0-9._-]*/y;
const spaceAt = /[ \t\r\n]*/y;
const referenceAt = /&(#[0-9]{1,8}|#x[0-9A-Fa-f]{1,8}|[A-Za-z]{1,8});/y;
const declarationAt = /<\?xml[ \t\r\n][^<>?]*\?>/y;
const forbiddenCharacter = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** Reads XML 1.0 text piece by piece, in the small part of the language that a WBXML document needs. */
export class XmlScanner {
  at: number;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.at = text.startsWith("\ufeff") ? 1 : 0;
    const bad = forbiddenCharacter.exec(text);
    if (bad !== null) {
      const code = bad[0].codePointAt(0) ?? 0;
      this.fail(
        "not-well-formed",
        `U+${code.toString(16).toUpperCase().padStart(4, "0")} is not allowed in XML`,
        bad.index,
      );
    }
  }

  fail(code: XmlErrorCode, what: string, at = this.at): never {
    const before = this.text.slice(0, at).split(/\r\n|\r|\n/);
    throw new WbxmlXmlError(code, before.length, (before.at(-1) ?? "").length + 1, what);
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  looksAt(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found !== undefined) this.at += found[0].length;
    return found;
  }

  skipSpace(): boolean {
    return (this.match(spaceAt)?.[0].length ?? 0) > 0;
  }

  /** The XML declaration, which may stand at the very beginning only. */
  skipDeclaration(): void {
    this.match(declarationAt);
  }

  /** Refuses what has no place in a WBXML document, by name. */
  refuseForeign(): void {
    if (this.looksAt("<!--")) this.fail("forbidden-construct", "a comment has no WBXML form here; remove it");
    if (this.looksAt("<![CDATA["))
      this.fail("forbidden-construct", "CDATA is not taken; write the text with &lt; and &amp;");
    if (this.looksAt("<!")) this.fail("forbidden-construct", "a document type declaration is not taken; remove it");
    if (this.looksAt("<?"))
      this.fail("forbidden-construct", "processing instructions are not used in ActiveSync; remove it");
  }

  name(): string {
    const found = this.match(nameAt);
    if (found === undefined) this.fail("not-well-formed", "a tag name was expected");
    if (this.looksAt(":"))
      this.fail("forbidden-construct", "prefixed names are not taken; declare the namespace with xmlns");
    return found[0];
  }

  startTag(): StartTag {
    const at = this.at;
    this.at += 1;
    const name = this.name();
    const namespace = this.namespace();
    this.skipSpace();
    const isSelfClosing = this.looksAt("/>");
    if (!isSelfClosing && !this.looksAt(">")) this.fail("not-well-formed", `"<${name}" is not closed by ">"`);
    this.at += isSelfClosing ? 2 : 1;
    return { at, name, namespace, isSelfClosing };
  }

  private namespace(): string | undefined {
    let namespace: string | undefined;
    while (this.skipSpace() && !this.looksAt("/") && !this.looksAt(">") && !this.isAtEnd) {
      const at = this.at;
      const attribute = this.match(nameAt)?.[0] ?? this.fail("not-well-formed", "an attribute name was expected");
      if (attribute !== "xmlns" || this.looksAt(":")) {
        this.fail("attribute", `attribute "${attribute}": ActiveSync has no attributes; only xmlns is taken`, at);
      }
      if (namespace !== undefined) this.fail("not-well-formed", "xmlns stands twice in one tag", at);
      namespace = this.attributeValue();
    }
    return namespace;
  }

  private attributeValue(): string {
    this.skipSpace();
    if (!this.looksAt("=")) this.fail("not-well-formed", '"=" was expected after xmlns');
    this.at += 1;
    this.skipSpace();
    const quote = this.text.charAt(this.at);
    const end = quote === '"' || quote === "'" ? this.text.indexOf(quote, this.at + 1) : -1;
    if (end < 0) this.fail("not-well-formed", "a quoted value was expected after xmlns=");
    const value = this.text.slice(this.at + 1, end);
    if (/[<&]/.test(value)) this.fail("not-well-formed", "a namespace holds no < or &");
    this.at = end + 1;
    return value;
  }

  endTag(): string {
    this.at += 2;
    const name = this.name();
    this.skipSpace();
    if (!this.looksAt(">")) this.fail("not-well-formed", `"</${name}" is not closed by ">"`);
    this.at += 1;
    return name;
  }

  characterData(): CharacterData {
    const start = this.at;
    const parts: string[] = [];
    let isData = false;
    while (!this.isAtEnd && !this.looksAt("<")) {
      if (this.looksAt("&")) {
        parts.push(this.reference());
        isData = true;
      } else {
        parts.push(this.literal());
      }
    }
    return { at: start, text: parts.join(""), isData };
  }

  private literal(): string {
    const next = this.text.slice(this.at).search(/[<&]/);
    const start = this.at;
    this.at = next < 0 ? this.text.length : start + next;
    const text = this.text.slice(start, this.at);
    const cdataEnd = text.indexOf("]]>");
    if (cdataEnd >= 0) this.fail("not-well-formed", '"]]>" must be written "]]&gt;"', start + cdataEnd);
    // [XML 1.0] 2.11: line ends are one LF. A CR that is data is written as a character reference.
    return text.replace(/\r\n?/g, "\n");
  }

  private reference(): string {
    const at = this.at;
    const name = this.match(referenceAt)?.[1];
    if (name === undefined) this.fail("not-well-formed", '"&" must be written "&amp;"', at);
    if (!name.startsWith("#")) {
      return entities.get(name) ?? this.fail("forbidden-construct", `entity &${name}; is not defined`, at);
    }
    const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    const character = code <= 0x10ffff ? String.fromCodePoint(code) : "";
    if (character === "" || forbiddenCharacter.test(character)) {
      this.fail("not-well-formed", `&${name}; is no character that XML allows`, at);
    }
    return character;
  }
}
