/** Opaque data: bytes that the codec carries and never interprets ([MS-ASDTYPE] 2.7.1). */
export interface Opaque {
  readonly opaque: Uint8Array;
}

/** What stands inside an element, in order: one string per STR_I (also ""), opaque data, or a child element. */
export type Content = string | Opaque | Element;

/**
 * One element of a WBXML document. Its identity is the pair (code page, tag name): the same name means different
 * tokens on different pages ([MS-ASWBXML] 2.1.2).
 */
export interface Element {
  /** Code page, 0 to 25. */
  readonly page: number;
  /** Local name as [MS-ASWBXML] spells it. */
  readonly tag: string;
  /** `null`: the tag byte had no content bit. `[]`: content bit and END with nothing between. */
  readonly content: readonly Content[] | null;
  /** Offset of the tag byte in the decoded document; absent in a tree made by hand. */
  readonly start?: number;
  /** Offset just past the element (its END, or its tag byte when it has no content). */
  readonly end?: number;
}

/** Makes an element. Without `content` it has no content bit, which is how an empty element is written canonically. */
export function element(page: number, tag: string, ...content: Content[]): Element {
  return { page, tag, content: content.length === 0 ? null : content };
}

export function isElement(content: Content): content is Element {
  return typeof content === "object" && "tag" in content;
}

export function isOpaque(content: Content): content is Opaque {
  return typeof content === "object" && "opaque" in content;
}

/** The child elements in document order. */
export function childElements(parent: Element): Element[] {
  return (parent.content ?? []).filter(isElement);
}

/** All children with this identity, in document order. */
export function children(parent: Element, page: number, tag: string): Element[] {
  return childElements(parent).filter((child) => child.page === page && child.tag === tag);
}

/** The first child with this identity. */
export function child(parent: Element, page: number, tag: string): Element | undefined {
  return childElements(parent).find((candidate) => candidate.page === page && candidate.tag === tag);
}

/** The strings of an element, joined; opaque data and child elements are passed over. */
export function textOf(parent: Element): string {
  return (parent.content ?? []).filter((content) => typeof content === "string").join("");
}
