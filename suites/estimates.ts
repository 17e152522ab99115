import type { EstimateAnswer } from "../harness/device/types.js";
import type { Observation, OptionSet } from "../harness/eas/index.js";
import type { CaseContext } from "../harness/run/index.js";
import type { View } from "./observe.js";

// "An estimate is an estimate": what must not be counted, and what must, are chosen so that no rounding can hide which of
// them was counted (ruling Q30).

/** What a number would mean, e.g. { "e-mail and SMS": 10 }. */
export type Hypotheses = Readonly<Record<string, number>>;

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

/** The number is nearer to the expected one than to any that something wrong would give. */
export function nearest(answer: EstimateAnswer, expected: number, wrong: Hypotheses): Observation {
  const wanted = `an estimate of ${expected}`;
  const { estimate: number } = answer;
  if (number === undefined) return { ...answer.refused(), holds: false, expected: wanted };
  const distance = Math.abs(number - expected);
  const rival = Object.entries(wrong).find(([, other]) => other !== expected && Math.abs(number - other) <= distance);
  const seen = `an estimate of ${number}`;
  if (rival !== undefined) return { holds: false, expected: wanted, seen: `${seen}, as if ${rival[0]} were counted` };
  const roughly = `an estimate nearer to ${expected} than to any that counts something wrong`;
  return { holds: true, expected: distance === 0 ? wanted : roughly, seen };
}

/** Judges an estimate twice: what it counts, by the row; how exact it is, by ruling Q30. */
export function judgeEstimate(
  { check }: CaseContext,
  requirement: string,
  answer: EstimateAnswer,
  expected: number,
  wrong: Hypotheses,
  ruling?: string,
): void {
  const counts = nearest(answer, expected, wrong);
  check(requirement, counts, answer, ruling === undefined ? {} : { ruling });
  if (!counts.holds || answer.estimate === expected) return;
  check(requirement, exactly(answer, expected), answer, { ruling: "Q30.exact" });
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
