import { type DeviceFolder, type Drained, StageError, type SyncAnswer } from "../../harness/device/types.js";
import type { Exchange } from "../../harness/eas/index.js";
import type { CounterexampleStep } from "../../harness/judging/results.js";
import { type Attempt, type CaseContext, type Judgement, Unanswered } from "../../harness/run/index.js";
import { unansweredRequest, withoutAnswer } from "../unanswered.js";

/** What a device does, for a reader. */
export type Doing = Pick<CounterexampleStep, "actor" | "words">;

/** Where the transport is judged. */
export const transportRow = "ASMS-2.1-1";

/** What is wrong with a request on purpose is no fault of the transport; how it must be answered all the same, ruling Q62 says. */
const onPurpose = ", wrong on purpose";

/**
 * The requests of one input, in order. One that has no answer, or an HTTP error for one, ends the input, and says nothing of texts:
 * the input is tried once more (decision 0076).
 */
export class Requests {
  readonly #steps: CounterexampleStep[] = [];

  /** @throws Unanswered */
  made<T extends Pick<SyncAnswer, "exchange">>(doing: Doing, answer: T, outcome: (answer: T) => string): T {
    const departure = this.#unanswered(doing, answer.exchange);
    if (departure !== undefined) throw departure;
    this.#note(doing, answer.exchange, outcome(answer));
    return answer;
  }

  /**
   * Polls that bring nothing are one request, however many there are: how long the target takes to show a change differs.
   * @throws Unanswered
   */
  drained(doing: Doing, drained: Drained): Drained {
    for (const { exchange, commands, moreAvailable } of drained.answers) {
      const departure = this.#unanswered(doing, exchange);
      if (departure !== undefined) throw departure;
      if (commands.length > 0 || moreAvailable) this.#note(doing, exchange, `it brings ${items(commands.length)}`);
    }
    const last = drained.answers.at(-1);
    if (last !== undefined) this.#note(doing, last.exchange, last.succeeded().seen);
    return drained;
  }

  /**
   * A phone that comes after the first request of the input belongs to it: that it is not served may be the doing of what was sent.
   * @throws Unanswered, StageError
   */
  async joined<T>(doing: Doing, coming: Promise<T>): Promise<T> {
    try {
      return await coming;
    } catch (error) {
      const exchange = error instanceof StageError ? error.exchange : undefined;
      throw (exchange === undefined ? undefined : this.#unanswered(doing, exchange)) ?? error;
    }
  }

  /** A request that is wrong on purpose: what it did to others is looked at before it is said that it had no answer. */
  wrong(doing: Doing, exchange: Exchange): Unanswered | undefined {
    const departure = this.#unanswered(doing, exchange);
    this.#note(doing, exchange, exchange.response === undefined ? "no answer" : `HTTP ${exchange.response.status}`);
    return departure;
  }

  #note(doing: Doing, { id }: Exchange, outcome: string): void {
    this.#steps.push({ ...doing, outcome, exchanges: [id] });
  }

  #unanswered(doing: Doing, exchange: Exchange): Unanswered | undefined {
    const without = withoutAnswer(exchange);
    if (without === undefined) return undefined;
    const { command, deliberate, id } = exchange;
    const about = unansweredRequest(exchange, without);
    const expected = without.kind === "http-status" ? `HTTP 200 for ${command}` : `an answer to ${command}`;
    const ruling = deliberate === undefined ? undefined : clauseFor(exchange);
    const judgement: Judgement = {
      requirement: transportRow,
      observation: { holds: false, expected, seen: without.why },
      evidence: [exchange],
      ...(ruling === undefined ? {} : { options: { ruling } }),
    };
    const failed = {
      ...doing,
      outcome: `${about.words}, where ${expected} belongs`,
      exchanges: [id],
      failed: true as const,
    };
    const kind = `${without.kind} ${command}${deliberate === undefined ? "" : onPurpose}`;
    return new Unanswered(kind, [judgement], [...this.#steps, failed], [], about);
  }
}

/** What device A does before it reads. */
export const joining: Doing = { actor: "device A", words: "connects, and asks for the folders" };

/** The folder of device A, which comes when everything is written. */
export async function comingPhone(
  { mailbox }: Pick<CaseContext, "mailbox">,
  attempt: Pick<Attempt, "connect">,
): Promise<DeviceFolder> {
  return (await attempt.connect("A")).open(mailbox.place);
}

/** Which clause of ruling Q62 a request that is wrong on purpose is answered against. */
function clauseFor({ failure, response }: Exchange): string {
  if (failure !== undefined) return "Q62.answered";
  return (response?.status ?? 0) >= 500 ? "Q62.client-error" : "Q62.readable";
}

function items(count: number): string {
  return `${count} ${count === 1 ? "item" : "items"}`;
}
