import { child, childElements, type Element, element, isElement } from "../wbxml/index.js";

// How typed fields become elements and back. Readers take what a peer sent as it is; nothing here throws for it.

const utf8 = new TextDecoder();

/** The same fields without those that are undefined, as `exactOptionalPropertyTypes` wants them. */
export type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
} & { [K in keyof T as undefined extends T[K] ? never : K]: T[K] };

export function defined<T extends object>(fields: T): Defined<T> {
  // A loop, since every element of every message passes here; a list of entries each time would be most of its cost.
  const kept: Record<string, unknown> = {};
  for (const name in fields) if (fields[name] !== undefined) kept[name] = fields[name];
  return kept as Defined<T>;
}

/** A leaf with a value; `""` gives an element without content, nothing gives no element. */
export function leaf(page: number, tag: string, value: string | number | undefined): Element[] {
  if (value === undefined) return [];
  return [value === "" ? element(page, tag) : element(page, tag, String(value))];
}

/** An element without content, if wanted. */
export function emptyTag(page: number, tag: string, wanted: boolean | undefined): Element[] {
  return wanted ? [element(page, tag)] : [];
}

/** A container around whatever stands in `parts`, in that order. */
export function container(page: number, tag: string, ...parts: readonly Element[][]): Element {
  return element(page, tag, ...parts.flat());
}

/**
 * A reader that reads each document once and answers with the same fields whenever it is asked again: a dozen monitors and the
 * device look at every message. Trees and what is read of them are never changed.
 */
export function readOnce<T>(read: (root: Element) => T): (root: Element) => T {
  const known = new WeakMap<Element, { readonly fields: T }>();
  return (root) => {
    const entry = known.get(root) ?? { fields: read(root) };
    known.set(root, entry);
    return entry.fields;
  };
}

export function isTag(candidate: Element, page: number, tag: string): boolean {
  return candidate.page === page && candidate.tag === tag;
}

/**
 * The text of an element. Opaque data that stands where a string belongs is read as UTF-8, so that what a peer sent in
 * the wrong form is not taken for lost; that the form is wrong is found by schema validation.
 */
export function readText(source: Element): string {
  let text = "";
  for (const content of source.content ?? []) {
    if (typeof content === "string") text += content;
    else if (!isElement(content)) text += utf8.decode(content.opaque);
  }
  return text;
}

/** Text of the first child with this identity; `""` for an empty one, undefined for none. */
export function childText(parent: Element, page: number, tag: string): string | undefined {
  const found = child(parent, page, tag);
  return found === undefined ? undefined : readText(found);
}

/** The first child's text as a whole number; undefined when there is none or it is not one. */
export function childInteger(parent: Element, page: number, tag: string): number | undefined {
  return parseInteger(childText(parent, page, tag));
}

export function hasChild(parent: Element, page: number, tag: string): boolean {
  return child(parent, page, tag) !== undefined;
}

/** Whole numbers as [MS-ASDTYPE] 2.6 writes them. */
export function parseInteger(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** A boolean where an empty element counts as true ([MS-ASDTYPE] 2.1). */
export function parseBoolean(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  return text === "" || text === "1" ? true : text === "0" ? false : undefined;
}

/** Children with one of these names on one page, in document order. */
export function childrenNamed<N extends string>(
  parent: Element,
  page: number,
  names: readonly N[],
): { readonly kind: N; readonly element: Element }[] {
  return childElements(parent).flatMap((candidate) => {
    const kind = names.find((name) => isTag(candidate, page, name));
    return kind === undefined ? [] : [{ kind, element: candidate }];
  });
}
