import { type Exchange, environmentalReason, isHttpRefusal } from "../harness/eas/index.js";
import type { UnansweredKind } from "../harness/model/index.js";
import { noAnswerWords, notCarriedOutWords, type UnansweredRequest } from "../harness/run/index.js";

/** Why an exchange brought nothing to judge. */
export interface WithoutAnswer {
  readonly kind: UnansweredKind;
  readonly why: string;
}

/** No answer of the command, or one that speaks of the hour; undefined where there is something to judge (decision 0076). */
export function withoutAnswer(exchange: Exchange): WithoutAnswer | undefined {
  const { failure, response, deliberate } = exchange;
  if (failure !== undefined) return { kind: "no-answer", why: failure.message };
  const reason = environmentalReason(exchange);
  if (reason !== undefined) return { kind: "environment", why: reason };
  // What is wrong on purpose may be refused by HTTP; whether it may be so here, the case judges.
  const status = response?.status ?? 200;
  const isRefused = deliberate !== undefined && isHttpRefusal(status);
  return status === 200 || isRefused ? undefined : { kind: "http-status", why: `HTTP ${status}` };
}

/** That request, for a search that tries its input once more. */
export function unansweredRequest({ command, id }: Exchange, { kind, why }: WithoutAnswer): UnansweredRequest {
  return {
    words: (kind === "no-answer" ? noAnswerWords : notCarriedOutWords)(command, why),
    exchange: id,
    isEnvironmental: kind === "environment",
  };
}
