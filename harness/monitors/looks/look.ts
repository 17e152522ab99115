import type { Mark } from "../../eas/index.js";
import { childElements, type Element, isOpaque } from "../../wbxml/index.js";
import type { MonitorObservation } from "../monitor.js";
import { markAt, type SmsItem } from "../observe.js";

// What can be said of the ApplicationData of an SMS by looking at it alone, whoever wrote it.

/** One thing seen in an item. */
export interface Look {
  readonly requirement: string;
  readonly ruling?: string;
  readonly holds: boolean;
  readonly expected: string;
  readonly seen: string;
  /** What was looked at, and its tags from ApplicationData down. */
  readonly element?: Element;
  readonly tags: string;
}

/** A look at an item that the server sent, as its monitors yield it. */
export function asSeen({ step, path }: SmsItem, look: Look): MonitorObservation {
  return observed(step.exchange, look, markAt(look.element, look.tags === "" ? path : `${path}/${look.tags}`));
}

/** A look as a monitor yields it. */
export function observed(
  exchange: MonitorObservation["exchange"],
  { requirement, ruling, holds, expected, seen }: Look,
  mark: { readonly mark?: Mark },
): MonitorObservation {
  const observation = { holds, expected, seen, ...(holds ? {} : mark) };
  return { requirement, exchange, observation, ...(ruling === undefined ? {} : { ruling }) };
}

/** An element that holds others is told by the monitor of leaves, and by nobody else. */
export function isLeaf(element: Element | undefined): element is Element {
  return element !== undefined && childElements(element).length === 0;
}

/** Does a string hold the text, as xs:string wants it, and not opaque bytes? */
export function isString(element: Element): boolean {
  return !(element.content ?? []).some(isOpaque);
}
