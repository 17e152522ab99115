import { childElements, type Element } from "../wbxml/index.js";
import type { Exchange } from "./exchange.js";

/** The bytes and the element that a finding points at. */
export interface Mark {
  /** Id of the exchange that holds it; absent where only the message was looked at. */
  readonly exchange?: string;
  readonly side: "request" | "response";
  /** Byte range in the body, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** Element path, e.g. "Sync/Collections/Collection/Status". */
  readonly path: string;
  /** How many elements are wrong as this one is, itself included; absent: it alone, or nobody counted. At least 2. */
  readonly of?: number;
}

/**
 * What was expected of an exchange and what came: the raw material of a verdict. It says nothing about requirements or
 * levels; only `check` (harness/judging) turns it into a finding.
 */
export interface Observation {
  readonly holds: boolean;
  /** Plain words, complete in themselves: "Status 4 under Sync or Collection, and no Commands". */
  readonly expected: string;
  /** Plain words: "Status 1 under Collection, with 5 Add commands". */
  readonly seen: string;
  readonly mark?: Mark;
  /** The element that it is about, wherever in the evidence that stands: a failure without a mark marks this one. */
  readonly about?: Element | undefined;
  /** How many elements, in all of the evidence, are wrong as that one is, itself included; absent: nobody counted. */
  readonly alike?: number;
  /** What it is about lies within that element, or within the one that the evidence is about: ["Body", "Data"]. */
  readonly within?: readonly string[];
  /** A remark that belongs into the finding even when the observation holds, e.g. a tolerated departure. */
  readonly remark?: string;
}

/** An answer that carries its exchange, and perhaps the element of it that everything said of this evidence is about. */
export interface Shown {
  readonly exchange: Exchange;
  readonly about?: Element | undefined;
}

/** Anything that can be shown as evidence: an exchange, or an answer that carries one. */
export type Evidence = Exchange | Shown | readonly (Exchange | Shown)[];

/** The exchanges behind a piece of evidence, in order. */
export function exchangesOf(evidence: Evidence): Exchange[] {
  if (Array.isArray(evidence)) return evidence.flatMap((one: Exchange | Shown) => exchangesOf(one));
  const single = evidence as Exchange | Shown;
  return ["exchange" in single ? single.exchange : single];
}

/** Path of an element in its document, e.g. "Sync/Collections/Collection/Status"; undefined when it is not in it. */
export function pathTo(root: Element, target: Element): string | undefined {
  if (root === target) return root.tag;
  for (const child of childElements(root)) {
    const below = pathTo(child, target);
    if (below !== undefined) return `${root.tag}/${below}`;
  }
  return undefined;
}

/** The mark of an element of a decoded document; undefined for a tree made by hand, which has no bytes. */
export function markOf(side: Mark["side"], root: Element, target: Element): Mark | undefined {
  const path = pathTo(root, target);
  const { start, end } = target;
  return path === undefined || start === undefined || end === undefined ? undefined : { side, start, end, path };
}

/** The same evidence, which is about this element of it; without one it is just the evidence. */
export function pointing(evidence: Evidence, about: Element | undefined): Evidence {
  if (about === undefined) return evidence;
  return exchangesOf(evidence).map((exchange) =>
    markIn(exchange, about) === undefined ? exchange : { exchange, about },
  );
}

/** Where the element stands that an observation and its evidence are about; undefined when it stands in none of them. */
export function markOfAbout({ about, within = [] }: Observation, evidence: Evidence): Mark | undefined {
  const element = about ?? elementsOf(evidence).at(-1);
  if (element === undefined) return undefined;
  const narrow = innermost(element, within);
  return exchangesOf(evidence).flatMap((exchange) => markIn(exchange, narrow) ?? [])[0];
}

function elementsOf(evidence: Evidence): Element[] {
  const parts = (Array.isArray(evidence) ? evidence : [evidence]) as readonly (Exchange | Shown)[];
  return parts.flatMap((part) => ("exchange" in part ? (part.about ?? []) : []));
}

/** As far down as these tags lead: an element that lacks what it should hold is itself what is wrong. */
function innermost(element: Element, [tag, ...below]: readonly string[]): Element {
  const child = childElements(element).find((one) => one.tag === tag);
  return child === undefined ? element : innermost(child, below);
}

function markIn({ id, request, response }: Exchange, element: Element): Mark | undefined {
  const inResponse = response?.document && markOf("response", response.document, element);
  const mark = inResponse ?? (request.document && markOf("request", request.document, element));
  return mark && { ...mark, exchange: id };
}

/**
 * Id of the exchange of the evidence that holds a mark. Who made it may have seen the message alone: it is then in the only exchange, else in the last one that has an element in
 * exactly these bytes, else in the last one that has bytes there.
 */
export function holderOf(mark: Mark, exchanges: readonly Exchange[]): string | undefined {
  const [first, ...others] = exchanges;
  if (mark.exchange !== undefined && exchanges.some(({ id }) => id === mark.exchange)) return mark.exchange;
  if (others.length === 0) return first?.id;
  const messageOf = (exchange: Exchange) => (mark.side === "request" ? exchange.request : exchange.response);
  const exact = exchanges.findLast((exchange) => {
    const document = messageOf(exchange)?.document;
    return document !== undefined && hasElementAt(document, mark, mark.path.split("/"));
  });
  return (exact ?? exchanges.findLast((exchange) => (messageOf(exchange)?.body.length ?? -1) >= mark.end))?.id;
}

function hasElementAt(element: Element, mark: Mark, [tag, ...below]: readonly string[]): boolean {
  if (element.tag !== tag) return false;
  if (below.length === 0) return element.start === mark.start && element.end === mark.end;
  return childElements(element).some((child) => hasElementAt(child, mark, below));
}
