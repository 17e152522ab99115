import { plural } from "../../judging/plural.js";
import type { Counterexample, Exploration } from "../../judging/results.js";
import type { DrawnFrom } from "../replay.js";
import type { Departure } from "./property.js";
import type { Round, Smallest } from "./round.js";
import type { SearchSetup } from "./search-setup.js";

/** What a search has found: the kinds of failure that were met, and of each the smallest input, once it is as small as it gets. */
export class Found {
  readonly #counterexamples: Counterexample[] = [];
  readonly #kinds = new Set<string>();
  #metAgain = 0;

  constructor(readonly setup: Pick<SearchSetup, "keeper" | "replay">) {}

  /** How many kinds of failure were met. */
  get kinds(): number {
    return this.#kinds.size;
  }

  get told(): Pick<Exploration, "counterexample" | "further"> {
    const [counterexample, ...further] = this.#counterexamples;
    return {
      ...(counterexample === undefined ? {} : { counterexample }),
      ...(further.length === 0 ? {} : { further }),
    };
  }

  /** Was this kind of failure met, other than in this round? */
  isKnown(kind: string, { smallest }: Round): boolean {
    return this.#kinds.has(kind) && smallest?.departure.kind !== kind;
  }

  /** A failure of another kind than the one that is being shrunk, or of a kind that was met before, is none here. */
  isNews({ kind }: Departure, { smallest }: Round): boolean {
    return smallest === undefined ? !this.#kinds.has(kind) : smallest.departure.kind === kind;
  }

  /** An input that ended where it departs as another did before. */
  meetAgain(): void {
    this.#metAgain += 1;
  }

  /** What was not tried for what was found: whole sentences for the report. */
  get notes(): readonly string[] {
    const ended = `${plural(this.#metAgain, "input")} ended where one before had departed in the same way`;
    return this.#metAgain === 0 ? [] : [`${ended}: what lay behind it was not tried`];
  }

  meet({ kind }: Departure): void {
    this.#kinds.add(kind);
  }

  /** Into the record. */
  note(round: Round, { departure, exchanges }: Smallest, drawn: DrawnFrom): void {
    this.setup.keeper.keepFailure(exchanges, departure);
    this.#counterexamples.push({ ...drawn, replay: this.setup.replay(drawn), ...round.told(departure) });
  }
}
