import type { Observation } from "../eas/index.js";
import { pointing } from "./pointing.js";
import { readingWords } from "./reading.js";
import type { Seat, SeenCommand, SeenElement, SeenSync, Token } from "./types.js";

/** What went wrong, as a closed list, so that a suite can say which requirement each kind belongs to. */
export type FailureCode =
  | "no-answer"
  | "http-status"
  | "environment"
  | "status"
  | "sync-key"
  | "init-commands"
  | "empty-answer"
  | "window-exceeded"
  | "more-without-commands"
  | "response-missing"
  | "response-repeated"
  | "response-status"
  | "response-server-id"
  | "response-stray"
  | "server-id-missing"
  | "server-id-reused"
  | "server-id-not-held"
  | "identity-changed"
  | "add-invented"
  | "add-removed"
  | "add-refused-request"
  | "add-echo"
  | "add-held"
  | "add-unrequested"
  | "add-outside-window"
  | "class-tag"
  | "class-disguised"
  | "values"
  | "payload"
  | "change-removed"
  | "change-unwanted"
  | "delete-alive"
  | "soft-delete-wanted"
  | "soft-delete-removed"
  | "missing-add"
  | "missing-change"
  | "missing-delete"
  | "missing-soft-delete"
  | "missing-removal"
  | "conflict-outcome"
  | "options-accepted"
  | "refusal-commands"
  | "estimate-status"
  | "estimate-number"
  | "settings-status"
  | "outbound-list"
  | "held-differs"
  | "payload-differs"
  | "not-quiet";

/** One departure of the target: data that a check turns into an observation. */
export interface Failure {
  readonly code: FailureCode;
  /** Plain words, complete in themselves. */
  readonly expected: string;
  readonly seen: string;
  readonly device?: string;
  readonly folder?: string;
  readonly token?: Token;
  readonly serverId?: string;
  /** The reading decision or freedom it rests on: "D11", "N16" (docs/model.md). */
  readonly rests?: string;
  /** Of a request that had no answer, or none that could be judged. */
  readonly command?: string;
  /** Id of the exchange in which it was seen. */
  readonly exchange?: string;
  /** The element of the answer that it is about, and the tags that lead to what is wrong within it. */
  readonly about?: SeenElement["element"] | undefined;
  readonly within?: readonly string[];
}

/** Failures fail a case; notes are departures that the rulings only report. */
export interface Findings {
  readonly failures: readonly Failure[];
  readonly notes: readonly Failure[];
}

export const noFindings: Findings = { failures: [], notes: [] };

/** Collects findings of one answer. */
export class FindingsBook {
  readonly failures: Failure[] = [];
  readonly notes: Failure[] = [];
  /** Items that a command of the answer failed about: that no right one came is the same fault, and told with it. */
  readonly accused = new Set<Token>();
  /** The command that is being judged. */
  private command: SeenCommand | undefined;

  constructor(
    private readonly seat: Partial<Seat>,
    private readonly answer: SeenSync,
  ) {}

  /** What is found meanwhile is about this command. */
  of(command: SeenCommand, judge: () => void): void {
    this.command = command;
    judge();
    this.command = undefined;
  }

  fail(failure: Failure): void {
    if (this.command !== undefined && failure.token !== undefined) this.accused.add(failure.token);
    this.failures.push(this.placed(failure));
  }

  note(failure: Failure): void {
    this.notes.push(this.placed(failure));
  }

  private placed(failure: Failure): Failure {
    const { answer, command } = this;
    const exchange = answer.exchange === undefined ? {} : { exchange: answer.exchange };
    return pointing(
      { ...this.seat, ...exchange, ...failure },
      command === undefined ? { answer } : { answer, command },
    );
  }
}

/** A failure as raw material for a verdict. */
export function observationOf(failure: Failure): Observation {
  const where = failure.device === undefined ? "" : `Device ${failure.device}, folder ${failure.folder ?? "any"}: `;
  const { about, within, rests } = failure;
  return {
    holds: false,
    expected: `${where}${failure.expected}`,
    seen: failure.seen,
    ...(about === undefined ? {} : { about }),
    ...(within === undefined ? {} : { within }),
    ...(rests === undefined ? {} : { remark: readingWords(rests) }),
  };
}
