import type { EstimateAnswer } from "../harness/device/types.js";
import type { Observation, OptionSet } from "../harness/eas/index.js";
import type { CaseContext } from "../harness/run/index.js";
import type { View } from "./observe.js";

// "An estimate is an estimate": what must not be counted, and what must, are chosen so that no rounding can hide which of
// them was counted, and so that one or two too many are no more than inexact (ruling Q30).

/** What a number would mean, e.g. { "e-mail and SMS": 10 }. */
export type Hypotheses = Readonly<Record<string, number>>;

/** What an estimate is held against beside the number that is right. */
export interface Wrong {
  /** What breaks the row that is judged. */
  readonly wrong: Hypotheses;
  /** What is wrong as well, but leaves that row whole. */
  readonly others?: Hypotheses;
  /** The row that `others` break; left out, another case judges them. */
  readonly otherwise?: string;
  readonly ruling?: string;
}

/** From this distance on a number that is two off is not nearer to the wrong reading than to the right one. */
const apart = 4;

/** Without the readings that an estimate one or two off could be taken for: for numbers that no case chooses. */
export function tellable(expected: number, readings: Hypotheses): Hypotheses {
  return Object.fromEntries(Object.entries(readings).filter(([, number]) => Math.abs(number - expected) >= apart));
}

/** What is counted where SMS are, although they were not asked for. */
export function withSmsUnasked(email: number, sms: number): Hypotheses {
  return email === 0 ? { SMS: sms } : { "SMS alone": sms, "e-mail and SMS": email + sms };
}

/** Of each class so many items. */
export interface Amounts {
  readonly sms: number;
  readonly email: number;
}

/** What a device holds. */
export function heldAmounts({ folder }: View): Amounts {
  const held = [...folder.held.values()];
  const sms = held.filter((item) => item.class === "SMS").length;
  return { sms, email: held.length - sms };
}

/** FilterType and Class are all that GetItemEstimate takes of a set ([MS-ASCMD] 2.2.1.9). */
export function forEstimate(sets: readonly OptionSet[]): OptionSet[] {
  return sets.map(({ class: name, filterType = "0" }) => ({
    ...(name === undefined ? {} : { class: name }),
    filterType,
  }));
}

/** Asks for an estimate with these sets, or without Options. */
export function estimate({ folder }: View, sets: readonly OptionSet[] | undefined): Promise<EstimateAnswer> {
  return folder.estimate(sets === undefined ? {} : { options: forEstimate(sets) });
}

/** The number is at least as near to the expected one as to any that something wrong would give. */
export function nearest(answer: EstimateAnswer, expected: number, wrong: Hypotheses): Observation {
  const wanted = `an estimate of ${expected}`;
  const { estimate: number } = answer;
  if (number === undefined) return { ...answer.refused(), holds: false, expected: wanted };
  const seen = `an estimate of ${number}`;
  const rival = rivalOf(number, expected, wrong);
  if (rival !== undefined) return { holds: false, expected: wanted, seen: `${seen}, ${asIf(number, rival)}` };
  const roughly = `an estimate no nearer to one that counts something wrong than to ${expected}`;
  return { holds: true, expected: number === expected ? wanted : roughly, seen };
}

/** Readings that give one number. */
interface Rival {
  readonly number: number;
  readonly names: readonly string[];
}

/** The wrong readings nearest to a number, where they are nearer than the right one. */
function rivalOf(number: number, expected: number, wrong: Hypotheses): Rival | undefined {
  const distance = (other: number) => Math.abs(number - other);
  const least = Math.min(...Object.values(wrong).map(distance));
  if (least >= distance(expected)) return undefined;
  const nearby = Object.entries(wrong).filter(([, other]) => distance(other) === least);
  const rival = Math.min(...nearby.map(([, other]) => other));
  return { number: rival, names: nearby.flatMap(([name, other]) => (other === rival ? [name] : [])) };
}

function asIf(number: number, rival: Rival): string {
  const near = number === rival.number ? "" : `nearest to ${rival.number}, `;
  return `${near}as if ${rival.names.join(" or ")} were counted`;
}

/**
 * Judges an estimate twice: what it counts, by the row; how exact it is, by ruling Q30. A number that is nearest to what breaks
 * another row is held against that one, and against neither where both are as near.
 */
export function judgeEstimate(
  { check }: Pick<CaseContext, "check">,
  requirement: string,
  answer: EstimateAnswer,
  expected: number,
  { wrong, others = {}, otherwise, ruling }: Wrong,
): void {
  const { estimate: number = expected } = answer;
  const [own, other] = [distanceTo(number, expected, wrong), distanceTo(number, expected, others)];
  const doubtful = Number.isFinite(other) && other <= own;
  const blamed = doubtful && other < own ? otherwise : undefined;
  if (blamed !== undefined) check(blamed, nearest(answer, expected, others), answer);
  const counts = nearest(answer, expected, wrong);
  if (!doubtful) check(requirement, counts, answer, ruling === undefined ? {} : { ruling });
  if (number === expected || blamed !== undefined || !(doubtful || counts.holds)) return;
  check(requirement, exactly(answer, expected), answer, { ruling: "Q30.exact" });
}

/** How far a number is from the wrong readings; endless where it is no farther from the right one. */
function distanceTo(number: number, expected: number, wrong: Hypotheses): number {
  const rival = rivalOf(number, expected, wrong);
  return rival === undefined ? Number.POSITIVE_INFINITY : Math.abs(number - rival.number);
}

/** Status 1 for this folder, and a number. */
export function answered(answer: EstimateAnswer, collectionId: string): Observation {
  const named = answer.response?.responses.find((one) => one.collectionId === collectionId);
  const number = named?.estimate ?? "";
  const holds = named?.status === "1" && /^\d+$/.test(number);
  const other = named === undefined ? answer.refused().seen : `Status ${named.status ?? "none"}, Estimate "${number}"`;
  const expected = "Response with Status 1, the CollectionId sent and an Estimate in digits";
  return { holds, expected, seen: holds ? "it is so" : other };
}

/** The number itself, not only what it counts. */
export function exactly({ estimate: number }: EstimateAnswer, expected: number): Observation {
  return { holds: number === expected, expected: `an estimate of ${expected}`, seen: `an estimate of ${number}` };
}

/** The figure for both sets is that for the one and that for the other; undefined when one of them has no figure. */
export function sum(one: EstimateAnswer, other: EstimateAnswer, both: EstimateAnswer): Observation | undefined {
  if (one.estimate === undefined || other.estimate === undefined || both.estimate === undefined) return undefined;
  const seen = `${one.estimate} for e-mail, ${other.estimate} for SMS, ${both.estimate} for both`;
  return {
    holds: one.estimate + other.estimate === both.estimate,
    expected: "the estimate for both sets is the sum of the estimates for each",
    seen,
  };
}

/** While SMS are pending the SMS set makes a difference. */
export function judgeSensitive(
  { check }: CaseContext,
  requirement: string,
  without: EstimateAnswer,
  withSms: EstimateAnswer,
): void {
  if (without.estimate === undefined || withSms.estimate === undefined) return;
  const observation = {
    holds: without.estimate !== withSms.estimate,
    expected: "the estimates with and without the SMS set differ while SMS are pending",
    seen: `${without.estimate} without it, ${withSms.estimate} with it`,
  };
  check(requirement, observation, [without, withSms], { ruling: "Q30.sensitive" });
}
