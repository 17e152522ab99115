import type { DeviceFolder, HeldItem, SyncAnswer } from "../harness/device/types.js";
import type { OptionSet } from "../harness/eas/index.js";
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
  if (held !== undefined) {
    if (word !== undefined && word.status !== "1") return "contradictory";
    if (held.class !== "SMS") return "disguised";
    return word?.serverId === undefined ? "unanswered" : "works";
  }
  if (answer.exchange.response?.status !== 200) return "broken";
  if (!answer.succeeded().holds) return "refused";
  if (word !== undefined && word.status !== "1") return "refused";
  // Nobody knows what an answer would have brought that was none.
  if (last.length > 0 && last.every((one) => one?.exchange.response?.status !== 200)) return "unread";
  return word === undefined ? "swallowed" : "feigned";
}

/** What happened, in one sentence that begins with the outcome's name. */
export function describeOutcome(outcome: AddOutcome, answer: SyncAnswer, token: string): string {
  const word = wordOn(answer, token);
  const status = `Status ${word?.status ?? "1"}`;
  switch (outcome) {
    case "works":
      return "works: the SMS was acknowledged, and another device was sent it as an SMS";
    case "disguised":
      return `disguised: the server acknowledged the SMS with ${status}, then sent it to another device as an e-mail`;
    case "unanswered":
      return "unanswered: the SMS was stored, yet its adder was never told its ServerId";
    case "feigned":
      return `feigned: the server acknowledged the SMS with ${status} and ServerId ${word?.serverId ?? "none"}, yet no device is ever sent it`;
    case "unread":
      return `unread: the server took the SMS with ${status}, and no Sync that would bring it to another device is answered with HTTP 200`;
    case "swallowed":
      return "swallowed: the Sync succeeded without a word on the Add, and no device is ever sent the SMS";
    case "refused":
      return `refused: the Add was answered with ${word === undefined ? answer.succeeded().seen : status}`;
    case "contradictory":
      return `contradictory: the Add was answered with ${status}, yet another device was sent the SMS`;
    case "broken":
      return `broken: ${answer.succeeded().seen}`;
  }
}
