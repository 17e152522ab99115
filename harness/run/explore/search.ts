import fc from "fast-check";
import type { Counterexample, Exploration, SavedExampleResult } from "../../judging/results.js";
import { Inconclusive } from "../outcome.js";
import type { DrawnFrom } from "../replay.js";
import type { OpenAttempt, OpenAttempts } from "./attempts.js";
import type { Share } from "./budget.js";
import { Distribution } from "./distribution.js";
import { type ExampleFolder, triedExample } from "./examples.js";
import type { Keeper } from "./keeper.js";
import { Pace } from "./pace.js";
import { type Attempt, Departure, type ExplorePlan, type Property, type Reduced, TargetGone } from "./property.js";
import { Round, type Smallest, whyStopped } from "./round.js";

export interface SearchSetup {
  readonly plan: ExplorePlan;
  readonly seed: number;
  readonly open: OpenAttempts;
  readonly keeper: Keeper;
  /** Absent: none are kept. */
  readonly examples?: ExampleFolder;
  readonly replay: (drawn: DrawnFrom) => string;
  /** What of the budget this search has; absent: it ends by its runs. */
  readonly share?: Share;
  /** What is under way then is broken off: Ctrl-C, or the end of the budget. */
  readonly signal: AbortSignal;
  /** Tells the end of the budget from Ctrl-C; part of `signal`. */
  readonly expired?: AbortSignal;
}

/** Was the last request not answered, and is nobody there to ask why? Not before the attempt had to end anyway. */
async function hasGone(attempt: OpenAttempt): Promise<boolean> {
  const failure = attempt.exchanges.at(-1)?.failure;
  if (failure === undefined || attempt.signal.aborted) return false;
  return !(await attempt.alive()) && !attempt.signal.aborted;
}

/** Ends a search from within: fast-check takes it for a failure, and nothing further is tried. */
class Stop extends Error {}

/** Seeds of fast-check are 32-bit numbers. */
const seedRange = 2 ** 31;

/** Drawn inputs against a target, until runs or time are used up; every kind of failure is shrunk by itself, all in turns. */
export class Search<T> {
  readonly #pace: Pace;
  readonly #distribution = new Distribution();
  readonly #found: Counterexample[] = [];
  readonly #examples: SavedExampleResult[] = [];
  readonly #known = new Set<string>();
  #attempts = 0;
  #rounds = 0;
  #runs = 0;
  #shrinks = 0;
  #requests = 0;
  #ended: Exploration["endedBy"] = "interrupted";
  #stopped: Exploration["endedBy"] | undefined;
  #fault: { readonly error: unknown } | undefined;
  /** Rounds whose failure may still become smaller. */
  #waiting: Round[] = [];

  constructor(
    readonly property: Property<T>,
    readonly setup: SearchSetup,
  ) {
    this.#pace = new Pace(setup.share);
  }

  /** What was tried until now; while a search is under way it counts as interrupted. */
  get exploration(): Exploration {
    const [counterexample, ...further] = this.#found;
    return {
      seed: this.setup.seed,
      runs: this.#runs,
      requests: this.#requests,
      shrinks: this.#shrinks,
      endedBy: this.#ended,
      distribution: this.#distribution.told,
      ...(this.property.notes === undefined ? {} : { notes: this.property.notes }),
      ...(counterexample === undefined ? {} : { counterexample }),
      ...(further.length === 0 ? {} : { further }),
      ...(this.#examples.length === 0 ? {} : { examples: this.#examples }),
    };
  }

  /** @throws whatever the property threw that is no departure of the target */
  async run(): Promise<Exploration> {
    const { plan, seed } = this.setup;
    if (plan.path !== undefined) await this.#begin(seed, 1, plan);
    else {
      await this.#tryExamples();
      await this.#explore();
    }
    await this.#makeSmall();
    if (this.#fault !== undefined) throw this.#fault.error;
    this.#ended = this.#stopped ?? (this.#known.size > 0 && this.#runsLeft > 0 ? "counterexample" : "runs");
    return this.exploration;
  }

  /** What is found is put by; once all of it has become small, time that is left is used for more. */
  async #explore(): Promise<void> {
    while (this.#mayDraw) {
      while (this.#mayDraw && this.#pace.mayExplore(this.#waiting.length)) {
        await this.#begin((this.setup.seed + this.#rounds) % seedRange, this.#runsLeft, {});
        await this.#firstTurns();
      }
      if (this.#waiting.length === 0 && !this.#pace.mayExplore(0)) this.#stopped ??= "budget";
      await this.#makeSmall();
    }
  }

  get #runsLeft(): number {
    const { plan, share } = this.setup;
    const wanted = plan.runs ?? (share === undefined ? this.property.runs : Number.MAX_SAFE_INTEGER);
    return Math.min(wanted - this.#runs, 2 ** 31 - 1);
  }

  get #mayDraw(): boolean {
    if (this.#stopped !== undefined || this.#fault !== undefined || this.#runsLeft <= 0) return false;
    const further = this.setup.plan.first !== undefined ? 0 : (this.property.further ?? 0);
    return this.#known.size <= further;
  }

  /** What is found is made small at once, where that takes no more than its part of the time. */
  async #firstTurns(): Promise<void> {
    const newest = this.#waiting.at(-1);
    const until = this.#pace.slice((this.property.further ?? 0) + 1);
    while (newest !== undefined && newest === this.#waiting.at(-1) && this.#pace.now() < until) {
      if (await newest.goOn()) this.#waiting.pop();
    }
  }

  /** One turn after the other, until each failure is as small as it gets or nothing more may be tried. */
  async #makeSmall(): Promise<void> {
    while (this.#waiting.length > 0) {
      const resting: Round[] = [];
      for (const round of this.#waiting) if (!(await round.goOn())) resting.push(round);
      this.#waiting = resting;
    }
  }

  /** A new round, as far as its first failure. */
  async #begin(seed: number, runs: number, from: Pick<ExplorePlan, "path" | "replayPath">): Promise<void> {
    this.#rounds += 1;
    const round = new Round((own) => this.#played(own, seed, runs, from));
    if (!(await round.atRest())) this.#waiting.push(round);
  }

  async #played(
    round: Round,
    seed: number,
    runs: number,
    { path, replayPath }: Pick<ExplorePlan, "path" | "replayPath">,
  ): Promise<void> {
    const property = fc.asyncProperty(this.property.arbitrary(replayPath), (input) => this.#tried(input, round));
    const details = await fc.check(property, {
      seed,
      numRuns: runs,
      endOnFailure: path !== undefined || this.setup.plan.first !== undefined,
      ...(path === undefined ? {} : { path }),
    });
    if (round.smallest === undefined || details.counterexample === null) return;
    const among = /replayPath="([^"]*)"/.exec(fc.stringify(details.counterexample))?.[1] ?? replayPath;
    const drawn: DrawnFrom = {
      seed: details.seed,
      path: details.counterexamplePath ?? path ?? "",
      ...(among === undefined ? {} : { replayPath: among }),
    };
    const [input] = details.counterexample;
    await this.#settle(round, drawn, path === undefined ? await this.#reduced(round, input) : { input });
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
    if (found === undefined && this.#stopped !== undefined) round.unfinished ??= whyStopped[this.#stopped];
    return found === undefined ? { input } : reduced;
  }

  /** The failure is as small as it gets: into the record. */
  async #settle(round: Round, drawn: DrawnFrom, { input, replayPath }: Reduced<T>): Promise<void> {
    if (round.smallest === undefined) return;
    const from = replayPath === undefined ? drawn : { ...drawn, replayPath };
    this.#note(round, round.smallest, from);
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
    const departure = await this.#attempt(round, (attempt) => this.property.attempt(input, attempt));
    if (departure !== undefined) throw departure;
    if (smallest === undefined && (this.#stopped !== undefined || this.#fault !== undefined)) this.#halt(round);
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
    if (this.setup.signal.aborted) this.#stopped ??= this.#cause;
    if (this.#stopped !== undefined || this.#fault !== undefined) return false;
    return this.setup.plan.path !== undefined || this.#pace.mayExplore(this.#waiting.length);
  }

  /** May nothing smaller be tried? The reason stays with the round. */
  #mustEnd(round: Round): boolean {
    if (this.setup.signal.aborted) this.#stopped ??= this.#cause;
    const most = this.property.maxShrinks ?? Number.POSITIVE_INFINITY;
    const late = !this.#pace.mayShrink;
    if (late) this.#stopped ??= "budget";
    const why =
      this.#fault !== undefined
        ? "the search ended early"
        : this.#stopped !== undefined
          ? whyStopped[this.#stopped]
          : round.shrinks >= most
            ? `${most} smaller inputs were tried, which is the limit`
            : undefined;
    round.unfinished ??= why;
    return why !== undefined;
  }

  get #cause(): "budget" | "interrupted" {
    return this.setup.expired?.aborted === true ? "budget" : "interrupted";
  }

  /** One input against the target; undefined when it shows nothing new, or when the search has to stop. */
  async #attempt(round: Round, play: (attempt: Attempt) => Promise<void>): Promise<Departure | undefined> {
    this.#attempts += 1;
    const startedAt = performance.now();
    const counted = round.smallest === undefined ? this.#distribution : new Distribution();
    const attempt = await this.setup.open(this.#attempts, (of, kind) => counted.count(of, kind));
    let departure: Departure | undefined;
    try {
      await play(attempt);
    } catch (error) {
      departure = await this.#understood(error, attempt);
    } finally {
      this.#requests += attempt.exchanges.length;
      await attempt.close();
      this.#pace.took(performance.now() - startedAt);
    }
    if (departure !== undefined && this.#isNews(departure, round)) {
      round.smallest = { departure, exchanges: attempt.exchanges };
      this.#known.add(departure.kind);
      return departure;
    }
    // What a target that went away did not answer shows the whole run that it is gone.
    if (this.#stopped === "outage") this.setup.keeper.keep(attempt.exchanges, []);
    else this.setup.keeper.take(attempt.exchanges, attempt.judgements);
    if (this.setup.plan.first === "any" && this.setup.keeper.alarmed) this.#stopped ??= "counterexample";
    return undefined;
  }

  /** A failure of another kind than the one that is being shrunk, or of a kind that was found before, is none here. */
  #isNews({ kind }: Departure, { smallest }: Round): boolean {
    return smallest === undefined ? !this.#known.has(kind) : smallest.departure.kind === kind;
  }

  async #understood(error: unknown, attempt: OpenAttempt): Promise<Departure | undefined> {
    const gone = error instanceof TargetGone || (await hasGone(attempt));
    if (this.setup.signal.aborted) this.#stopped ??= this.#cause;
    else if (gone) this.#stopped = "outage";
    else if (attempt.signal.aborted) this.#fault = { error: new Inconclusive("one input took longer than a case may") };
    else if (error instanceof Departure) return error;
    else this.#fault = { error };
    return undefined;
  }

  #note({ unfinished }: Round, { departure, exchanges }: Smallest, drawn: DrawnFrom): void {
    this.setup.keeper.keep(exchanges, departure.judgements);
    this.#found.push({
      ...drawn,
      kind: departure.kind,
      replay: this.setup.replay(drawn),
      ...(unfinished === undefined ? {} : { unfinished }),
      steps: departure.steps,
    });
  }

  async #tryExamples(): Promise<void> {
    for (const one of (await this.setup.examples?.read()) ?? []) {
      if (!this.#mayTry()) return;
      const result = await triedExample(one, this.property, async (input, drawn) => {
        const round = new Round(async () => undefined);
        const departure = await this.#attempt(round, (attempt) => this.property.attempt(input, attempt));
        if (departure !== undefined && round.smallest !== undefined) this.#note(round, round.smallest, drawn);
        return departure;
      });
      if (this.#stopped !== undefined || this.#fault !== undefined) return;
      this.#examples.push(result);
    }
  }
}
