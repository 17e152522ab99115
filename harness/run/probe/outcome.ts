import type { HeldItem } from "../../device/index.js";
import { type Exchange, type ItemFields, isEnvironmental, isShutOut, readSyncResponse } from "../../eas/index.js";
import type { CapabilityOutcome, CapabilityValue } from "../../judging/results.js";
import { type Fed, wordsOf } from "../seeding/feeder.js";
import { numbersIn } from "../seeding/identity.js";

/**
 * What a server did with an SMS that was added, seen from both ends: what it said to the adder and what another device was
 * given. `policy` and `environment` excuse it: the downloaded policy forbids text messages; the account or device is not let in.
 */
export type SmsOutcome = Exclude<CapabilityOutcome, "absent" | "command" | "hook" | "version">;

/** The server's word on an Add. */
export type AddWord =
  | { readonly kind: "stored"; readonly serverId?: string }
  /** The Collection succeeded and nothing is said about the Add. */
  | { readonly kind: "silent" }
  | { readonly kind: "refused"; readonly words: string }
  /** The whole request, because of its sets. */
  | { readonly kind: "set refused"; readonly words: string }
  | { readonly kind: "broken"; readonly words: string }
  | { readonly kind: "environment"; readonly words: string };

/** Where another device was given the item. */
export interface Sighting {
  readonly held: HeldItem;
  /** The sets in force when it came. */
  readonly view: "both sets" | "SMS set" | "default set";
}

export function addWord(fed: Fed): AddWord {
  const { answer, response } = fed;
  const words = wordsOf(fed);
  if (isEnvironmental(answer.exchange) || isShutOut(answer.status)) return { kind: "environment", words };
  if (answer.exchange.failure?.kind === "aborted") return { kind: "environment", words: "the run was cancelled" };
  if (answer.status === undefined) return { kind: "broken", words };
  if (answer.status !== "1") return { kind: "set refused", words };
  if (response === undefined) return { kind: "silent" };
  if (response.status !== undefined && response.status !== "1") return { kind: "refused", words };
  return { kind: "stored", ...(response.serverId ? { serverId: response.serverId } : {}) };
}

/** The table of outcomes. `sent` is the item as it was added. */
export function outcomeOf(word: AddWord, sighting: Sighting | undefined, sent: ItemFields): SmsOutcome {
  if (word.kind === "environment" || word.kind === "broken") return word.kind;
  if (word.kind === "refused" || word.kind === "set refused")
    return sighting === undefined ? "refused" : "contradictory";
  if (sighting === undefined) return word.kind === "silent" ? "swallowed" : "feigned";
  if (sighting.held.class !== "SMS" || sighting.view === "default set") return "disguised";
  if (word.kind === "silent" || word.serverId === undefined) return "unanswered";
  return isMangled(sighting.held.item, sent) ? "mangled" : "works";
}

function isMangled(shown: ItemFields, sent: ItemFields): boolean {
  const text = (item: ItemFields): string => (item.body?.data ?? "").replace(/\r\n?/g, "\n").trim();
  return text(shown) !== text(sent) || !sameNumbers(shown.from, sent.from) || !sameNumbers(shown.to, sent.to);
}

/** The country code may come and go. */
function sameNumbers(shown: string | undefined, sent: string | undefined): boolean {
  const national = (header = ""): string[] =>
    numbersIn(header)
      .filter((number) => number.length >= 10)
      .map((number) => number.slice(-10));
  return national(shown).at(-1) === national(sent).at(-1);
}

/** Does the number in From still tell who sent it? */
export function fromSurvives(shown: ItemFields, sent: ItemFields): boolean {
  return sameNumbers(shown.from, sent.from);
}

/**
 * What the Syncs came to that would have brought an item. Where none of them succeeded, nobody knows what they would have
 * brought: that the item is lost is not said. `environment`: each of them speaks of the account or the hour.
 */
export function readingOf(syncs: readonly Exchange[]): "read" | "broken" | "environment" {
  if (syncs.length === 0 || syncs.some(succeeds)) return "read";
  return syncs.every(isEnvironmental) ? "environment" : "broken";
}

/** An empty answer says that there is nothing new. */
function succeeds({ response }: Exchange): boolean {
  if (response?.status !== 200) return false;
  const said = response.document === undefined ? undefined : readSyncResponse(response.document);
  return [said?.status, ...(said?.collections ?? []).map(({ status }) => status)].every((code = "1") => code === "1");
}

/** What the outcome makes of the capabilities sms.seed and sms.read. */
export function capabilityValue(outcome: SmsOutcome): CapabilityValue {
  switch (outcome) {
    case "works":
    case "mangled":
    case "unanswered":
    case "contradictory":
      return "yes";
    case "refused":
    case "policy":
      return "no";
    case "environment":
      return "unknown";
    default:
      return "broken";
  }
}

/** The most telling first: an SMS that can be used, then what loses or falsifies data, then what excuses, then refusals. */
const weight: readonly SmsOutcome[] = [
  "works",
  "mangled",
  "unanswered",
  "contradictory",
  "feigned",
  "swallowed",
  "disguised",
  "broken",
  "policy",
  "environment",
  "refused",
];

/** Of several tries the one that says most; the first of equals. */
export function mostTelling<T extends { readonly outcome: SmsOutcome }>(tries: readonly T[]): T | undefined {
  const rank = ({ outcome }: T): number => weight.indexOf(outcome);
  return tries.reduce<T | undefined>(
    (best, one) => (best === undefined || rank(one) < rank(best) ? one : best),
    undefined,
  );
}
