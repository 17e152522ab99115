import type { DeviceFolder, HeldItem, SyncAnswer } from "../harness/device/types.js";
import type { CommandResponse, OptionSet } from "../harness/eas/index.js";
import type { SeededItem } from "../harness/run/index.js";

// What a server did with an SMS that a client added: feigned support is named as such.

/** See `describeOutcome` for what each of them means. */
export type AddOutcome =
  | "works"
  | "disguised"
  | "unanswered"
  | "unread"
  | "feigned"
  | "swallowed"
  | "refused"
  | "contradictory"
  | "broken";

/** Adds one SMS by Sync, with these sets in the same request. */
export function addSms(
  folder: DeviceFolder,
  options: readonly OptionSet[] | undefined,
  { token, item }: Pick<SeededItem, "token" | "item">,
  deliberate?: string,
): Promise<SyncAnswer> {
  const commands = [{ kind: "Add" as const, class: "SMS", clientId: clientIdOf(token), item }];
  const wrong = deliberate === undefined ? {} : { deliberate };
  return folder.sync({ ...(options === undefined ? {} : { options }), commands, ...wrong });
}

/** ClientIds are letters and digits, at most 64 of them. */
export function clientIdOf(token: string): string {
  return `c${token.replace(/[^0-9A-Za-z]/g, "")}`.slice(0, 64);
}

/** The server's word on the Add. */
export function wordOn(answer: SyncAnswer, token: string) {
  return answer.responses.find(({ kind, clientId }) => kind === "Add" && clientId === clientIdOf(token));
}

/**
 * What the server said of an Add, in Responses or of the whole request. "unsaid": the Sync succeeded, and Responses has no Add for it, or one without Status. Neither is
 * a refusal, nor an acknowledgement: what became of the SMS another device shows, and for the missing word there is `client-add`.
 * "request failed": it was answered neither with success nor with a refusal.
 */
export type Said = "acknowledged" | "refused" | "unsaid" | "request failed";

/** The scenario that judges whether an Add is answered, for what cannot be followed where it is not. */
export const judgeOfWords = "CHG-01";

export function saidOf(answer: SyncAnswer, token: string): Said {
  return saidBy(answer, wordOn(answer, token));
}

/** @param word the command of Responses that belongs to the Add */
export function saidBy(answer: SyncAnswer, word: Pick<CommandResponse, "status"> | undefined): Said {
  if (word?.status !== undefined) return word.status === "1" ? "acknowledged" : "refused";
  if (answer.succeeded().holds) return "unsaid";
  return answer.refused().holds ? "refused" : "request failed";
}

/** What the Add was answered with, for a reader. */
export function wordsOn(answer: SyncAnswer, token: string): string {
  return wordsBy(answer, wordOn(answer, token));
}

export function wordsBy(answer: SyncAnswer, word: Pick<CommandResponse, "status"> | undefined): string {
  if (word?.status !== undefined) return `Status ${word.status}`;
  if (!answer.succeeded().holds) return answer.succeeded().seen;
  return word === undefined ? "no word in Responses" : "no Status in Responses";
}

/**
 * @param held the item as a device that asked for SMS was sent it, if it was
 * @param last the last answer of each device that looked for it
 */
export function outcomeOfAdd(
  answer: SyncAnswer,
  token: string,
  held: HeldItem | undefined,
  last: readonly (SyncAnswer | undefined)[],
): AddOutcome {
  const word = wordOn(answer, token);
  const said = saidBy(answer, word);
  if (held !== undefined) {
    if (word !== undefined && said === "refused") return "contradictory";
    if (held.class !== "SMS") return "disguised";
    return word?.serverId === undefined ? "unanswered" : "works";
  }
  if (answer.exchange.response?.status !== 200) return "broken";
  if (!answer.succeeded().holds || said === "refused") return "refused";
  // Nobody knows what an answer would have brought that was none.
  if (last.length > 0 && last.every((one) => one?.exchange.response?.status !== 200)) return "unread";
  return word === undefined ? "swallowed" : "feigned";
}

/** What happened, in one sentence that begins with the outcome's name. */
export function describeOutcome(outcome: AddOutcome, answer: SyncAnswer, token: string): string {
  const word = wordOn(answer, token);
  const words = wordsOn(answer, token);
  const acknowledged = saidOf(answer, token) === "acknowledged";
  const did = acknowledged ? `acknowledged the SMS with ${words}` : `answered the Add with ${words}`;
  switch (outcome) {
    case "works":
      return `works: the SMS was ${acknowledged ? "acknowledged" : `answered with ${words}`}, and another device was sent it as an SMS`;
    case "disguised":
      return `disguised: the server ${did}, then sent the SMS to another device as an e-mail`;
    case "unanswered":
      return "unanswered: the SMS was stored, yet its adder was never told its ServerId";
    case "feigned":
      return `feigned: the server ${did} and ServerId ${word?.serverId ?? "none"}, yet no device is ever sent the SMS`;
    case "unread":
      return `unread: the server ${did}, and no Sync that would bring the SMS to another device is answered with HTTP 200`;
    case "swallowed":
      return "swallowed: the Sync succeeded without a word on the Add, and no device is ever sent the SMS";
    case "refused":
      return `refused: the Add was answered with ${words}`;
    case "contradictory":
      return `contradictory: the Add was answered with ${words}, yet another device was sent the SMS`;
    case "broken":
      return `broken: ${answer.succeeded().seen}`;
  }
}
