import type { Exchange } from "../../eas/index.js";
import type { Counterexample, Exploration } from "../../judging/results.js";
import type { Departure } from "./property.js";

/** The smallest failure so far, and what was said in it. */
export interface Smallest {
  readonly departure: Departure;
  readonly exchanges: readonly Exchange[];
}

/** Why nothing smaller was tried, by what ended the search. */
export const whyStopped: Readonly<Record<Exploration["endedBy"], string>> = {
  runs: "all runs were made",
  budget: "the budget ran out",
  counterexample: "the first failure ended the search",
  outage: "the target answered or served no more",
  obstacle: "the search could not go on",
  interrupted: "the run was interrupted",
};

/** What came of trying a failure once more, or why it was not tried, or not to its end. */
export function repeatWords(
  came: "same" | { readonly kind: string | undefined } | { readonly untried: string },
  unsteady: string,
): string {
  if (came === "same") return "Tried once more, it failed in the same way.";
  const differs = `A repeat may differ: ${unsteady.replace(/\.$/, "")}.`;
  if ("untried" in came) return `It was not tried once more, since ${came.untried}. ${differs}`;
  return `Tried once more, it ${came.kind === undefined ? "passed" : `failed otherwise (${came.kind})`}. ${differs}`;
}

/**
 * One series of inputs, which ends with the smallest that fails in its way. It rests before every smaller input until it is told
 * to go on, so that several failures can be made small in turns.
 */
export class Round {
  smallest: Smallest | undefined;
  /** Smaller inputs tried so far. */
  shrinks = 0;
  /** Why something smaller was not tried; absent: nothing smaller fails in this way. */
  unfinished: string | undefined;
  /** What came of trying it once more, in words. */
  repeat: string | undefined;
  /** Ended from within, without a failure. */
  halted = false;
  #resting = signal();
  #go = signal();
  readonly #done: Promise<true>;

  constructor(play: (round: Round) => Promise<void>) {
    this.#done = play(this).then(() => true);
    // It is told to whoever waits for the round; nobody may be waiting yet.
    this.#done.catch(() => undefined);
  }

  /** What a report says of the failure that this series ended with. */
  told({ kind, steps }: Departure): Pick<Counterexample, "kind" | "steps" | "unfinished" | "repeat"> {
    return {
      kind,
      ...(this.unfinished === undefined ? {} : { unfinished: this.unfinished }),
      ...(this.repeat === undefined ? {} : { repeat: this.repeat }),
      steps,
    };
  }

  /** For whoever plays: waits for the next turn. */
  async rest(): Promise<void> {
    this.#resting.give();
    await this.#go.given;
  }

  /** Resolves to false when it rests, to true when it has come to its end. @throws whatever the play threw */
  atRest(): Promise<boolean> {
    return Promise.race([this.#done, this.#resting.given.then(() => false)]);
  }

  /** One turn. Resolves as `atRest`. */
  goOn(): Promise<boolean> {
    const { give } = this.#go;
    this.#resting = signal();
    this.#go = signal();
    give();
    return this.atRest();
  }
}

function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
