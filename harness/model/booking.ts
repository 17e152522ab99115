import type { Sent } from "./agreement.js";
import type { Findings } from "./failure.js";
import * as book from "./ledger/index.js";
import { judgeSync } from "./sync.js";
import type { SeenSync } from "./types.js";
import type { World } from "./world.js";

/** Where both formulations stand. */
export interface Standing {
  readonly world: World;
  readonly ledger: typeof book.emptyLedger;
}

/** What the answer to a request comes to, in either formulation. */
export interface Booked extends Standing, Findings {
  /** What the ledger finds wrong. */
  readonly complaints: readonly string[];
}

/** Judges as many answers as Collections were sent, in their order. @param now milliseconds of the driver's clock */
export function bookAnswers(
  { world, ledger }: Standing,
  sent: readonly Sent[],
  answers: readonly SeenSync[],
  now: number,
): Booked {
  let booked: Booked = { world, ledger, failures: [], notes: [], complaints: [] };
  for (const [index, { asking, request }] of sent.entries()) {
    const answer = answers[index];
    if (answer === undefined) throw new Error(`The driver brought no answer about ${request.seat.folder}.`);
    const judged = judgeSync({ ...asking, world: booked.world }, answer, now);
    const { ledger: entered, complaints } = book.bookAnswer(booked.ledger, request, answer);
    booked = {
      world: judged.world,
      ledger: entered,
      failures: [...booked.failures, ...judged.failures],
      notes: [...booked.notes, ...judged.notes],
      complaints: [...booked.complaints, ...complaints],
    };
  }
  return booked;
}
