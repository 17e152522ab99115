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
  const seen =
    rival === undefined ? `an estimate of ${number}` : `an estimate of ${number}, as if ${rival[0]} were counted`;
  return { holds: rival === undefined, expected: wanted, seen };
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
  check(requirement, { ...counts, holds: false }, answer, { ruling: "Q30.exact" });
}
