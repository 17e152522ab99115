import { codePages, legacyTags, qualifiedName } from "./code-pages.js";
import type { Cursor } from "./cursor.js";
import { hexByte } from "./faults.js";
import { type ForeignContent, isForbidden, readForbidden, skipAttributes } from "./forbidden.js";
import type { DecodeLimits } from "./limits.js";
import type { Content, Element, Opaque } from "./tree.js";

const SWITCH_PAGE = 0x00;
const END = 0x01;
const STR_I = 0x03;
const OPAQUE = 0xc3;
const CONTENT = 0x40;
const ATTRIBUTES = 0x80;
const IDENTITY = 0x3f;

/** An element while its content is still being read. */
interface OpenElement {
  page: number;
  tag: string;
  content: Content[] | null;
  start: number;
  end: number;
}

/** Tags of each page by token: arrays, because this look-up is made for every element. */
const tagsByToken: readonly (readonly (string | undefined)[])[] = codePages.map((page) =>
  Array.from({ length: 64 }, (_, token) => page.names.get(token)),
);
const noTags: readonly undefined[] = [];

/** Reads the body: one root element and nothing around it ([WBXML 1.3] 5.3). Iterative: depth costs no stack. */
export class BodyReader {
  root: Element | undefined = undefined;
  private readonly cursor: Cursor;
  private readonly limits: DecodeLimits;
  private readonly open: OpenElement[] = [];
  private current: OpenElement | undefined = undefined;
  private page = 0;
  private tags: readonly (string | undefined)[] = tagsByToken[0] ?? noTags;
  private items = 0;
  /** Offset of a SWITCH_PAGE that no tag has followed yet, or -1. */
  private pendingSwitch = -1;
  private done = false;

  constructor(cursor: Cursor, limits: DecodeLimits) {
    this.cursor = cursor;
    this.limits = limits;
  }

  read(): void {
    const { cursor } = this;
    const { bytes } = cursor;
    while (!this.done) {
      const byte = bytes[cursor.at];
      if (byte === undefined) this.endOfBody();
      else if (byte < ATTRIBUTES && (byte & IDENTITY) > 4) this.tag(byte);
      else if (byte === END) this.end();
      else if (byte === STR_I) this.string();
      else if (byte === SWITCH_PAGE) this.switchPage();
      else if (byte === OPAQUE) this.opaque();
      else if (isForbidden(byte)) this.forbidden(byte);
      else this.tagWithAttributes(byte);
    }
  }

  /** Closes what is still open, so that a diagnosis shows as much of the tree as was read. */
  closeAll(): void {
    for (const element of this.open) {
      element.content ??= [];
      element.end = this.cursor.at;
    }
    this.open.length = 0;
  }

  private stop(): void {
    this.done = true;
  }

  private endOfBody(): void {
    this.cursor.truncated(this.missing(), "[WBXML 1.3] 5.3");
    this.stop();
  }

  /** What the body ended before. */
  private missing(): string {
    if (this.current === undefined) return "the root element";
    const around = this.open.length - 1;
    const others = around === 0 ? "" : ` and of ${around} ${around === 1 ? "element" : "elements"} around it`;
    return `END of ${qualifiedName(this.current.page, this.current.tag)}${others}`;
  }

  private tag(byte: number): void {
    const start = this.cursor.at;
    this.cursor.at = start + 1;
    this.pendingSwitch = -1;
    const tag = this.tags[byte & IDENTITY] ?? this.unknownTag(byte & IDENTITY, start);
    this.begin(tag, start, byte >= CONTENT);
  }

  private begin(tag: string, start: number, hasContent: boolean): void {
    if (this.open.length >= this.limits.maxDepth) this.tooDeep(start);
    else if (this.items >= this.limits.maxItems) this.tooMany(start);
    else this.place(tag, start, hasContent);
  }

  private place(tag: string, start: number, hasContent: boolean): void {
    const element: OpenElement = { page: this.page, tag, content: null, start, end: this.cursor.at };
    this.items += 1;
    if (this.current === undefined) this.root = element;
    else this.add(element);
    if (hasContent) {
      this.open.push(element);
      this.current = element;
    } else if (this.current === undefined) {
      this.afterRoot();
    }
  }

  private add(content: Content): void {
    const { current } = this;
    if (current === undefined) return;
    if (current.content === null) current.content = [content];
    else current.content.push(content);
  }

  private end(): void {
    const { cursor, current } = this;
    if (this.pendingSwitch >= 0) this.idleSwitch(this.pendingSwitch);
    cursor.at += 1;
    if (current === undefined) {
      cursor.fault("end-without-element", cursor.at - 1, 1, "the root element", "END (0x01)", "[WBXML 1.3] 5.3");
      return;
    }
    current.content ??= [];
    current.end = cursor.at;
    this.open.pop();
    this.current = this.open[this.open.length - 1];
    if (this.current === undefined) this.afterRoot();
  }

  private afterRoot(): void {
    const { bytes, at } = this.cursor;
    const left = bytes.length - at;
    if (left > 0) {
      const found = `${left} ${left === 1 ? "byte" : "bytes"}, the first ${hexByte(bytes[at] ?? 0)}`;
      this.cursor.fault("trailing-bytes", at, left, "nothing after the root element", found, "[WBXML 1.3] 5.3");
    }
    this.stop();
  }

  private string(): void {
    const { cursor } = this;
    const start = cursor.at;
    this.beforeValue(start, "a string (STR_I)");
    cursor.at = start + 1;
    const text = cursor.terminated();
    if (text === undefined) this.stop();
    else this.value(text, start);
  }

  private opaque(): void {
    const { cursor } = this;
    const start = cursor.at;
    this.beforeValue(start, "opaque data");
    cursor.at = start + 1;
    const length = cursor.integer("the length of opaque data");
    if (length === undefined) this.stop();
    else this.opaqueData(length, start);
  }

  private opaqueData(length: number, start: number): void {
    const { cursor } = this;
    const from = cursor.at;
    const left = cursor.bytes.length - from;
    if (length > left) {
      cursor.truncated(`${length} bytes of opaque data from byte ${from} on`, "[WBXML 1.3] 5.8.4.6");
      this.stop();
      return;
    }
    cursor.at = from + length;
    this.value({ opaque: cursor.bytes.slice(from, cursor.at) }, start);
  }

  private value(value: string | Opaque, start: number): void {
    if (this.items >= this.limits.maxItems) {
      this.tooMany(start);
    } else {
      this.items += 1;
      this.add(value);
    }
  }

  /** What every value needs: a switch before it was idle, and it must stand inside an element. */
  private beforeValue(offset: number, what: string): void {
    if (this.pendingSwitch >= 0) this.idleSwitch(this.pendingSwitch);
    if (this.current !== undefined) return;
    this.cursor.fault("outside-root", offset, 1, "the root element", what, "[WBXML 1.3] 5.3");
  }

  private switchPage(): void {
    const { cursor } = this;
    const start = cursor.at;
    const page = cursor.bytes[start + 1];
    if (page === undefined) {
      cursor.truncated("the code page of SWITCH_PAGE", "[WBXML 1.3] 5.8.4.7.2");
      this.stop();
      return;
    }
    cursor.at = start + 2;
    if (this.pendingSwitch >= 0) this.idleSwitch(this.pendingSwitch);
    if (page === this.page) this.idleSwitch(start);
    else this.pendingSwitch = start;
    this.page = page;
    this.tags = tagsByToken[page] ?? noTags;
    if (page < codePages.length) return;
    cursor.fault("unknown-page", start, 2, "a code page from 0 to 25", pageName(page), "[MS-ASWBXML] 2.1.2");
  }

  private idleSwitch(offset: number): void {
    this.pendingSwitch = -1;
    const found = "one that changes nothing there";
    this.cursor.oddity(
      "idle-switch-page",
      offset,
      2,
      "SWITCH_PAGE directly before a tag of another page",
      found,
      "[WBXML 1.3] 5.3",
    );
  }

  private unknownTag(token: number, offset: number): string {
    // On a page that does not exist no token can be known: the switch to it has been reported.
    if (this.page < codePages.length) {
      const legacy = legacyTags.find((entry) => entry.page === this.page && entry.token === token);
      const namespace = codePages[this.page]?.namespace ?? "";
      const known = legacy === undefined ? "" : `, which is ${legacy.name} in older implementations`;
      const expected = `a tag of code page ${this.page} (${namespace})`;
      this.cursor.fault("unknown-token", offset, 1, expected, `${hexByte(token)}${known}`, "[MS-ASWBXML] 2.1.2.1");
    }
    return `Unknown-${hexByte(token)}`;
  }

  private tagWithAttributes(byte: number): void {
    const { cursor } = this;
    const start = cursor.at;
    this.attributeFault(byte, start);
    cursor.at = start + 1;
    this.pendingSwitch = -1;
    const tag = this.tags[byte & IDENTITY] ?? this.unknownTag(byte & IDENTITY, start);
    if (!skipAttributes(cursor)) this.stop();
    this.begin(tag, start, (byte & CONTENT) !== 0);
  }

  private attributeFault(byte: number, offset: number): void {
    const found = `${hexByte(byte)}, a tag with attributes`;
    this.cursor.fault("attribute", offset, 1, "a tag without attributes", found, "[MS-ASWBXML] 2.1.3");
  }

  private forbidden(byte: number): void {
    const start = this.cursor.at;
    const foreign = readForbidden(this.cursor, byte);
    if (this.pendingSwitch >= 0) this.idleSwitch(this.pendingSwitch);
    if (foreign === undefined) this.stop();
    else this.take(foreign, start);
  }

  private take(foreign: ForeignContent, start: number): void {
    if (foreign.kind === "element") this.begin(foreign.tag, start, foreign.hasContent);
    else if (foreign.kind === "text" && foreign.text !== "") this.value(foreign.text, start);
  }

  private tooDeep(offset: number): void {
    const { maxDepth } = this.limits;
    const expected = `at most ${maxDepth} levels of elements`;
    this.cursor.fault("too-deep", offset, 1, expected, "one more", "no section: a limit of this decoder");
    this.stop();
  }

  private tooMany(offset: number): void {
    const expected = `at most ${this.limits.maxItems} elements and values`;
    this.cursor.fault("too-large", offset, 1, expected, "one more", "no section: a limit of this decoder");
    this.stop();
  }
}

function pageName(page: number): string {
  return page === 254 ? "254 (WindowsLive, which Outlook.com alone used)" : String(page);
}
