import type fc from "fast-check";
import { type Exchange, isEnvironmental, type Observation } from "../../harness/eas/index.js";
import {
  type Attempt,
  type CaseContext,
  Departure,
  Inconclusive,
  type Judgement,
  type Property,
  type Reduced,
} from "../../harness/run/index.js";
import { type Element, encode } from "../../harness/wbxml/index.js";
import { having, listOf, oneOf, savedAs } from "../saved-input.js";
import { type Base, baseNames } from "./bases.js";
import { type Lost, plantIn } from "./control.js";
import { answered, readable, withoutServerError } from "./grade.js";
import { type Provocation, type Provoked, Provoker } from "./provoker.js";
import { type Malformed, SeriesArbitrary } from "./series.js";
import { type Lean, smallest } from "./smallest.js";

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
  /** What can be left out around a fault. */
  readonly lean?: Leaving<E>;
}

/** Leaves parts of a request out by edits in addition, which a few numbers name. */
export interface Leaving<E> {
  of(base: Base): Lean<readonly E[]>;
  numbers(added: readonly E[]): readonly number[];
  edits(numbers: readonly number[]): readonly E[];
}

/** Levels of nesting that an edit may ask for; the codec's own limit is for documents that mean something. */
const depth = { maxDepth: 200_000, maxItems: 2_000_000 };

export function bytesOf(document: Element): Uint8Array {
  return encode(document, depth);
}

/** Wrong requests that one pair of phones sends, at most: connecting costs a foreign server more than they do. */
const series = 20;
/** Requests tried on the way to the smallest document that still does it. */
const smallerTries = 150;

const unsteady = "which of its processes the target answers with, and what that one met before, are not the same again";

/** Which of a series was to blame, where there were several. */
const culprits = new WeakMap<Departure, Malformed<unknown>>();

/**
 * Whatever is sent, the answer is a Status of the protocol or HTTP 4xx, it comes in time, another phone of the same mailbox
 * can go on, and the one that sent it can start again ([MS-ASHTTP] 2.2.2.1.1, ruling Q62).
 */
export function malformedProperty<E>(context: CaseContext, spoiling: Spoiling<E>): Property<readonly Malformed<E>[]> {
  const saved = having({ base: oneOf(...baseNames), edits: listOf(spoiling.saved, 1) });
  const isSaved = savedAs<readonly Malformed<E>[]>(listOf(saved, 1));
  const { lean } = spoiling;
  const drawn = new SeriesArbitrary(spoiling.edits, series, spoiling.simpler ?? (() => []));
  return {
    runs: spoiling.runs,
    maxShrinks: smallerTries,
    further: 3,
    ...(context.tolerance === "strict" ? {} : { unsteady }),
    arbitrary: (left) =>
      left === undefined || lean === undefined ? drawn : drawn.map((inputs) => leaner(lean, inputs, left)),
    attempt: (inputs, attempt) => provokeAll(context, spoiling, inputs, attempt),
    // The one that did it alone is tried; when it needs the others before it, so are the shorter series that hold it.
    hopeless: (smaller, failed) => {
      const culprit = culprits.get(failed);
      return culprit !== undefined && !smaller.some((one) => one === culprit);
    },
    ...(lean === undefined
      ? {}
      : { reduce: (inputs, attempt, mayTry) => reduced(context, { spoiling, lean }, inputs, attempt, mayTry) }),
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
  const provoker = await open(context, attempt);
  let tried = 0;
  let last: { readonly provocation: Provocation; readonly provoked: Provoked } | undefined;
  for (const input of inputs) {
    if (tried > 0 && attempt.late) break;
    tried += 1;
    const { base, edits } = input;
    const provocation = spoiling.provocation(await provoker.base(base), edits);
    const provoked = await provoker.provoke(provocation);
    last = { provocation, provoked };
    attempt.count("requests", base);
    attempt.count("answers", provoked.damage === undefined ? provoked.grade : unusable);
    if (provoker.leftovers) attempt.leave(leftIn(attempt.user));
    const kind = kindOf(provoked);
    if (kind === undefined) continue;
    const found = departure(kind, provocation, provoked);
    if (inputs.length > 1) culprits.set(found, input);
    throw found;
  }
  // Which of several it was, the search for a smaller series finds out.
  const lost = last === undefined ? undefined : await provoker.missing();
  if (last !== undefined && lost !== undefined) {
    const words = tried > 1 ? `the last of ${tried} wrong requests, ${last.provocation.words}` : last.provocation.words;
    throw departure(lostItems, { ...last.provocation, words }, { ...last.provoked, lost });
  }
  for (const [ruling, expected] of Object.entries(holding)) {
    const observation = { holds: true, expected, seen: `so it was with ${tried} of them` };
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
  "Q62.readable": "no wrong request is answered with a redirect, or with nothing where there was nothing to take",
  "Q62.account":
    "another phone of the same mailbox goes on with an ordinary Sync, keeps its items and is sent new ones",
  "Q62.phone": "the phone that sent it can start again with SyncKey 0",
};

const unusable = "account unusable";
const lostItems = "items lost";
const lockedOut = "phone locked out";

async function open(context: CaseContext, attempt: Attempt): Promise<Provoker> {
  const [provoking, living] = [await attempt.connect("A"), await attempt.connect("B")];
  return Provoker.open(context, provoking, living, plantIn(context, attempt));
}

/** What is wrong with an answer, in a word; undefined when nothing is. */
function kindOf({ grade, damage, lost, lockedOut: refusal }: Provoked): string | undefined {
  if (grade === "connection dropped" || grade === "too late") return grade;
  if (damage !== undefined) return unusable;
  if (lost !== undefined) return lostItems;
  if (refusal !== undefined) return lockedOut;
  return grade === "server error" || grade === "no answer to read" ? grade : undefined;
}

/** The same failure with as little as possible around it, on one pair of phones: connecting costs more than a try. */
async function reduced<E>(
  context: CaseContext,
  { spoiling, lean }: { readonly spoiling: Spoiling<E>; readonly lean: Leaving<E> },
  inputs: readonly Malformed<E>[],
  attempt: Attempt,
  mayTry: () => Promise<boolean>,
): Promise<Reduced<readonly Malformed<E>[]>> {
  const [only, ...others] = inputs;
  if (only === undefined) return { input: inputs };
  if (others.length > 0) return { input: inputs, unfinished: "of several requests only whole ones are left out" };
  const provoker = await open(context, attempt);
  const base = await provoker.base(only.base);
  let found: Departure | undefined;
  const tried = async (edits: readonly E[], thoroughly = false): Promise<string | undefined> => {
    const provocation = spoiling.provocation(await provoker.base(only.base), edits);
    const came = await provoker.provoke(provocation);
    if (provoker.leftovers) attempt.leave(leftIn(attempt.user));
    const lost = thoroughly && kindOf(came) === undefined ? await provoker.missing() : undefined;
    const provoked = lost === undefined ? came : { ...came, lost };
    const kind = kindOf(provoked);
    if (kind !== undefined && (found === undefined || found.kind === kind))
      found = departure(kind, provocation, provoked);
    return kind;
  };
  const kind = await tried(only.edits, true);
  if (found === undefined) return { input: inputs, unfinished: "on another pair of phones it did not fail again" };
  const first: Departure = found;
  if (kind === unusable || kind === lostItems || kind === lockedOut)
    return { input: inputs, departure: first, unfinished: "nothing more can be tried on this account" };
  let ended: string | undefined;
  const fails = async (edits: readonly E[]) => {
    if (!(await mayTry())) return undefined;
    try {
      return (await tried(edits)) === kind;
    } catch (error) {
      // What was found by now is worth more than what hinders the next try.
      if (!(error instanceof Inconclusive)) throw error;
      ended = error.reason;
      return undefined;
    }
  };
  const { value, complete, tries } = await smallest(only.edits, lean.of(base), fails, smallerTries);
  const added = lean.numbers(value.slice(only.edits.length));
  if (!complete && tries === smallerTries) ended ??= `${tries} smaller ones were tried, which is the limit`;
  return {
    input: [{ base: only.base, edits: value }],
    departure: found,
    ...(added.length === 0 ? {} : { replayPath: added.join("-") }),
    ...(ended === undefined ? {} : { unfinished: ended }),
  };
}

/** A single request with what a reduction left out, as its replay path says. */
function leaner<E>(lean: Leaving<E>, inputs: readonly Malformed<E>[], left: string): readonly Malformed<E>[] {
  const [only, ...others] = inputs;
  if (only === undefined || others.length > 0) return inputs;
  return [{ ...only, edits: [...only.edits, ...lean.edits(left.split("-").map(Number))] }];
}

function departure(kind: string, { words }: Provocation, provoked: Provoked): Departure {
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
}

/** What it did to either phone, the worst first. */
function harmIn({ damage, lost, lockedOut: refusal }: Provoked): HarmDone | undefined {
  if (damage !== undefined) {
    return { ruling: "Q62.account", words: `its Sync fails for good: ${damage.succeeded().seen}`, answers: [damage] };
  }
  if (lost !== undefined) return { ruling: "Q62.account", ...lost };
  if (refusal === undefined) return undefined;
  const words = `it cannot start any more, while another phone goes on: ${refusal.succeeded().seen}`;
  return { ruling: "Q62.phone", words, answers: [refusal] };
}

function harmOf(exchange: Exchange, { ruling, words, answers }: HarmDone): Judgement {
  return {
    requirement: row,
    options: { ruling },
    evidence: [exchange, ...answers.map((answer) => answer.exchange)],
    observation: { holds: false, expected: holding[ruling], seen: words },
  };
}

/** Where the HTTP envelope is judged. */
export const row = "ASMS-2.1-1";
