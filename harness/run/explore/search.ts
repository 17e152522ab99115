import fc from "fast-check";
import type { Exploration, SavedExampleResult } from "../../judging/results.js";
import type { Part } from "../../judging/verdict.js";
import type { DrawnFrom } from "../replay.js";
import { Course } from "./course.js";
import { drawAll, drawnFrom } from "./drawing.js";
import { triedExample } from "./examples.js";
import { Found } from "./found.js";
import { Pace } from "./pace.js";
import { type Attempt, Departure, type ExplorePlan, type Property, type Reduced } from "./property.js";
import { Round, repeatWords, whyStopped } from "./round.js";
import type { SearchSetup } from "./search-setup.js";
import { Tries } from "./tries.js";

/** Ends a search from within: fast-check takes it for a failure, and nothing further is tried. */
class Stop extends Error {}

/** Seeds of fast-check are 32-bit numbers. */
const seedRange = 2 ** 31;

/** Drawn inputs against a target, until runs or time are used up; every kind of failure is shrunk by itself, all in turns. */
export class Search<T> {
  readonly #pace: Pace;
  readonly #course: Course;
  readonly #tries: Tries;
  readonly #found: Found;
  readonly #examples: SavedExampleResult[] = [];
  #rounds = 0;
  #runs = 0;
  #shrinks = 0;
  #ended: Exploration["endedBy"] = "interrupted";
  /** Rounds whose failure may still become smaller. */
  #waiting: Round[] = [];

  constructor(
    readonly property: Property<T>,
    readonly setup: SearchSetup,
  ) {
    this.#found = new Found(setup);
    this.#pace = new Pace(setup.share);
    this.#course = new Course(setup, this.#pace);
    this.#tries = new Tries(setup, this.#course);
  }

  /** What was tried until now; while a search is under way it counts as interrupted. */
  get exploration(): Exploration {
    const notes = [...(this.property.notes ?? []), ...this.#tries.notes, ...this.#found.notes];
    return {
      seed: this.setup.seed,
      runs: this.#runs,
      requests: this.#tries.requests,
      shrinks: this.#shrinks,
      endedBy: this.#ended,
      distribution: this.#tries.distribution.told,
      ...(notes.length === 0 ? {} : { notes }),
      ...this.#found.told,
      ...(this.#examples.length === 0 ? {} : { examples: this.#examples }),
    };
  }

  /** What could not be judged for want of an answer; and of a search that an outage ended, what it was. */
  get unjudged(): { readonly parts: readonly Part[]; readonly outage: string | undefined } {
    return { parts: this.#tries.parts, outage: this.#course.outage };
  }

  /** @throws whatever the property threw that is no departure of the target */
  async run(): Promise<Exploration> {
    const { plan, seed } = this.setup;
    if (plan.path !== undefined) {
      await this.#begin(seed, 1, plan).catch((error: unknown) => {
        this.#course.fault ??= { error };
      });
    } else {
      await this.#tryExamples();
      await this.#explore();
    }
    await this.#makeSmall();
    if (this.#course.fault !== undefined) this.#ended = this.setup.signal.aborted ? "interrupted" : "obstacle";
    if (this.#course.fault !== undefined) throw this.#course.fault.error;
    if (this.#course.isShort) this.#course.stopped ??= "budget";
    this.#ended = this.#course.stopped ?? (this.#found.kinds > 0 && this.#runsLeft > 0 ? "counterexample" : "runs");
    return this.exploration;
  }

  /** What is found is put by; once all of it has become small, time that is left is used for more. */
  async #explore(): Promise<void> {
    while (this.#mayDraw) {
      while (this.#mayDraw && this.#pace.mayExplore(this.#waiting.length)) {
        const rests = await this.#begin((this.setup.seed + this.#rounds) % seedRange, this.#runsLeft, {});
        if (rests) await this.#firstTurns();
      }
      if (this.#waiting.length === 0 && !this.#pace.mayExplore(0)) this.#course.stopped ??= "budget";
      await this.#makeSmall();
    }
  }

  get #runsLeft(): number {
    const { plan, share } = this.setup;
    const wanted = plan.runs ?? (share === undefined ? this.property.runs : Number.MAX_SAFE_INTEGER);
    return Math.min(wanted - this.#runs, 2 ** 31 - 1);
  }

  #mustEnd(round: Round): boolean {
    const { maxShrinks = Number.POSITIVE_INFINITY, unsteady } = this.property;
    return this.#course.mustEnd(round, maxShrinks, unsteady === undefined ? 0 : Math.max(1, this.#waiting.length));
  }

  get #mayDraw(): boolean {
    if (this.#course.isOver || this.#runsLeft <= 0) return false;
    const further = this.setup.plan.first !== undefined ? 0 : (this.property.further ?? 0);
    return this.#found.kinds <= further;
  }

  /** What is found is made small at once, where that takes no more than its part of the time. */
  async #firstTurns(): Promise<void> {
    const newest = this.#waiting.at(-1);
    const until = this.#pace.slice((this.property.further ?? 0) + 1);
    while (newest !== undefined && this.#pace.now() < until) {
      if (!(await this.#hasEnded(newest))) continue;
      this.#waiting.pop();
      return;
    }
  }

  /** One turn after the other, until each failure is as small as it gets or nothing more may be tried. */
  async #makeSmall(): Promise<void> {
    while (this.#waiting.length > 0) {
      const resting: Round[] = [];
      for (const round of this.#waiting) if (!(await this.#hasEnded(round))) resting.push(round);
      this.#waiting = resting;
    }
  }

  /** Gives a round its turn. What goes wrong in one must not take what the others have found. */
  #hasEnded(round: Round): Promise<boolean> {
    return round.goOn().catch((error: unknown) => {
      this.#course.fault ??= { error };
      return true;
    });
  }

  /** A new round, as far as its first failure; resolves to true when there is one that may become smaller. */
  async #begin(seed: number, runs: number, from: Pick<ExplorePlan, "path" | "replayPath">): Promise<boolean> {
    this.#rounds += 1;
    const round = new Round((own) => this.#played(own, seed, runs, from));
    if (await round.atRest()) return false;
    this.#waiting.push(round);
    return true;
  }

  async #played(
    round: Round,
    seed: number,
    runs: number,
    from: Pick<ExplorePlan, "path" | "replayPath">,
  ): Promise<void> {
    const { path, replayPath } = from;
    const property = fc.asyncProperty(this.property.arbitrary(replayPath), (input) => this.#tried(input, round));
    const firstOnly = this.setup.plan.first !== undefined;
    const details = await drawAll(property, { seed, runs, firstOnly, ...from });
    if (details.counterexample === null) return;
    const drawn = drawnFrom(details, from);
    const [input] = details.counterexample;
    if (round.smallest === undefined) {
      // The whole input: of a history, fast-check's path among its commands leads to those of the last try alone.
      const whole = { seed: drawn.seed, path: drawn.path, ...(replayPath === undefined ? {} : { replayPath }) };
      if (this.#course.isUnended) this.#course.endedBy(this.setup.replay(whole), this.property.words?.(input));
      return;
    }
    const reduced = path === undefined ? await this.#reduced(round, input) : { input };
    if (path === undefined) round.repeat = await this.#repeated(round, reduced.input);
    await this.#settle(round, drawn, reduced);
  }

  /** What fast-check cannot leave out, because it needs the target's own words: as the property itself does it. */
  async #reduced(round: Round, input: T): Promise<Reduced<T>> {
    const { reduce } = this.property;
    if (reduce === undefined || round.unfinished !== undefined || this.setup.plan.first !== undefined) return { input };
    await round.rest();
    if (this.#mustEnd(round)) return { input };
    let reduced: Reduced<T> = { input };
    const mayTry = async () => {
      await round.rest();
      if (this.#mustEnd(round)) return false;
      this.#counted(round);
      return true;
    };
    this.#counted(round);
    const found = await this.#attempt(round, async (attempt) => {
      reduced = await reduce(input, attempt, mayTry);
      if (reduced.departure !== undefined) throw reduced.departure;
    });
    if (reduced.unfinished !== undefined) round.unfinished ??= reduced.unfinished;
    if (found === undefined) round.unfinished ??= this.#course.why ?? "on other devices it failed otherwise";
    return found === undefined ? { input } : reduced;
  }

  /** Whether the same happens once more, in words, on a target where that is not certain. */
  async #repeated(round: Round, input: T): Promise<string | undefined> {
    const { unsteady } = this.property;
    const { smallest } = round;
    if (unsteady === undefined || smallest === undefined || this.setup.plan.first !== undefined) return undefined;
    await round.rest();
    if (!this.#course.isTimeLeft) return repeatWords({ untried: this.#course.why ?? whyStopped.budget }, unsteady);
    this.#counted(round);
    const apart = new Round(async () => undefined);
    apart.smallest = smallest;
    let kind: string | undefined;
    await this.#attempt(apart, async (attempt) => {
      kind = undefined;
      await this.property.attempt(input, attempt).catch((error: unknown) => {
        if (error instanceof Departure) kind = error.kind;
        throw error;
      });
    });
    const same = kind === smallest.departure.kind;
    const { why } = this.#course;
    return repeatWords(same ? "same" : why === undefined ? { kind } : { untried: why }, unsteady);
  }

  /** The failure is as small as it gets: into the record. */
  async #settle(round: Round, drawn: DrawnFrom, { input, replayPath }: Reduced<T>): Promise<void> {
    if (round.smallest === undefined) return;
    const from = replayPath === undefined ? drawn : { ...drawn, replayPath };
    this.#found.note(round, round.smallest, from);
    await this.setup.examples?.save(from, round.smallest.departure, this.property.encode(input));
  }

  /** Resolves when the input shows nothing new; throws the departure for fast-check to shrink. */
  async #tried(input: T, round: Round): Promise<void> {
    // Once a round has been stopped, everything is to pass.
    if (round.halted) return;
    const { smallest } = round;
    if (smallest !== undefined) {
      if (this.property.hopeless?.(input, smallest.departure) === true) return;
      await round.rest();
      if (this.#mustEnd(round)) return;
      this.#counted(round);
    } else {
      if (!this.#mayTry()) this.#halt(round);
      this.#runs += 1;
    }
    const startedAt = this.#pace.now();
    const departure = await this.#attempt(round, (attempt) => this.property.attempt(input, attempt));
    this.#pace.took(this.#pace.now() - startedAt);
    if (departure !== undefined) throw departure;
    // Behind the one input that a path leads to, fast-check would go on with those beside it.
    if (smallest === undefined && (this.#course.isOver || this.setup.plan.path !== undefined)) this.#halt(round);
  }

  #counted(round: Round): void {
    round.shrinks += 1;
    this.#shrinks += 1;
  }

  /** A failure ends fast-check's runs. */
  #halt(round: Round): never {
    round.halted = true;
    throw new Stop();
  }

  /** Is there time for one more input? A path is tried whatever the time. */
  #mayTry(): boolean {
    if (this.#course.isOver) return false;
    return this.setup.plan.path !== undefined || this.#pace.mayExplore(this.#waiting.length);
  }

  /** One input against the target; undefined when it shows nothing new, or when the search has to stop. */
  async #attempt(round: Round, play: (attempt: Attempt) => Promise<void>): Promise<Departure | undefined> {
    const { departure, attempt } = await this.#tries.make(play, {
      isDrawn: round.smallest === undefined,
      isKnown: (kind) => this.#found.isKnown(kind, round),
    });
    if (departure !== undefined && this.#found.isNews(departure, round)) {
      round.smallest = { departure, exchanges: attempt.exchanges };
      this.#found.meet(departure);
      return departure;
    }
    if (departure !== undefined && round.smallest === undefined) this.#found.meetAgain();
    // What a target that went away did not answer shows the whole run that it is gone.
    if (this.#course.outage !== undefined) this.setup.keeper.keep(attempt.exchanges, []);
    else this.setup.keeper.take(attempt.exchanges, attempt.judgements);
    if (this.setup.plan.first === "any" && this.setup.keeper.alarmed) this.#course.stopped ??= "counterexample";
    return undefined;
  }

  async #tryExamples(): Promise<void> {
    for (const one of (await this.setup.examples?.read()) ?? []) {
      if (!this.#mayTry()) return;
      const result = await triedExample(one, this.property, async (input, drawn) => {
        const round = new Round(async () => undefined);
        const departure = await this.#attempt(round, (attempt) => this.property.attempt(input, attempt));
        if (departure !== undefined && round.smallest !== undefined) this.#found.note(round, round.smallest, drawn);
        return departure;
      });
      if (this.#course.isOver) return;
      this.#examples.push(result);
    }
  }
}
