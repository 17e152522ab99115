/**
 * Ends a case, or a part of it, as inconclusive: it could not be brought to the point where the behaviour shows. The
 * reasons are a closed list (docs/verdicts.md); what a target does wrong is a failure, never inconclusive.
 */
export class Inconclusive extends Error {
  constructor(
    /** One sentence for the reader of the report. */
    readonly reason: string,
    /** Scenario or case id whose failure is the cause. */
    readonly blockedBy?: string,
  ) {
    super(reason);
    this.name = "Inconclusive";
  }
}

/** Ends a case as not applicable: the target never claimed it, or the profile or version excludes it. */
export class NotApplicable extends Error {
  constructor(
    readonly reason: string,
    /** Ids of the exchanges that show the honest refusal. */
    readonly exchanges: readonly string[] = [],
  ) {
    super(reason);
    this.name = "NotApplicable";
  }
}
