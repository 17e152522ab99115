/**
 * Why there is nothing to judge: no answer came; one came that is no answer of the command, for its HTTP status is not 200; or the
 * target spoke of the login, the device, the account or the hour (docs/verdicts.md, "inconclusive").
 */
export type UnansweredKind = "no-answer" | "http-status" | "environment";

/**
 * Thrown by a driver: a request had no answer that could be judged or entered into either formulation; whether the target took the
 * request, nobody knows.
 */
export class Unanswered extends Error {
  constructor(
    /** Of the request: "Sync". */
    readonly command: string,
    /** What came, or why nothing did, in one sentence: "HTTP 500 (Internal Server Error)". */
    readonly why: string,
    /** Id of the exchange. */
    readonly exchange: string,
    readonly kind: UnansweredKind = "no-answer",
  ) {
    super(`${kind}, ${command}: ${why}`);
    this.name = "Unanswered";
  }
}
