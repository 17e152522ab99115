import { pause } from "../../device/pause.js";
import type { Part } from "../../judging/verdict.js";
import type { OpenAttempt } from "./attempts.js";
import type { BrokenOff, Course } from "./course.js";
import { Distribution } from "./distribution.js";
import { type Attempt, type Departure, Unanswered } from "./property.js";
import type { SearchSetup } from "./search-setup.js";

/** An input is tried this often, where requests of it have no answer, and not the same ones. */
const mostTries = 3;
/** Milliseconds before the second try; twice as long before the third. */
const firstPauseMs = 200;
/** Tries broken off that the record shows whole, and inputs broken off that are told one by one. */
const mostShown = 5;
const mostTold = 20;

/** What came of trying an input. */
export interface Tried {
  /** Undefined when the target did as it should, or when the search has to stop. */
  readonly departure: Departure | undefined;
  readonly attempt: Pick<OpenAttempt, "exchanges" | "judgements">;
}

/**
 * Tries inputs on the target. A request without an answer, or with an HTTP error for one, is a departure only where the same input
 * ends at the same request once more: what happens once may be the doing of anything between us and the target (docs/verdicts.md).
 */
export class Tries {
  readonly distribution = new Distribution();
  /** Inputs that a request without an answer broke off, and that did not end there once more. */
  readonly parts: Part[] = [];
  requests = 0;
  #attempts = 0;
  #preparations = 0;
  #unanswered = 0;
  #shown = 0;

  constructor(
    readonly setup: SearchSetup,
    readonly course: Course,
  ) {}

  /** How often something had no answer and was tried again: whole sentences for the report. */
  get notes(): readonly string[] {
    const preparation = "a preparation (Provision, FolderSync, a first Sync) was not carried out, and was made again";
    return [
      ...timesInWords(this.#preparations, `${preparation} on new devices`),
      ...timesInWords(
        this.#unanswered,
        "a request had no answer, or an HTTP error for one, and what it was part of was tried once more",
      ),
    ];
  }

  /** @param isKnown Was this kind of failure seen to come again? */
  async make(
    play: (attempt: Attempt) => Promise<void>,
    { isDrawn, isKnown }: { readonly isDrawn: boolean; readonly isKnown: (kind: string) => boolean },
  ): Promise<Tried> {
    const before: Unanswered[] = [];
    for (let times = 1; ; times += 1) {
      const tried = await this.#once(play, isDrawn ? this.distribution : new Distribution());
      const { departure, unprepared } = tried;
      const isUnproven = departure instanceof Unanswered && !isKnown(departure.kind) && !isProven(departure, before);
      if (!isUnproven && unprepared === undefined) {
        if (!(departure instanceof Unanswered)) this.#tell(before, departure);
        return tried;
      }
      if (isUnproven) before.push(departure);
      else this.#preparations += 1;
      this.#show(tried);
      if (times === mostTries) this.course.endUnanswered(unprepared ?? brokenOff(before, tried), mostTries);
      else await pause(firstPauseMs * times, this.setup.signal);
      if (!this.course.isOver) continue;
      this.#tell(before, undefined);
      return { ...tried, departure: undefined };
    }
  }

  async #once(
    play: (attempt: Attempt) => Promise<void>,
    counted: Distribution,
  ): Promise<Tried & { readonly unprepared?: BrokenOff }> {
    this.#attempts += 1;
    const attempt = await this.setup.open(this.#attempts, (of, kind) => counted.count(of, kind));
    try {
      await play(attempt);
      return { departure: undefined, attempt };
    } catch (error) {
      return { attempt, ...(await this.course.understood(error, attempt)) };
    } finally {
      this.requests += attempt.exchanges.length;
      await attempt.close();
    }
  }

  #show({ attempt }: Tried): void {
    this.#shown += 1;
    if (this.#shown <= mostShown) this.setup.keeper.keep(attempt.exchanges, []);
  }

  #tell(before: readonly Unanswered[], then: Departure | undefined): void {
    const came = this.course.isOver
      ? "was not tried to its end"
      : then === undefined
        ? "passed"
        : `failed (${then.kind})`;
    this.#unanswered += before.length;
    for (const { about } of before.slice(0, Math.max(0, mostTold - this.parts.length))) {
      const reason = `${about.words} (${about.exchange}); tried once more, the same ${came}`;
      this.parts.push({ part: "a request without an answer", kind: "inconclusive", reason });
    }
  }
}

/** By a request of the input itself: the last one. */
function brokenOff(before: readonly Unanswered[], { attempt }: Tried): BrokenOff {
  const about = before.at(-1)?.about;
  const exchange = attempt.exchanges.find(({ id }) => id === about?.exchange);
  const isAnswered = about?.isEnvironmental === false && exchange?.response !== undefined;
  return { words: about?.words ?? "", isAnswered };
}

/** Did the same request of the same input have no answer before? */
function isProven(departure: Unanswered, before: readonly Unanswered[]): boolean {
  return !departure.about.isEnvironmental && before.some((one) => one.isSame(departure));
}

function timesInWords(times: number, what: string): readonly string[] {
  if (times === 0) return [];
  return [`${times === 1 ? "Once" : `${times} times`} ${what}.`];
}
