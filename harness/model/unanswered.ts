/**
 * Thrown by a driver: a request had no answer. There is nothing to judge, and nothing to enter into either formulation; whether
 * the target took the request, nobody knows.
 */
export class Unanswered extends Error {
  constructor(
    /** Of the request: "Sync". */
    readonly command: string,
    /** Why there is no answer, in one sentence. */
    readonly why: string,
    /** Id of the exchange. */
    readonly exchange: string,
  ) {
    super(`no answer to ${command}: ${why}`);
    this.name = "Unanswered";
  }
}
