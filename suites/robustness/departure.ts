import type { SyncAnswer } from "../../harness/device/types.js";
import { type Exchange, isEnvironmental, type Observation } from "../../harness/eas/index.js";
import { Departure, type Judgement, Unanswered } from "../../harness/run/index.js";
import { unansweredRequest, withoutAnswer } from "../unanswered.js";
import type { Lost } from "./control.js";
import { answered, readable, withoutServerError } from "./grade.js";
import type { Provocation, Provoked } from "./provoker.js";

/** Where the HTTP envelope is judged. */
export const row = "ASMS-2.1-1";

/** What was seen to hold when nothing departs from it. */
export const holding = {
  "Q62.answered": "every wrong request gets an HTTP answer in time",
  "Q62.client-error": "no wrong request is answered with HTTP 5xx",
  "Q62.readable": "no wrong request is answered with a redirect, or with nothing where there was nothing to take",
  "Q62.account":
    "another phone of the same mailbox goes on at once with an ordinary Sync, keeps its items and is sent new ones",
  "Q62.phone": "the phone that sent it can start again with SyncKey 0",
};

export const unusable = "account unusable";
export const lostItems = "items lost";
export const lockedOut = "phone locked out";
export const othersRefused = "others refused";

/** What is wrong with an answer, in a word; undefined when nothing is. */
export function kindOf({ grade, damage, lost, lockedOut: refusal, refused }: Provoked): string | undefined {
  if (grade === "connection dropped" || grade === "too late") return grade;
  if (damage !== undefined) return unusable;
  if (lost !== undefined) return lostItems;
  if (refusal !== undefined) return lockedOut;
  if (refused !== undefined) return othersRefused;
  return grade === "server error" || grade === "no answer to read" ? grade : undefined;
}

/** May the line between us and the target have done it, too? Then it is a failure only where the same comes once more. */
export function mayBeTheLine(kind: string): boolean {
  return kind === "connection dropped" || kind === "too late" || kind === "server error";
}

/**
 * The same, of an input that can be tried once more (decision 0076). What either phone suffered is no chance: an ordinary Sync
 * was tried several times for it.
 * @param number which of the requests of the input it was
 */
export function suspicion(kind: string, provocation: Provocation, provoked: Provoked, number: number): Departure {
  const told = departure(kind, provocation, provoked);
  const exchange = suspect(kind, provoked);
  const without = exchange === undefined ? undefined : withoutAnswer(exchange);
  if (exchange === undefined || without === undefined) return told;
  // HTTP 503 and the like speak of the wrong request: another phone was served right after.
  const isEnvironmental = exchange !== provoked.exchange && without.kind === "environment";
  const about = { ...unansweredRequest(exchange, without), isEnvironmental, number };
  return new Unanswered(kind, told.judgements, told.steps, [], about);
}

/** Which request had no answer, if nothing else is wrong. */
function suspect(kind: string, provoked: Provoked): Exchange | undefined {
  if (kind === lostItems) return provoked.lost?.unanswered;
  return mayBeTheLine(kind) && harmIn(provoked) === undefined ? provoked.exchange : undefined;
}

export function departure(kind: string, { words }: Provocation, provoked: Provoked): Departure {
  const { exchange } = provoked;
  const harm = harmIn(provoked);
  const judgements = [...judgementsOf(provoked), ...(harm === undefined ? [] : [harmOf(exchange, harm)])];
  return new Departure(kind, judgements, [
    {
      actor: `device ${exchange.device}`,
      words: `${exchange.command}, ${exchange.request.body.length} bytes: ${words}`,
      outcome: judgements.map(({ observation }) => observation.seen).join("; "),
      exchanges: [exchange.id, ...(harm?.answers ?? []).map((answer) => answer.exchange.id)],
      failed: true,
    },
  ]);
}

/** Only what failed: that the rest held is said once, at the end. */
function judgementsOf({ exchange, damage }: Provoked): Judgement[] {
  // Another phone was served right after: HTTP 503 and the like speak of this request.
  const options = damage === undefined && isEnvironmental(exchange) ? { served: true as const } : {};
  const judged = (ruling: keyof typeof holding, observation: Observation): Judgement => ({
    requirement: row,
    options: { ruling, ...options },
    evidence: [exchange],
    observation,
  });
  return [
    judged("Q62.answered", answered(exchange)),
    judged("Q62.client-error", withoutServerError(exchange)),
    judged("Q62.readable", readable(exchange)),
  ].filter(({ observation }) => !observation.holds);
}

interface HarmDone extends Lost {
  readonly ruling: "Q62.account" | "Q62.phone";
  /** Others were served in the end: HTTP 503 and the like are no excuse. */
  readonly served?: true;
}

/** What it did to either phone, the worst first. */
function harmIn({ damage, lost, lockedOut: refusal, refused }: Provoked): HarmDone | undefined {
  if (damage !== undefined) {
    return { ruling: "Q62.account", words: `its Sync fails for good: ${damage.succeeded().seen}`, answers: [damage] };
  }
  if (lost !== undefined) return { ruling: "Q62.account", ...lost };
  if (refusal === undefined) return refused === undefined ? undefined : toOthers(refused);
  const words = `it cannot start any more, while another phone goes on: ${refusal.succeeded().seen}`;
  return { ruling: "Q62.phone", words, answers: [refusal] };
}

function toOthers(refused: readonly SyncAnswer[]): HarmDone {
  const [first] = refused;
  const which =
    refused.length === 1 ? "request of another phone was" : `${refused.length} requests of another phone were`;
  const words = `the next ${which} not served: ${first?.succeeded().seen ?? "no answer"}`;
  return { ruling: "Q62.account", words, answers: refused, served: true };
}

function harmOf(exchange: Exchange, { ruling, words, answers, served }: HarmDone): Judgement {
  return {
    requirement: row,
    options: { ruling, ...(served === undefined ? {} : { served }) },
    evidence: [exchange, ...answers.map((answer) => answer.exchange)],
    observation: { holds: false, expected: holding[ruling], seen: words },
  };
}
