import type fc from "fast-check";
import type { Exchange } from "../../harness/eas/index.js";
import { type CaseContext, Departure, type Judgement, type Property, TargetGone } from "../../harness/run/index.js";
import { type Element, encode } from "../../harness/wbxml/index.js";
import type { Base, BaseName } from "./bases.js";
import { answered, withoutServerError } from "./grade.js";
import { Outage, type Provocation, type Provoked, type Provoker } from "./provoker.js";
import { smallest } from "./smallest.js";

/** A request of a kind, and what is done to it. */
export interface Malformed<E> {
  readonly base: BaseName;
  readonly edits: readonly E[];
}

/** What one way of spoiling requests has to say. */
export interface Spoiling<E> {
  readonly arbitrary: fc.Arbitrary<Malformed<E>>;
  /** Tried before anything is drawn. */
  readonly examples: readonly Malformed<E>[];
  /** Inputs when nobody says how many. */
  readonly runs: number;
  provocation(base: Base, edits: readonly E[]): Provocation;
  /** Edits that come to the same with less around it, the largest parts left out first. */
  smaller?(base: Base, edits: readonly E[]): readonly (readonly E[])[];
}

/** Levels of nesting that an edit may ask for; the codec's own limit is for documents that mean something. */
const depth = { maxDepth: 200_000, maxItems: 2_000_000 };

export function bytesOf(document: Element): Uint8Array {
  return encode(document, depth);
}

/** Requests tried on the way to the smallest document that still does it. */
const smallerTries = 60;

/**
 * Whatever is sent, the answer is a Status of the protocol or HTTP 4xx, it comes in time, and another phone of the same
 * mailbox can go on ([MS-ASHTTP] 2.2.2.1.1, ruling Q70).
 */
export function malformedProperty<E>(
  context: CaseContext,
  provoker: Provoker,
  spoiling: Spoiling<E>,
): Property<Malformed<E>> {
  const smallestOf = new Map<string, Provoked>();
  return {
    runs: spoiling.runs,
    maxShrinks: 60,
    further: 3,
    arbitrary: () => spoiling.arbitrary,
    async attempt(input, attempt) {
      const base = await provoker.base(input.base);
      const provocation = spoiling.provocation(base, input.edits);
      const provoked = await sent(provoker, provocation);
      attempt.count("requests", input.base);
      attempt.count("answers", provoked.damage === undefined ? provoked.grade : "account unusable");
      const kind = kindOf(provoked);
      if (kind === undefined) return;
      const found = await made(smallestOf, kind, provoked, () =>
        reduced(provoker, spoiling, input, kind, attempt.signal),
      );
      throw departure(context, kind, provocation, found);
    },
    encode: (input) => input,
    decode: (saved) => readMalformed<E>(saved),
  };
}

async function sent(provoker: Provoker, provocation: Provocation): Promise<Provoked> {
  try {
    return await provoker.provoke(provocation);
  } catch (error) {
    if (error instanceof Outage) throw new TargetGone();
    throw error;
  }
}

/** What is wrong with an answer, in a word; undefined when nothing is. */
function kindOf({ grade, damage }: Provoked): string | undefined {
  if (grade === "connection dropped" || grade === "too late") return grade;
  if (damage !== undefined) return "account unusable";
  return grade === "server error" ? grade : undefined;
}

/** The smallest is looked for once a kind: every try is traffic, and a worker of the target may die of it. */
async function made(
  known: Map<string, Provoked>,
  kind: string,
  provoked: Provoked,
  reduce: () => Promise<Provoked | undefined>,
): Promise<Provoked> {
  const before = known.get(kind);
  if (before !== undefined && before.exchange.request.body.length <= provoked.exchange.request.body.length)
    return before;
  const smaller = (await reduce()) ?? provoked;
  known.set(kind, smaller);
  return smaller;
}

/** The same failure with as little as possible; only of a single edit, which the search has come down to by then. */
async function reduced<E>(
  provoker: Provoker,
  spoiling: Spoiling<E>,
  { base: name, edits }: Malformed<E>,
  kind: string,
  signal: AbortSignal,
): Promise<Provoked | undefined> {
  if (spoiling.smaller === undefined || edits.length > 1) return undefined;
  const { smaller } = spoiling;
  const base = await provoker.base(name);
  let last: Provoked | undefined;
  const fails = async (fewer: readonly E[]): Promise<boolean> => {
    if (signal.aborted) return false;
    const provoked = await sent(provoker, spoiling.provocation(await provoker.base(name), fewer));
    if (kindOf(provoked) !== kind) return false;
    last = provoked;
    return true;
  };
  await smallest(edits, (some) => smaller(base, some), fails, smallerTries);
  return last;
}

function departure(context: CaseContext, kind: string, { words }: Provocation, found: Provoked): Departure {
  const { exchange, damage } = found;
  const judgements = [...judgementsOf(exchange), ...(damage === undefined ? [] : [damageOf(exchange, damage)])];
  const size = `${exchange.request.body.length} bytes`;
  const outcome = judgements.map(({ observation }) => observation.seen).join("; ");
  return new Departure(kind, judgements, [
    {
      actor: `device ${context.device.label}`,
      words: `${exchange.command}, ${size}: ${words}`,
      outcome,
      exchanges: [exchange.id, ...(damage === undefined ? [] : [damage.exchange.id])],
      failed: true,
    },
  ]);
}

/** Only what failed: that the rest held is said once, at the end. */
function judgementsOf(exchange: Exchange): Judgement[] {
  return [
    { ...judged("Q70.answered", exchange), observation: answered(exchange) },
    { ...judged("Q70.client-error", exchange), observation: withoutServerError(exchange) },
  ].filter(({ observation }) => !observation.holds);
}

function damageOf(exchange: Exchange, damage: NonNullable<Provoked["damage"]>): Judgement {
  return {
    requirement: row,
    options: { ruling: "Q70.account" },
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

function readMalformed<E>(saved: unknown): Malformed<E> | undefined {
  if (typeof saved !== "object" || saved === null || !("base" in saved) || !("edits" in saved)) return undefined;
  return Array.isArray(saved.edits) && typeof saved.base === "string" ? (saved as Malformed<E>) : undefined;
}
