import { childElements, type Element, isElement, qualifiedName } from "../../wbxml/index.js";

/**
 * The JSON form of an element, made for JSON Schema: children stand under their qualified name, in lists, so that a schema
 * says which names may stand in a parent and how often, whatever their order. `#text` holds the strings, joined, and is
 * absent when the element has none; `#opaque` holds opaque data in base64; `#order` names the children in document order and
 * is absent without children. Names of children always have a colon, so nothing collides.
 *
 * `<Status>1</Status>` in Collection is `{"AirSync:Status": [{"#text": "1"}], "#order": ["AirSync:Status"]}`.
 */
export interface JsonForm {
  readonly [name: string]: string | readonly string[] | readonly JsonForm[];
}

/** The JSON form of a document: one member, the root's qualified name, with a list of one, e.g. `{"AirSync:Sync": [{…}]}`. */
export function documentToJson(root: Element): JsonForm {
  return { [nameOf(root)]: [elementToJson(root)] };
}

export function elementToJson(source: Element): JsonForm {
  const strings: string[] = [];
  const opaque: Uint8Array[] = [];
  const lists = new Map<string, JsonForm[]>();
  const order: string[] = [];
  for (const content of source.content ?? []) {
    if (typeof content === "string") strings.push(content);
    else if (isElement(content)) {
      const name = nameOf(content);
      order.push(name);
      const list = lists.get(name);
      if (list === undefined) lists.set(name, [elementToJson(content)]);
      else list.push(elementToJson(content));
    } else opaque.push(content.opaque);
  }
  const text = strings.join("");
  const form: Record<string, JsonForm[string]> = {};
  if (text !== "") form["#text"] = text;
  if (opaque.length > 0) form["#opaque"] = Buffer.concat(opaque).toString("base64");
  if (order.length > 0) form["#order"] = order;
  for (const [name, list] of lists) form[name] = list;
  return form;
}

/** "Email:From": the name under which an element stands in the JSON form. */
export function nameOf(source: Element): string {
  return qualifiedName(source.page, source.tag);
}

/** Where a JSON pointer into the JSON form leads. */
export interface Located {
  /** From the root down to the element that the pointer names, or to the parent of the list that it names. */
  readonly chain: readonly Element[];
  /** The list that the pointer ends in, if it ends in one: all children of that name. */
  readonly list?: readonly Element[];
}

/** Finds the elements behind a JSON pointer of a validator. Members that begin with "#" end the walk at their element. */
export function locate(root: Element, pointer: string): Located {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const chain: Element[] = [];
  let list: readonly Element[] | undefined = [root];
  for (const step of steps) {
    if (step.startsWith("#")) break;
    const parent: Element | undefined = chain.at(-1);
    if (list === undefined)
      list = parent === undefined ? [] : childElements(parent).filter((one) => nameOf(one) === step);
    else if (/^\d+$/.test(step)) {
      const next: Element | undefined = list[Number(step)];
      if (next === undefined) break;
      chain.push(next);
      list = undefined;
    }
  }
  return list === undefined || chain.length === 0 ? { chain } : { chain, list };
}
