import type fc from "fast-check";
import {
  type Attempt,
  type CaseContext,
  type Departure,
  Inconclusive,
  type Property,
  type Reduced,
} from "../../harness/run/index.js";
import { type Element, encode } from "../../harness/wbxml/index.js";
import { having, listOf, oneOf, savedAs } from "../saved-input.js";
import { type Base, baseNames } from "./bases.js";
import { plantIn } from "./control.js";
import {
  departure,
  holding,
  kindOf,
  lockedOut,
  lostItems,
  mayBeTheLine,
  row,
  suspicion,
  unusable,
} from "./departure.js";
import { type Provocation, Provoker } from "./provoker.js";
import { type Malformed, SeriesArbitrary } from "./series.js";
import { type Lean, smallest } from "./smallest.js";
import { provokedThrice, type Told } from "./thrice.js";

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
  let last: Told | undefined;
  for (const input of inputs) {
    if (tried > 0 && attempt.late) break;
    tried += 1;
    const { base, edits } = input;
    last = await provokedThrice(provoker, base, (now) => spoiling.provocation(now, edits));
    const { provocation, provoked } = last;
    attempt.count("requests", base);
    attempt.count("answers", provoked.damage === undefined ? provoked.grade : unusable);
    if (provoker.leftovers) attempt.leave(leftIn(attempt.user));
    const kind = kindOf(provoked);
    if (kind === undefined) continue;
    const found = suspicion(kind, provocation, provoked, tried);
    if (inputs.length > 1) culprits.set(found, input);
    throw found;
  }
  // Which of several it was, the search for a smaller series finds out.
  const lost = last === undefined ? undefined : await provoker.missing();
  if (last !== undefined && lost !== undefined) {
    const words = tried > 1 ? `the last of ${tried} wrong requests, ${last.provocation.words}` : last.provocation.words;
    throw suspicion(lostItems, { ...last.provocation, words }, { ...last.provoked, lost }, tried + 1);
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

async function open(context: CaseContext, attempt: Attempt): Promise<Provoker> {
  const [provoking, living] = [await attempt.connect("A"), await attempt.connect("B")];
  return Provoker.open(context, provoking, living, plantIn(context, attempt));
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
  const tried = async (edits: readonly E[], thoroughly = false): Promise<Departure | undefined> => {
    const told = await provokedThrice(provoker, only.base, (now) => spoiling.provocation(now, edits));
    const { provocation, provoked: came } = told;
    if (provoker.leftovers) attempt.leave(leftIn(attempt.user));
    const lost = thoroughly && kindOf(came) === undefined ? await provoker.missing() : undefined;
    const provoked = lost === undefined || lost.unanswered !== undefined ? came : { ...came, lost };
    const kind = kindOf(provoked);
    return kind === undefined ? undefined : departure(kind, provocation, provoked);
  };
  const first = await tried(only.edits, true);
  if (first === undefined) return { input: inputs, unfinished: "on another pair of phones it did not fail again" };
  const { kind } = first;
  let found = first;
  if (kind === unusable || kind === lostItems || kind === lockedOut)
    return { input: inputs, departure: first, unfinished: "nothing more can be tried on this account" };
  let ended: string | undefined;
  const fails = async (edits: readonly E[]) => {
    if (!(await mayTry())) return undefined;
    try {
      // What a line may do by chance, a smaller request has to show twice as well.
      for (let times = mayBeTheLine(kind) ? 2 : 1; times > 0; times -= 1) {
        const smaller = await tried(edits);
        if (smaller?.kind !== kind) return false;
        if (times === 1) found = smaller;
      }
      return true;
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
