import type { Failure } from "./failure.js";
import { describeAnswer, type Step } from "./step.js";
import { countAnswer, countEstimate, Tally } from "./tally.js";
import type { SeenEstimate, SeenSync, Sets } from "./types.js";
import type { Unanswered } from "./unanswered.js";
import type { Told } from "./violation.js";

/** A history as it is told: what was done step by step, what came of it, and how often. */
export class Telling {
  readonly story: Told[] = [];
  /** What the drawn commands did, and what answers brought, those of the end included. */
  readonly reached = new Tally();
  /** Of the step under way, in words. */
  outcome = "";
  private exchanges: string[] = [];

  begin(): void {
    this.exchanges = [];
    this.outcome = "done";
  }

  end(text: string, hasFailed: boolean): void {
    const failed: Pick<Told, "failed"> = hasFailed ? { failed: true } : {};
    this.story.push({ text, exchanges: this.exchanges, outcome: this.outcome, ...failed });
  }

  seen(answers: readonly SeenSync[]): readonly SeenSync[] {
    for (const answer of answers) {
      this.witnessed(answer.exchange);
      countAnswer(this.reached, answer);
    }
    this.outcome = answers.map(describeAnswer).join("; and ");
    return answers;
  }

  estimated(sets: Sets | undefined, answer: SeenEstimate): void {
    this.witnessed(answer.exchange);
    countEstimate(this.reached, sets, answer);
    this.outcome = `Status ${answer.status ?? "absent"}, estimate ${answer.estimate ?? "absent"}`;
  }

  witnessed(exchange: string | undefined): void {
    if (exchange !== undefined && !this.exchanges.includes(exchange)) this.exchanges.push(exchange);
  }

  /** As a departure, which says nothing of what an answer should have held. */
  unanswered({ command, why, exchange, kind }: Unanswered, step: Step): Failure {
    this.witnessed(exchange);
    this.outcome = kind === "no-answer" ? `no answer to ${command}` : why;
    this.reached.count("answers", kind === "no-answer" ? "no answer" : why);
    const place = "seat" in step ? step.seat : "device" in step ? { device: step.device } : {};
    const expected = kind === "http-status" ? `HTTP 200 for ${command}` : `An answer to ${command}`;
    return { ...place, code: kind, command, expected, seen: why, exchange };
  }
}
