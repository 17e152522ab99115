import { codePages, qualifiedName } from "./code-pages.js";
import { type EncodeErrorCode, WbxmlEncodeError } from "./faults.js";
import { defaultLimits } from "./limits.js";
import { type Content, type Element, isElement } from "./tree.js";

const textEncoder = new TextEncoder();
const CONTENT = 0x40;

/** An element whose content is being written, and how far that has got. */
interface OpenElement {
  readonly element: Element;
  readonly content: readonly Content[];
  next: number;
}

/** A byte buffer that doubles when it is full. */
class Output {
  private bytes = new Uint8Array(1024);
  private length = 0;

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  raw(data: Uint8Array): void {
    this.reserve(data.length);
    this.bytes.set(data, this.length);
    this.length += data.length;
  }

  utf8(text: string): void {
    this.reserve(text.length * 3);
    this.length += textEncoder.encodeInto(text, this.bytes.subarray(this.length)).written;
  }

  /** mb_u_int32 in as few octets as can be ([WBXML 1.3] 5.1). Divides, because shifts are signed from 2^31 on. */
  integer(value: number): void {
    const groups = [value % 128];
    for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) groups.push((rest % 128) + 128);
    for (const group of groups.reverse()) this.byte(group);
  }

  take(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

class Encoder {
  private readonly output = new Output();
  private readonly open: OpenElement[] = [];
  private page = 0;

  encode(root: Element): Uint8Array {
    for (const byte of [0x03, 0x01, 0x6a, 0x00]) this.output.byte(byte);
    this.element(root);
    for (let top = this.open.at(-1); top !== undefined; top = this.open.at(-1)) {
      const content = top.content[top.next];
      top.next += 1;
      if (content === undefined) this.end();
      else this.content(content);
    }
    return this.output.take();
  }

  private content(content: Content): void {
    if (typeof content === "string") this.string(content);
    else if (isElement(content)) this.element(content);
    else this.opaque(content.opaque);
  }

  private element(element: Element): void {
    const { page, tag, content } = element;
    const token = codePages[page]?.tags.get(tag);
    if (token === undefined) this.refuseTag(page, tag);
    if (this.open.length >= defaultLimits.maxDepth) {
      this.refuse("too-deep", `more than ${defaultLimits.maxDepth} levels of elements`);
    }
    if (page !== this.page) {
      this.output.byte(0x00);
      this.output.byte(page);
      this.page = page;
    }
    this.output.byte(content === null ? token : token | CONTENT);
    if (content !== null) this.open.push({ element, content, next: 0 });
  }

  private end(): void {
    this.open.pop();
    this.output.byte(0x01);
  }

  private string(text: string): void {
    // A 00 ends the string: what follows would be read as tokens ([MS-ASDTYPE] 2.7).
    if (text.includes("\0")) this.refuse("nul-in-string", "U+0000 cannot stand in a string");
    if (/\p{Surrogate}/u.test(text)) this.refuse("unpaired-surrogate", "an unpaired surrogate has no UTF-8 form");
    this.output.byte(0x03);
    this.output.utf8(text);
    this.output.byte(0x00);
  }

  private opaque(data: Uint8Array): void {
    this.output.byte(0xc3);
    this.output.integer(data.length);
    this.output.raw(data);
  }

  private refuseTag(page: number, tag: string): never {
    if (codePages[page] === undefined) this.refuse("unknown-page", `there is no code page ${page}`);
    this.refuse("unknown-tag", `${qualifiedName(page, tag)} is not defined`);
  }

  private refuse(code: EncodeErrorCode, what: string): never {
    throw new WbxmlEncodeError(code, this.open.map((entry) => entry.element.tag).join("/"), what);
  }
}

/**
 * Encodes a tree in the canonical form: header `03 01 6A 00`, SWITCH_PAGE only on change, shortest integers. The three
 * empty forms and runs of strings are written as the tree has them, so that decoding and encoding give the same bytes.
 *
 * @throws {WbxmlEncodeError} for an unknown page or tag, U+0000 or an unpaired surrogate in a string, too much depth
 */
export function encode(root: Element): Uint8Array {
  return new Encoder().encode(root);
}
