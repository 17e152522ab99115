import { codePages, qualifiedName } from "./code-pages.js";
import { type EncodeErrorCode, WbxmlEncodeError } from "./faults.js";
import { isBytes, kindOf, limitsFrom } from "./given.js";
import type { EncodeLimits } from "./limits.js";
import { Output } from "./output.js";
import { type Content, type Element, isElement, isOpaque } from "./tree.js";

const CONTENT = 0x40;

/** An element whose content is being written, and how far that has got. */
interface OpenElement {
  readonly element: Element;
  readonly content: readonly Content[];
  next: number;
}

class Encoder {
  private readonly output = new Output();
  private readonly open: OpenElement[] = [];
  private readonly limits: EncodeLimits;
  private page = 0;
  private items = 0;

  constructor(limits: EncodeLimits) {
    this.limits = limits;
  }

  encode(root: Element): Uint8Array {
    for (const byte of [0x03, 0x01, 0x6a, 0x00]) this.output.byte(byte);
    this.element(root);
    for (let top = this.open.at(-1); top !== undefined; top = this.open.at(-1)) {
      if (top.next < top.content.length) this.content(top.content[top.next++]);
      else this.end();
    }
    this.checkSize();
    return this.output.take();
  }

  private content(content: Content | undefined): void {
    if (typeof content === "string") this.string(content);
    else if (typeof content !== "object" || content === null)
      this.refuse("not-a-tree", `${kindOf(content)} is no content`);
    else if (isElement(content)) this.element(content);
    else if (isOpaque(content) && isBytes(content.opaque)) this.opaque(content.opaque);
    else this.refuse("not-a-tree", "an object that is neither an element nor opaque data");
  }

  private element(element: Element): void {
    if (typeof element !== "object" || element === null) this.refuse("not-a-tree", `${kindOf(element)} is no element`);
    const { page, tag, content } = element;
    if (typeof page !== "number") this.refuse("not-a-tree", `the page of an element is ${kindOf(page)}, not a number`);
    if (typeof tag !== "string") this.refuse("not-a-tree", `the tag of an element is ${kindOf(tag)}, not text`);
    const token = codePages[page]?.tags.get(tag);
    if (token === undefined) this.refuseTag(page, tag);
    this.count();
    if (this.open.length >= this.limits.maxDepth) {
      this.refuse("too-deep", `more than ${this.limits.maxDepth} levels of elements`);
    }
    if (page !== this.page) {
      this.output.byte(0x00);
      this.output.byte(page);
      this.page = page;
    }
    this.output.byte(content === null ? token : token | CONTENT);
    if (content === null) return;
    if (!Array.isArray(content)) this.refuse("not-a-tree", `the content of ${tag} is neither null nor a list`);
    this.open.push({ element, content, next: 0 });
  }

  private count(): void {
    this.items += 1;
    const { maxItems } = this.limits;
    if (this.items > maxItems) this.refuse("too-large", `more than ${maxItems} elements and values`);
  }

  private end(): void {
    this.open.pop();
    this.output.byte(0x01);
  }

  private string(text: string): void {
    this.count();
    // No character takes less than a byte: before anything is allocated for it.
    this.checkSize(text.length);
    this.output.byte(0x03);
    const problem = this.output.terminated(text);
    // A 00 would end the string, and what follows would be read as tokens ([MS-ASDTYPE] 2.7).
    if (problem === "nul") this.refuse("nul-in-string", "U+0000 cannot stand in a string");
    if (problem === "surrogate") this.refuse("unpaired-surrogate", "an unpaired surrogate has no UTF-8 form");
    this.checkSize();
  }

  private opaque(data: Uint8Array): void {
    this.count();
    this.checkSize(data.length);
    this.output.byte(0xc3);
    this.output.integer(data.length);
    this.output.raw(data);
    this.checkSize();
  }

  /** @param more bytes that are still to come */
  private checkSize(more = 0): void {
    if (this.output.size + more > this.limits.maxBytes)
      this.refuse("too-large", `more than ${this.limits.maxBytes} bytes`);
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
 * `start` and `end` of the elements are not looked at.
 *
 * @throws {WbxmlEncodeError} for an unknown page or tag, U+0000 or an unpaired surrogate in a string, more levels,
 *   items or bytes than the limits, and anything that is no tree; never anything else
 */
export function encode(root: Element, limits: Partial<EncodeLimits> = {}): Uint8Array {
  return new Encoder(limitsFrom(limits)).encode(root);
}
