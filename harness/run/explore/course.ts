import { StageError } from "../../device/types.js";
import { environmentalReason } from "../../eas/index.js";
import type { Exploration } from "../../judging/results.js";
import { Inconclusive } from "../outcome.js";
import type { OpenAttempt } from "./attempts.js";
import type { Pace } from "./pace.js";
import { Departure, noAnswerWords, notCarriedOutWords, TargetGone } from "./property.js";
import { type Round, whyStopped } from "./round.js";
import { hasGone, type SearchSetup } from "./search-setup.js";

/** Whether a search goes on, and what ended it. */
export class Course {
  stopped: Exploration["endedBy"] | undefined;
  /** Was something left as it was, for want of time? */
  isShort = false;
  #outage: string | undefined;
  #isUnended = false;
  /** Of an input that came to no end: which it was, and how it is repeated. */
  #unended: { readonly input?: string; readonly replay: string } | undefined;
  /** What is no departure of the target. */
  fault: { readonly error: unknown } | undefined;

  constructor(
    readonly setup: Pick<SearchSetup, "signal" | "expired">,
    readonly pace: Pace,
  ) {}

  /** What the target did not answer or carry out any more, in words. */
  get outage(): string | undefined {
    if (this.#outage === undefined || this.#unended === undefined) return this.#outage;
    const { input, replay } = this.#unended;
    return `${this.#outage}${input === undefined ? "" : `; the input: ${input}`}; to repeat it: ${replay}`;
  }

  /** Did an input that came to no end stop the search, and is it not named yet? */
  get isUnended(): boolean {
    return this.#isUnended && this.#unended === undefined;
  }

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
    if (this.fault !== undefined) return whyStopped.obstacle;
    return this.stopped === undefined ? undefined : whyStopped[this.stopped];
  }

  /** What an attempt ended with: a departure, or a preparation without an answer, in words; all else ends the search. */
  async understood(error: unknown, attempt: OpenAttempt): Promise<Understood> {
    const gone = error instanceof TargetGone || (await hasGone(attempt));
    const unprepared = unansweredPreparation(error);
    if (this.setup.signal.aborted) this.#listen();
    else if (gone) this.#endOutage(error instanceof TargetGone ? error.message : new TargetGone().message);
    else if (attempt.signal.aborted) this.fault = { error: new Inconclusive("one input took longer than a case may") };
    else if (error instanceof Departure) return { departure: error };
    else if (unprepared !== undefined) return { departure: undefined, unprepared };
    else this.fault = { error };
    return { departure: undefined };
  }

  /** One input was broken off as often as it was tried: another request each time, a preparation, or no moment for requests. */
  endUnanswered({ words, isAnswered }: BrokenOff, times: number): void {
    this.#isUnended = true;
    this.#endOutage(
      `one input came to no end in ${times} tries, at last: ${words}`,
      isAnswered ? "obstacle" : "outage",
    );
  }

  /** The input that ended the search before it failed in any way. */
  endedBy(replay: string, input: string | undefined): void {
    this.#unended = { replay, ...(input === undefined ? {} : { input }) };
  }

  #endOutage(reason: string, stopped: "outage" | "obstacle" = "outage"): void {
    this.stopped = stopped;
    this.#outage = reason;
  }

  /** The end of the budget, or Ctrl-C. */
  #listen(): void {
    if (!this.setup.signal.aborted) return;
    this.stopped ??= this.setup.expired?.aborted === true ? "budget" : "interrupted";
  }
}

export interface Understood {
  readonly departure: Departure | undefined;
  readonly unprepared?: BrokenOff;
}

/** What broke an input off. */
export interface BrokenOff {
  readonly words: string;
  /** There was an answer, of an error of the target's own: nobody can say that it does not answer any more. */
  readonly isAnswered: boolean;
}

/** Which preparation had no answer, or an HTTP error for one, or met an hour at which nothing is answered, and why. */
function unansweredPreparation(error: unknown): BrokenOff | undefined {
  if (!(error instanceof StageError) || error.exchange === undefined) return undefined;
  const { command, failure } = error.exchange;
  if (failure?.kind === "aborted") return undefined;
  if (failure !== undefined) return { words: noAnswerWords(command, failure.message), isAnswered: false };
  const { status } = error.exchange.response ?? { status: 200 };
  const hour = environmentalReason(error.exchange);
  const reason = hour ?? (status >= 500 ? `HTTP ${status}` : undefined);
  if (reason === undefined) return undefined;
  return { words: notCarriedOutWords(command, reason), isAnswered: hour === undefined };
}
