import { childElements, type Element } from "../wbxml/index.js";
import type { Exchange } from "./exchange.js";

/** The bytes and the element that a finding points at. */
export interface Mark {
  readonly side: "request" | "response";
  /** Byte range in the body, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** Element path, e.g. "Sync/Collections/Collection/Status". */
  readonly path: string;
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
  /** A remark that belongs into the finding even when the observation holds, e.g. a tolerated departure. */
  readonly remark?: string;
}

/** Anything that can be shown as evidence: an exchange, or an answer that carries one. */
export type Evidence =
  | Exchange
  | { readonly exchange: Exchange }
  | readonly (Exchange | { readonly exchange: Exchange })[];

/** The exchanges behind a piece of evidence, in order. */
export function exchangesOf(evidence: Evidence): Exchange[] {
  if (Array.isArray(evidence)) return evidence.flatMap((one: Exchange | { exchange: Exchange }) => exchangesOf(one));
  const single = evidence as Exchange | { readonly exchange: Exchange };
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
