import { type Evidence, exchangesOf, holderOf, markOfAbout, type Observation } from "../eas/index.js";
import type { FindingMark } from "./results.js";

/**
 * What a finding points at, with the exchange that holds it; undefined when nothing can be pointed at. One element is marked;
 * where several are wrong alike, the mark says of how many it is one.
 */
export function foundMark(observation: Observation, evidence: Evidence): FindingMark | undefined {
  const mark = observation.mark ?? (observation.holds ? undefined : markOfAbout(observation, evidence));
  if (mark === undefined) return undefined;
  const exchange = holderOf(mark, exchangesOf(evidence));
  const { alike = 1 } = observation;
  return exchange === undefined ? undefined : { ...mark, exchange, ...(alike < 2 ? {} : { of: alike }) };
}
