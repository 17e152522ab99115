import { codePage } from "../../eas/index.js";
import { type Content, child, type Element, element, isElement, textOf } from "../../wbxml/index.js";

/** Rewrites a tree from the leaves up: each element may become any number of others. */
export function convertTree(root: Element, convert: (element: Element) => readonly Element[]): Element {
  const [converted = root] = convert(convertContent(root, convert));
  return converted;
}

function convertContent(source: Element, convert: (element: Element) => readonly Element[]): Element {
  if (source.content === null) return source;
  const content = source.content.flatMap((one): readonly Content[] =>
    isElement(one) ? convert(convertContent(one, convert)) : [one],
  );
  return { ...source, content };
}

function isSmsAdd(source: Element): boolean {
  const className = child(source, codePage.airSync, "Class");
  const isAdd = source.page === codePage.airSync && source.tag === "Add";
  return isAdd && className !== undefined && textOf(className) === "SMS";
}

/** The fields of an SMS directly under its Add. */
export function withoutApplicationData(source: Element): Element[] {
  if (!isSmsAdd(source) || source.content === null) return [source];
  const content = source.content.flatMap((one) =>
    isElement(one) && one.tag === "ApplicationData" ? (one.content ?? []) : [one],
  );
  return [{ ...source, content }];
}

/** From with a contact in it, beside the address. */
export function withChild(source: Element): Element[] {
  if (source.page !== codePage.email || source.tag !== "From") return [source];
  const [, number] = /\[MOBILE:([^\]]*)\]/i.exec(textOf(source)) ?? [];
  if (number === undefined) return [source];
  return [{ ...source, content: [...(source.content ?? []), element(1, "MobilePhoneNumber", number)] }];
}
