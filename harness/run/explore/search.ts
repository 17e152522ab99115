import fc from "fast-check";
import type { Exchange } from "../../eas/index.js";
import type { Counterexample, Exploration, SavedExampleResult } from "../../judging/results.js";
import { Inconclusive } from "../outcome.js";
import type { DrawnFrom } from "../replay.js";
import type { OpenAttempt, OpenAttempts } from "./attempts.js";
import { Distribution } from "./distribution.js";
import { type ExampleFolder, keptByOther } from "./examples.js";
import type { Keeper } from "./keeper.js";
import { Departure, type ExplorePlan, type Property, TargetGone } from "./property.js";

export interface SearchSetup {
  readonly plan: ExplorePlan;
  readonly seed: number;
  readonly open: OpenAttempts;
  readonly keeper: Keeper;
  /** Absent: none are kept. */
  readonly examples?: ExampleFolder;
  readonly replay: (drawn: DrawnFrom) => string;
  readonly signal: AbortSignal;
}

/** The smallest failure so far, and what was said in it. */
interface Smallest {
  readonly departure: Departure;
  readonly exchanges: readonly Exchange[];
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

/** Drawn inputs against a target, until runs or time are used up; every kind of failure is shrunk by itself. */
export class Search<T> {
  readonly #startedAt = performance.now();
  readonly #distribution = new Distribution();
  readonly #found: Counterexample[] = [];
  readonly #examples: SavedExampleResult[] = [];
  readonly #known = new Set<string>();
  #attempts = 0;
  #runs = 0;
  #shrinks = 0;
  #requests = 0;
  #ended: Exploration["endedBy"] = "interrupted";
  #stopped: Exploration["endedBy"] | undefined;
  #fault: { readonly error: unknown } | undefined;
  #smallest: Smallest | undefined;
  #halted = false;

  constructor(
    readonly property: Property<T>,
    readonly setup: SearchSetup,
  ) {}

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
    if (plan.path !== undefined) await this.#round(seed, 1, plan);
    else {
      await this.#tryExamples();
      for (let round = 0; this.#goesOn; round += 1) {
        await this.#round((seed + round) % seedRange, this.#runsLeft, {});
      }
    }
    if (this.#fault !== undefined) throw this.#fault.error;
    this.#ended = this.#stopped ?? (this.#found.length > 0 && this.#runsLeft > 0 ? "counterexample" : "runs");
    return this.exploration;
  }

  get #runsLeft(): number {
    const { runs, budgetMs } = this.setup.plan;
    const wanted = runs ?? (budgetMs === undefined ? this.property.runs : Number.MAX_SAFE_INTEGER);
    return Math.min(wanted - this.#runs, 2 ** 31 - 1);
  }

  get #goesOn(): boolean {
    if (this.#stopped !== undefined || this.#fault !== undefined || this.#runsLeft <= 0) return false;
    const further = this.setup.plan.first !== undefined ? 0 : (this.property.further ?? 0);
    return this.#found.length <= further;
  }

  async #round(seed: number, runs: number, from: Pick<ExplorePlan, "path" | "replayPath">): Promise<void> {
    this.#smallest = undefined;
    const { path, replayPath } = from;
    const shrinks = { left: this.property.maxShrinks ?? Number.POSITIVE_INFINITY, since: 0 };
    const property = fc.asyncProperty(this.property.arbitrary(replayPath), (input) => this.#tried(input, shrinks));
    const details = await fc.check(property, {
      seed,
      numRuns: runs,
      endOnFailure: path !== undefined || this.setup.plan.first !== undefined,
      ...(path === undefined ? {} : { path }),
    });
    const smallest = this.#smallest as Smallest | undefined;
    if (smallest === undefined || details.counterexample === null) return;
    const among = /replayPath="([^"]*)"/.exec(fc.stringify(details.counterexample))?.[1];
    const drawn: DrawnFrom = {
      seed: details.seed,
      path: details.counterexamplePath ?? path ?? "",
      ...(among === undefined ? {} : { replayPath: among }),
    };
    this.#note(smallest, drawn);
    await this.setup.examples?.save(drawn, smallest.departure, this.property.encode(details.counterexample[0]));
  }

  /** Resolves when the input shows nothing new; throws the departure for fast-check to shrink. */
  async #tried(input: T, shrinks: { left: number; since: number }): Promise<void> {
    const shrinking = this.#smallest !== undefined;
    if (this.#isOver(shrinking, shrinks)) return this.#halt();
    if (shrinking) {
      shrinks.left -= 1;
      this.#shrinks += 1;
    } else {
      this.#runs += 1;
      shrinks.since = performance.now();
    }
    const departure = await this.#attempt(input);
    if (departure !== undefined) throw departure;
    if (this.#stopped !== undefined || this.#fault !== undefined) this.#halt();
  }

  /** A failure ends fast-check's runs; once it shrinks, everything is to pass. */
  #halt(): void {
    if (this.#smallest !== undefined || this.#halted) return;
    this.#halted = true;
    throw new Stop();
  }

  #isOver(shrinking: boolean, shrinks: { readonly left: number; readonly since: number }): boolean {
    if (this.#stopped === undefined && this.setup.signal.aborted) this.#stopped = "interrupted";
    if (this.#stopped !== undefined || this.#fault !== undefined) return true;
    const { budgetMs } = this.setup.plan;
    const now = performance.now();
    if (shrinking) {
      // What was found near the end is still made small, for half of the budget at most.
      return shrinks.left <= 0 || (budgetMs !== undefined && now - shrinks.since > budgetMs / 2);
    }
    if (budgetMs === undefined || now - this.#startedAt < budgetMs) return false;
    this.#stopped = "budget";
    return true;
  }

  /** One input against the target; undefined when it shows nothing new, or when the search has to stop. */
  async #attempt(input: T): Promise<Departure | undefined> {
    this.#attempts += 1;
    const counted = this.#smallest === undefined ? this.#distribution : new Distribution();
    const attempt = await this.setup.open(this.#attempts, (of, kind) => counted.count(of, kind));
    let departure: Departure | undefined;
    try {
      await this.property.attempt(input, attempt);
    } catch (error) {
      departure = await this.#understood(error, attempt);
    } finally {
      this.#requests += attempt.exchanges.length;
      await attempt.close();
    }
    if (departure !== undefined && this.#isNews(departure)) {
      this.#smallest = { departure, exchanges: attempt.exchanges };
      return departure;
    }
    // What a target that went away did not answer shows the whole run that it is gone.
    if (this.#stopped === "outage") this.setup.keeper.keep(attempt.exchanges, []);
    else this.setup.keeper.take(attempt.exchanges, attempt.judgements);
    if (this.setup.plan.first === "any" && this.setup.keeper.alarmed) this.#stopped ??= "counterexample";
    return undefined;
  }

  /** A failure of another kind than the one that is being shrunk, or of a kind that was found before, is none here. */
  #isNews({ kind }: Departure): boolean {
    return this.#smallest === undefined ? !this.#known.has(kind) : this.#smallest.departure.kind === kind;
  }

  async #understood(error: unknown, attempt: OpenAttempt): Promise<Departure | undefined> {
    const gone = error instanceof TargetGone || (await hasGone(attempt));
    if (this.setup.signal.aborted) this.#stopped = "interrupted";
    else if (gone) this.#stopped = "outage";
    else if (attempt.signal.aborted) this.#fault = { error: new Inconclusive("one input took longer than a case may") };
    else if (error instanceof Departure) return error;
    else this.#fault = { error };
    return undefined;
  }

  #note({ departure, exchanges }: Smallest, drawn: DrawnFrom): void {
    this.#known.add(departure.kind);
    this.setup.keeper.keep(exchanges, departure.judgements);
    this.#found.push({
      ...drawn,
      kind: departure.kind,
      replay: this.setup.replay(drawn),
      steps: departure.steps,
    });
  }

  async #tryExamples(): Promise<void> {
    for (const { file, example, reason } of (await this.setup.examples?.read()) ?? []) {
      if (this.#stopped !== undefined || this.#fault !== undefined) return;
      const input = example === undefined ? undefined : this.property.decode(example.input);
      if (example === undefined || input === undefined) {
        const other = example === undefined ? "" : keptByOther(example);
        const why = reason ?? `its input is none of this version${other}`;
        this.#examples.push({ file, outcome: "no longer applies", reason: why });
        continue;
      }
      this.#smallest = undefined;
      const departure = await this.#attempt(input);
      if (this.#stopped !== undefined || this.#fault !== undefined) return;
      const smallest = this.#smallest as Smallest | undefined;
      if (departure !== undefined && smallest !== undefined) this.#note(smallest, example.drawn);
      this.#examples.push(
        departure === undefined
          ? { file, outcome: "passes", reason: `${example.kind} does not show any more${keptByOther(example)}` }
          : { file, outcome: "fails", reason: `${departure.kind}${keptByOther(example)}` },
      );
    }
  }
}
