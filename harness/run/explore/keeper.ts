import type { Exchange } from "../../eas/index.js";
import type { Monitor } from "../../monitors/monitor.js";
import { sessionsOf, shapeOf } from "../judge-monitors.js";
import type { Departure, Judgement } from "./property.js";

/** Attempts that are kept as they went, whatever they showed. */
const samples = 2;
/** Attempts kept because a monitor saw something new in them, at most. */
const monitoredLimit = 40;

/**
 * Decides which attempts of a search stay in the record. A thousand histories are far more than a report can hold; kept are
 * a few samples, every attempt in which something is judged for the first time, and those in which a monitor sees a
 * departure that it has not seen yet.
 */
export class Keeper {
  #seen = 0;
  #monitored = 0;
  #alarmed = false;
  readonly #shapes = new Set<string>();
  readonly #judged = new Set<string>();
  /** What is in the record stands there once, however often and for whatever reason it is to be kept. */
  readonly #recorded = new WeakSet<Exchange>();

  constructor(
    readonly monitors: readonly Monitor[],
    readonly record: (exchange: Exchange) => void,
    readonly check: (judgement: Judgement) => void,
    /** Is a departure from this row, or this clause of a ruling, more than a remark? */
    readonly isSerious: (requirement: string, ruling: string | undefined) => boolean,
  ) {}

  /** Has a monitor seen a departure that is more than a remark? */
  get alarmed(): boolean {
    return this.#alarmed;
  }

  take(exchanges: readonly Exchange[], judgements: readonly Judgement[]): void {
    this.#seen += 1;
    const fresh = judgements.filter((judgement) => this.#isNew(judgement));
    // Both are asked: what a monitor sees is noted even when the attempt is kept for another reason.
    const monitored = this.#showsMonitors(exchanges);
    if (this.#seen > samples && fresh.length === 0 && !monitored) return;
    this.keep(exchanges, fresh);
  }

  /** Into the record in any case. */
  keep(exchanges: readonly Exchange[], judgements: readonly Judgement[]): void {
    for (const exchange of exchanges) {
      if (this.#recorded.has(exchange)) continue;
      this.#recorded.add(exchange);
      this.record(exchange);
    }
    for (const judgement of judgements) this.check(judgement);
  }

  /** A counterexample: into the record, and what failed in it names it. */
  keepFailure(exchanges: readonly Exchange[], { kind, judgements, byTheWay }: Departure): void {
    const named = judgements.map((judgement) =>
      judgement.observation.holds
        ? judgement
        : { ...judgement, options: { ...judgement.options, counterexample: kind } },
    );
    this.keep(exchanges, [...named, ...byTheWay]);
  }

  #isNew({ requirement, observation, options }: Judgement): boolean {
    const { holds, expected, seen } = observation;
    const key = JSON.stringify([requirement, options?.ruling, holds, shapeOf(expected), shapeOf(seen)]);
    if (this.#judged.has(key)) return false;
    this.#judged.add(key);
    return true;
  }

  #showsMonitors(exchanges: readonly Exchange[]): boolean {
    if (this.#monitored >= monitoredLimit) return false;
    const before = this.#shapes.size;
    for (const session of sessionsOf(exchanges)) {
      for (const monitor of this.monitors) {
        // One attempt shows too little of a mailbox.
        if (monitor.across !== undefined) continue;
        for (const { requirement, observation, ruling } of monitor.observe(session)) {
          if (observation.holds) continue;
          this.#shapes.add(JSON.stringify([requirement, ruling, shapeOf(observation.seen)]));
          this.#alarmed ||= this.isSerious(requirement, ruling);
        }
      }
    }
    if (this.#shapes.size === before) return false;
    this.#monitored += 1;
    return true;
  }
}
