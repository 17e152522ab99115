import type { VNode } from "preact";
import { shortened } from "../shortened.js";
import { count } from "./format.js";

/**
 * Characters that cannot be seen or that change how their neighbours are read: controls, lone surrogates, zero-width
 * space, marks and overrides of writing direction. Tab and line feed are layout. Joiners stay: names and emoji need them.
 */
const unseen = /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Text without what cannot be seen, for places that hold no markup. */
export function plain(text: string): string {
  return text.replace(unseen, "\ufffd");
}

/** Text with what cannot be seen written out as its code. */
export function visible(text: string): (string | VNode)[] {
  const parts: (string | VNode)[] = [];
  let from = 0;
  for (const match of text.matchAll(unseen)) {
    const [character] = match;
    if (character === "\t" || character === "\n") continue;
    if (match.index > from) parts.push(text.slice(from, match.index));
    parts.push(<span class="code-point">{codeOf(character)}</span>);
    from = match.index + character.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** Text that cannot turn the direction of what stands beside it: a long page holds thousands, and no element for them. */
const leftToRight = /^[\t\n\x20-\x7e]*$/;

/** Text that a target, an operator or a check wrote: kept apart from the page's own, in direction and in length. */
export function Text({ value, most = 2_000 }: { readonly value: string; readonly most?: number }): VNode {
  const { text, rest } = shortened(value, most);
  const shown = (
    <>
      {visible(text)}
      {rest > 0 && <span class="left-out"> … {count(rest)} more characters, see results.json</span>}
    </>
  );
  return leftToRight.test(text) ? shown : <bdi>{shown}</bdi>;
}

/** A section number, followed by its document where that is not plain from the place. */
export function Section({ number }: { readonly number: string }): VNode {
  return <span class="section-number">§ {number}</span>;
}
