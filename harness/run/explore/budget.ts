import type { ExplorePlan } from "./property.js";

/** The part of the budget that one case has, in milliseconds from now. */
export interface Share {
  /** Nothing new is tried after it. */
  readonly softMs: number;
  /** What is under way then is broken off. */
  readonly hardMs: number;
}

/** What a case that draws its inputs is given. */
export interface Budget {
  /** Counts a case that draws its inputs, before anything of it is asked. */
  begin(effort: number): void;
  /** For the case that was begun last. */
  share(): Share;
  /** A whole sentence: what the budget is, and what of it was used before. */
  readonly words: string;
}

export interface BudgetInput {
  readonly plan: Pick<ExplorePlan, "budgetMs" | "startedAt">;
  /** Tells runs apart: what was begun in another run does not count. */
  readonly run: string;
  /** The efforts of all cases that draw their inputs, together. */
  readonly effort: number;
  /** The limit for one answer: an input that is under way may need as much to show that it hangs. */
  readonly answerMs: number;
  readonly now?: () => number;
}

interface Clock {
  readonly startedAt: number;
  /** Efforts of the cases that were begun. */
  begun: number;
  /** Of the last of them. */
  current: number;
}

/** Module state, for each suite file makes its environment anew; one for each thread. */
const clocks = new Map<string, Clock>();

/**
 * One budget for all cases that draw their inputs. It runs from the start of the run, so that reaching and probing the target
 * count; beside cases by section, which are no part of it, it runs from the first case that draws. Each case has a share of
 * what is left by its effort, so that what one does not need is the others'. undefined: there is no budget.
 */
export function budgetOf({ plan, run, effort, answerMs, now = Date.now }: BudgetInput): Budget | undefined {
  const { budgetMs } = plan;
  if (budgetMs === undefined) return undefined;
  const clock = () => {
    const known = clocks.get(run) ?? { startedAt: plan.startedAt ?? now(), begun: 0, current: 1 };
    clocks.set(run, known);
    return known;
  };
  return {
    begin(current) {
      const known = clock();
      known.begun += current;
      known.current = current;
    },
    share() {
      const { startedAt, begun, current } = clock();
      const left = Math.max(0, startedAt + budgetMs - now());
      const further = Math.max(0, effort - begun);
      const softMs = (left * current) / (further + current);
      // An input that hangs must not take from the others what they need; only the last may end after the budget.
      const overMs = further === 0 ? answerMs : Math.min(answerMs, (left - softMs) / 2);
      return { softMs, hardMs: softMs + overMs };
    },
    get words() {
      const { startedAt } = clock();
      const used = inSeconds(now() - startedAt);
      const since = plan.startedAt === undefined ? "since the first case that draws" : "since the start of the run";
      return `The budget of ${inSeconds(budgetMs)} is for the run: ${used} of it were used before this case, ${since}.`;
    },
  };
}

/** The longest time that a timer of Node can wait, in milliseconds: nearly 25 days. */
const longestTimer = 2 ** 31 - 1;

/** Aborts when what is under way must be broken off; after a budget longer than any timer, sooner than it need be. */
export function endOf({ hardMs }: Share): AbortSignal {
  return AbortSignal.timeout(Math.min(Math.ceil(hardMs), longestTimer));
}

function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds % 1000 === 0 ? 0 : 1)} s`;
}
