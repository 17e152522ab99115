import type { Exchange, Mark } from "../../eas/index.js";
import type { Element } from "../../wbxml/index.js";
import type { Session } from "../monitor.js";
import { isJudged } from "../versions.js";

/** A request with a body that could be decoded, at a version that has SMS. */
export interface Asked {
  readonly exchange: Exchange;
  readonly document: Element;
}

/** May a client rule judge this request? Not one that is wrong on purpose, nor one at a version without SMS. */
export function isClientsOwn(exchange: Exchange): boolean {
  return exchange.deliberate === undefined && isJudged(exchange);
}

/** Requests of these commands, or of all, that a client rule may judge. */
export function* requests(session: Session, commands?: readonly string[]): Iterable<Asked> {
  for (const exchange of session.exchanges) {
    const { document } = exchange.request;
    if (document === undefined || !isClientsOwn(exchange)) continue;
    if (commands === undefined || commands.includes(exchange.command)) yield { exchange, document };
  }
}

/** Where an element of a request stands. */
export function markIn(source: Element | undefined, path: string): { readonly mark?: Mark } {
  if (source?.start === undefined || source.end === undefined) return {};
  return { mark: { side: "request", start: source.start, end: source.end, path } };
}

/** UTC, in milliseconds. */
export function beganAt({ startedAt }: Exchange): number {
  return Date.parse(startedAt);
}

/** When the answer was there, in milliseconds. */
export function endedAt(exchange: Exchange): number {
  return beganAt(exchange) + exchange.durationMs;
}
