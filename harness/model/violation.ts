import { type Failure, observationOf } from "./failure.js";

/** The target departed from the model. Shrinking works on it; a suite turns the failures into checks. */
export class ModelViolation extends Error {
  constructor(
    readonly failures: readonly Failure[],
    readonly step: string,
    /** What the ledger says against the same answer; it looks at Commands, and at ServerIds used twice. */
    readonly seconded: readonly string[] = [],
  ) {
    const told = failures.map((failure) => {
      const { expected, seen } = observationOf(failure);
      return `[${failure.code}] expected ${expected}; seen: ${seen}`;
    });
    super(`${step}\n${told.join("\n")}`);
    this.name = "ModelViolation";
  }
}

/** One line of the story: what was done, and which exchanges show it. */
export interface Told {
  readonly text: string;
  readonly exchanges: readonly string[];
  /** What came of it, in words; of several answers the last. */
  readonly outcome: string;
  /** The step in which the target departed. */
  readonly failed?: true;
}
