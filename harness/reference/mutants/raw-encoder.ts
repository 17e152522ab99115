import { codePage } from "../../eas/index.js";
import { type Content, type Element, isElement, tokenOf } from "../../wbxml/index.js";

// An encoder that writes what no encoder should: other headers, string tables, tokens that do not exist.

/** How a document is written. */
export interface RawForm {
  readonly header: readonly number[];
  /** Every string goes into a string table, and STR_T points at it. Written after `header`, whose last byte is then left out. */
  readonly stringTable?: boolean;
}

const utf8 = new TextEncoder();

/** Tags of the form "#9" stand for the bare token 0x09 of their page. */
export function encodeRaw(root: Element, form: RawForm): Uint8Array {
  const writer = new RawWriter(form.stringTable === true);
  writer.element(root);
  const table = writer.table;
  const header =
    form.stringTable === true ? [...form.header.slice(0, -1), ...integer(table.length), ...table] : form.header;
  return Uint8Array.from([...header, ...writer.bytes]);
}

/** ConversationId under the token that it has on page 22, but on page 2. */
export function numberedTokens(source: Element): Element[] {
  if (source.page !== codePage.email2 || source.tag !== "ConversationId") return [source];
  return [{ ...source, page: codePage.email, tag: "#9" }];
}

class RawWriter {
  readonly bytes: number[] = [];
  readonly table: number[] = [];
  readonly #useTable: boolean;
  readonly #offsets = new Map<string, number>();
  #page = 0;

  constructor(useTable: boolean) {
    this.#useTable = useTable;
  }

  element(source: Element): void {
    const { page, tag, content } = source;
    const token = tag.startsWith("#") ? Number(tag.slice(1)) : tokenOf(page, tag);
    if (token === undefined) throw new Error(`Page ${page} has no tag ${tag}.`);
    if (page !== this.#page) this.bytes.push(0x00, page);
    this.#page = page;
    this.bytes.push(content === null ? token : token | 0x40);
    if (content === null) return;
    for (const one of content) this.#content(one);
    this.bytes.push(0x01);
  }

  #content(content: Content): void {
    if (typeof content === "string") this.#string(content);
    else if (isElement(content)) this.element(content);
    else this.bytes.push(0xc3, ...integer(content.opaque.length), ...content.opaque);
  }

  #string(text: string): void {
    const encoded = [...utf8.encode(text), 0x00];
    if (!this.#useTable) {
      this.bytes.push(0x03, ...encoded);
      return;
    }
    const offset = this.#offsets.get(text) ?? this.table.length;
    if (!this.#offsets.has(text)) this.table.push(...encoded);
    this.#offsets.set(text, offset);
    this.bytes.push(0x83, ...integer(offset));
  }
}

/** mb_u_int32. */
function integer(value: number): number[] {
  const groups = [value & 0x7f];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    groups.unshift((rest & 0x7f) | 0x80);
  return groups;
}
