import type fc from "fast-check";
import type { Device } from "../../device/types.js";
import type { Exchange, Observation } from "../../eas/index.js";
import type { CheckOptions } from "../../judging/check.js";
import type { CounterexampleStep } from "../../judging/results.js";

// What a case that draws its inputs tells the harness, and what it is given. Plain types: suites build on them.

/** `sections` are the cases that every run has; the others draw their inputs, and run when they are asked for. */
export const suiteNames = ["sections", "model", "text", "robustness"] as const;
export type SuiteName = (typeof suiteNames)[number];

/** How much is tried, and where a search begins. Plain data: it goes to a worker. */
export interface ExplorePlan {
  /** Inputs that each case tries; absent: as many as the case itself says, or as the budget allows. */
  readonly runs?: number;
  /** Milliseconds for all cases together. */
  readonly budgetMs?: number;
  /** When the budget began to run, in milliseconds of the clock; absent: with the first case that draws. */
  readonly startedAt?: number;
  /** fast-check's path to a counterexample: this one input is tried, and nothing else. */
  readonly path?: string;
  /** fast-check's path among the commands of a history. */
  readonly replayPath?: string;
  /**
   * Ends at the first departure and shrinks nothing. any: of the property or of a monitor, for mutants; property: for servers
   * that must pass, where a monitor may warn.
   */
  readonly first?: "any" | "property";
  /** Absolute path of the folder of counterexamples that are kept and tried first. */
  readonly examples?: string;
}

/** What one input is tried with: partnerships of its own, and on the embedded server a mailbox of its own. */
export interface Attempt {
  readonly user: string;
  /** Letters and digits that no other attempt and no other run has. */
  readonly token: string;
  /** Counts the attempts of the search, from 1. */
  readonly number: number;
  /** A connected device with a fresh partnership. Each label once. @throws StageError */
  connect(label: string): Promise<Device>;
  /** Exchanges of this attempt so far, in order. */
  readonly exchanges: readonly Exchange[];
  /** Counts one more of a kind: "commands", "Sync". */
  count(of: string, kind: string): void;
  /**
   * Judges something by the way, e.g. that a rule held. What is the same but for numbers and quoted text is judged once for
   * the whole search, with the first evidence.
   */
  judge(judgement: Judgement): void;
  /** Says what could not be cleaned up. */
  leave(what: string): void;
  /** Is the time for new inputs over? One of several parts then ends after the part that is under way. */
  readonly late: boolean;
  /** Ends with the run, or when the attempt takes too long. */
  readonly signal: AbortSignal;
}

/** What is tried with every drawn input. */
export interface Property<T> {
  /** Inputs tried when the caller says neither --runs nor --budget. */
  readonly runs: number;
  /** Smaller inputs tried after a failure, at most: each of them is traffic. Default: no limit. */
  readonly maxShrinks?: number;
  /** What of its inputs this target never sees, and why; where it plays: whole sentences for the report. */
  readonly notes?: readonly string[];
  /** Why the same input may do something else another time: words after a colon. Absent: it never does. */
  readonly unsteady?: string;
  /** Is this smaller input not worth its traffic, after what failed? It counts as one that passes. */
  hopeless?(smaller: T, failed: Departure): boolean;
  /**
   * The same failure with less around it, where that takes one connection instead of one for each try. `mayTry` is asked before
   * each try, and waits for its turn.
   */
  reduce?(input: T, attempt: Attempt, mayTry: () => Promise<boolean>): Promise<Reduced<T>>;
  /** Kinds of failure looked for after the first one. Default 0: the first counterexample ends the case. */
  readonly further?: number;
  /** @param replayPath of fast-check for histories; else as `reduce` gave it */
  arbitrary(replayPath?: string): fc.Arbitrary<T>;
  /** @throws Departure when the target is wrong, TargetGone when it is not there any more; all else is an error of ours. */
  attempt(input: T, attempt: Attempt): Promise<void>;
  /** The input in short, for a reader; absent: how to repeat it says enough. */
  words?(input: T): string;
  /** The input as JSON, for --save-examples. */
  encode(input: T): unknown;
  /** undefined: no input of this property any more. */
  decode(saved: unknown): T | undefined;
}

/** What a reduction came to. */
export interface Reduced<T> {
  readonly input: T;
  /** What fails now; absent: it does not fail any more at all. */
  readonly departure?: Departure;
  /** Leads `arbitrary` from the drawn input to this one. */
  readonly replayPath?: string;
  /** Why nothing smaller was tried. */
  readonly unfinished?: string;
}

/** One judgement that a case makes of a departure. */
export interface Judgement {
  readonly requirement: string;
  readonly observation: Observation;
  readonly evidence: readonly Exchange[];
  readonly options?: CheckOptions;
}

/** The target departed from the property. */
export class Departure extends Error {
  constructor(
    /** Failures of one kind are one counterexample: the smallest is kept, and the search goes on for others. */
    readonly kind: string,
    readonly judgements: readonly Judgement[],
    /** The input as it went, for a reader. */
    readonly steps: readonly CounterexampleStep[],
    /** What was seen in the same input, and is not what failed in it. */
    readonly byTheWay: readonly Judgement[] = [],
  ) {
    super(`${kind}: ${judgements.map(({ observation }) => observation.seen).join("; ")}`);
    this.name = "Departure";
  }
}

/**
 * A request of the input had no answer that could be judged. It is a failure where the same input ends at the same request once
 * more; until then it is nobody's.
 */
export class Unanswered extends Departure {
  constructor(
    kind: string,
    judgements: readonly Judgement[],
    steps: readonly CounterexampleStep[],
    byTheWay: readonly Judgement[],
    readonly about: UnansweredRequest,
  ) {
    super(kind, judgements, steps, byTheWay);
    this.name = "Unanswered";
  }

  /** The same request of the same input. */
  isSame({ kind, number }: Unanswered): boolean {
    return kind === this.kind && number === this.number;
  }

  get number(): number {
    return this.about.number ?? this.steps.length;
  }
}

export interface UnansweredRequest {
  /** Which request, and why it had no answer. */
  readonly words: string;
  /** Id of the exchange. */
  readonly exchange: string;
  /** The answer speaks of the login, the device, the account or the hour: nobody's failure, however often it comes. */
  readonly isEnvironmental: boolean;
  /** Which of the requests of its input it was; default: the last step. */
  readonly number?: number;
}

/** The target cannot be reached any more: nobody's failure, and the end of the search. */
export class TargetGone extends Error {
  constructor(message = "the target could not be reached any more: it went away during the search") {
    super(message);
    this.name = "TargetGone";
  }
}

/** "no answer to Sync: the host closed the connection without an answer". */
export function noAnswerWords(command: string, why: string): string {
  return `no answer to ${command}: ${why.replace(/\.$/, "")}`;
}

/** "Sync is not carried out: the target is overloaded: HTTP 503". */
export function notCarriedOutWords(command: string, why: string): string {
  return `${command} is not carried out: ${why}`;
}
