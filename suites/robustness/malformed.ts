import type fc from "fast-check";
import type { Exchange } from "../../harness/eas/index.js";
import { type Attempt, type CaseContext, Departure, type Judgement, type Property } from "../../harness/run/index.js";
import { type Element, encode } from "../../harness/wbxml/index.js";
import { having, listOf, oneOf, savedAs } from "../saved-input.js";
import { type Base, baseNames } from "./bases.js";
import { answered, withoutServerError } from "./grade.js";
import { type Provocation, type Provoked, Provoker } from "./provoker.js";
import { type Malformed, SeriesArbitrary } from "./series.js";
import { smallest } from "./smallest.js";

/** What one way of spoiling requests has to say. */
export interface Spoiling<E> {
  readonly edits: fc.Arbitrary<readonly E[]>;
  /** Series of requests when nobody says how many. */
  readonly runs: number;
  provocation(base: Base, edits: readonly E[]): Provocation;
  /** JSON Schema of one edit, for those that were kept in a file. */
  readonly saved: object;
  /** Edits that are less than this one, e.g. fewer levels. */
  simpler?(edit: E): readonly E[];
  /** Edits that come to the same with less around it, the largest parts left out first. */
  smaller?(base: Base, edits: readonly E[]): readonly (readonly E[])[];
}

/** Levels of nesting that an edit may ask for; the codec's own limit is for documents that mean something. */
const depth = { maxDepth: 200_000, maxItems: 2_000_000 };

export function bytesOf(document: Element): Uint8Array {
  return encode(document, depth);
}

/** Wrong requests that one pair of phones sends, at most: connecting costs a foreign server more than they do. */
const series = 10;
/** Requests tried on the way to the smallest document that still does it. */
const smallerTries = 60;

/**
 * Whatever is sent, the answer is a Status of the protocol or HTTP 4xx, it comes in time, and another phone of the same
 * mailbox can go on ([MS-ASHTTP] 2.2.2.1.1, ruling Q62).
 */
export function malformedProperty<E>(context: CaseContext, spoiling: Spoiling<E>): Property<readonly Malformed<E>[]> {
  const saved = having({ base: oneOf(...baseNames), edits: listOf(spoiling.saved, 1) });
  const isSaved = savedAs<readonly Malformed<E>[]>(listOf(saved, 1));
  return {
    runs: spoiling.runs,
    maxShrinks: 40,
    further: 3,
    arbitrary: () => new SeriesArbitrary(spoiling.edits, series, spoiling.simpler ?? (() => [])),
    attempt: (inputs, attempt) => provokeAll(context, spoiling, inputs, attempt),
    encode: (inputs) => inputs,
    decode: (saved) => (isSaved(saved) ? saved : undefined),
  };
}

async function provokeAll<E>(
  context: CaseContext,
  spoiling: Spoiling<E>,
  inputs: readonly Malformed<E>[],
  attempt: Attempt,
): Promise<void> {
  const provoker = await Provoker.open(context, await attempt.connect("A"), await attempt.connect("B"));
  for (const { base, edits } of inputs) {
    const provocation = spoiling.provocation(await provoker.base(base), edits);
    const provoked = await provoker.provoke(provocation);
    attempt.count("requests", base);
    attempt.count("answers", provoked.damage === undefined ? provoked.grade : "account unusable");
    if (provoker.leftovers) attempt.leave(leftIn(attempt.user));
    const kind = kindOf(provoked);
    if (kind === undefined) continue;
    // A single wrong thing is what the search has come down to; then it is worth the traffic to make the rest small.
    const single = inputs.length === 1 && edits.length === 1;
    const found = single ? await reduced(provoker, spoiling, { base, edits }, kind, attempt.signal) : undefined;
    throw departure(kind, provocation, found ?? provoked);
  }
  for (const [ruling, expected] of Object.entries(holding)) {
    const observation = { holds: true, expected, seen: `so it was with ${inputs.length} of them` };
    attempt.judge({ requirement: row, observation, evidence: attempt.exchanges.slice(-1), options: { ruling } });
  }
}

/** What an item could be known by may be what was wrong with it. */
function leftIn(user: string): string {
  return `Inbox and Deleted Items of ${user}: what wrong requests may have stored, without a sender or text to know it by`;
}

/** What was seen to hold when nothing departs from it. */
const holding = {
  "Q62.answered": "every wrong request gets an HTTP answer in time",
  "Q62.client-error": "no wrong request is answered with HTTP 5xx",
  "Q62.account": "another phone of the same mailbox goes on with an ordinary Sync",
};

/** What is wrong with an answer, in a word; undefined when nothing is. */
function kindOf({ grade, damage }: Provoked): string | undefined {
  if (grade === "connection dropped" || grade === "too late") return grade;
  if (damage !== undefined) return "account unusable";
  return grade === "server error" ? grade : undefined;
}

/** The same failure with as little as possible around it; undefined when nothing can be left out. */
async function reduced<E>(
  provoker: Provoker,
  spoiling: Spoiling<E>,
  { base: name, edits }: Malformed<E>,
  kind: string,
  signal: AbortSignal,
): Promise<Provoked | undefined> {
  if (spoiling.smaller === undefined) return undefined;
  const { smaller } = spoiling;
  const base = await provoker.base(name);
  let last: Provoked | undefined;
  const fails = async (fewer: readonly E[]): Promise<boolean> => {
    if (signal.aborted) return false;
    const provoked = await provoker.provoke(spoiling.provocation(await provoker.base(name), fewer));
    if (kindOf(provoked) !== kind) return false;
    last = provoked;
    return true;
  };
  await smallest(edits, (some) => smaller(base, some), fails, smallerTries);
  return last;
}

function departure(kind: string, { words }: Provocation, { exchange, damage }: Provoked): Departure {
  const judgements = [...judgementsOf(exchange), ...(damage === undefined ? [] : [damageOf(exchange, damage)])];
  return new Departure(kind, judgements, [
    {
      actor: `device ${exchange.device}`,
      words: `${exchange.command}, ${exchange.request.body.length} bytes: ${words}`,
      outcome: judgements.map(({ observation }) => observation.seen).join("; "),
      exchanges: [exchange.id, ...(damage === undefined ? [] : [damage.exchange.id])],
      failed: true,
    },
  ]);
}

/** Only what failed: that the rest held is said once, at the end. */
function judgementsOf(exchange: Exchange): Judgement[] {
  return [
    { ...judged("Q62.answered", exchange), observation: answered(exchange) },
    { ...judged("Q62.client-error", exchange), observation: withoutServerError(exchange) },
  ].filter(({ observation }) => !observation.holds);
}

function damageOf(exchange: Exchange, damage: NonNullable<Provoked["damage"]>): Judgement {
  return {
    requirement: row,
    options: { ruling: "Q62.account" },
    evidence: [exchange, damage.exchange],
    observation: {
      holds: false,
      expected: "another phone of the same mailbox goes on with an ordinary Sync",
      seen: `its Sync fails for good: ${damage.succeeded().seen}`,
    },
  };
}

/** Where the HTTP envelope is judged. */
export const row = "ASMS-2.1-1";

function judged(ruling: string, exchange: Exchange): Omit<Judgement, "observation"> {
  return { requirement: row, options: { ruling }, evidence: [exchange] };
}
