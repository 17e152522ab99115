import type { Exploration } from "../../judging/results.js";
import { Inconclusive } from "../outcome.js";
import type { OpenAttempt } from "./attempts.js";
import type { Pace } from "./pace.js";
import { Departure, TargetGone } from "./property.js";
import { type Round, whyStopped } from "./round.js";
import { hasGone, type SearchSetup } from "./search-setup.js";

/** Whether a search goes on, and what ended it. */
export class Course {
  stopped: Exploration["endedBy"] | undefined;
  /** Was something left as it was, for want of time? */
  isShort = false;
  /** What is no departure of the target. */
  fault: { readonly error: unknown } | undefined;

  constructor(
    readonly setup: Pick<SearchSetup, "signal" | "expired">,
    readonly pace: Pace,
  ) {}

  get isOver(): boolean {
    this.#listen();
    return this.stopped !== undefined || this.fault !== undefined;
  }

  /** Is there time to try something once more? */
  get isTimeLeft(): boolean {
    return !this.isOver && this.pace.mayShrink(0);
  }

  /**
   * May nothing smaller be tried? The reason stays with the round. Time is left for `repeats` failures that are to be tried once
   * more.
   */
  mustEnd(round: Round, most: number, repeats: number): boolean {
    const late = !this.isOver && !this.pace.mayShrink(repeats);
    if (late) this.isShort = true;
    const limit = round.shrinks >= most ? `${most} smaller inputs were tried, which is the limit` : undefined;
    const why = this.why ?? (late ? whyStopped.budget : limit);
    round.unfinished ??= why;
    return why !== undefined;
  }

  /** What ended the search, in words; undefined while it goes on. */
  get why(): string | undefined {
    if (this.fault !== undefined) return "the search ended early";
    return this.stopped === undefined ? undefined : whyStopped[this.stopped];
  }

  /** The departure that an attempt ended with; undefined for everything else, which ends the search. */
  async understood(error: unknown, attempt: OpenAttempt): Promise<Departure | undefined> {
    const gone = error instanceof TargetGone || (await hasGone(attempt));
    if (this.setup.signal.aborted) this.#listen();
    else if (gone) this.stopped = "outage";
    else if (attempt.signal.aborted) this.fault = { error: new Inconclusive("one input took longer than a case may") };
    else if (error instanceof Departure) return error;
    else this.fault = { error };
    return undefined;
  }

  /** The end of the budget, or Ctrl-C. */
  #listen(): void {
    if (!this.setup.signal.aborted) return;
    this.stopped ??= this.setup.expired?.aborted === true ? "budget" : "interrupted";
  }
}
