import type { CaseResult } from "../../judging/results.js";
import type { MutantEntry } from "./catalogue.js";
import {
  type Check,
  distinct,
  type Kill,
  killOf,
  nameOf,
  reasonOf,
  type Seen,
  type Shown,
  type VariantRun,
  why,
  wordsOf,
} from "./checks.js";

/** "wrong requirement": its scenario fails, but by none of the rows that it breaks. */
export type MutantVerdict = "killed" | "survived" | "wrong requirement" | "no case yet" | "error";

export interface MutantJudgement {
  readonly id: string;
  readonly summary: string;
  readonly severity: "fail" | "warn" | "inform";
  readonly detectedBy: string;
  /** Rows of which one must detect it; any, if there are none. */
  readonly requirements: readonly string[];
  readonly protocol: string;
  readonly verdict: MutantVerdict;
  /** The finding that detects it, or why nothing does. */
  readonly because: string;
  /** Scenarios that must not fail and did. One that is inconclusive lost its positive control to the mutant, which is right. */
  readonly unspecific: readonly string[];
  /** Checks that saw something which the reference does not show. */
  readonly kills: readonly Kill[];
  /** The runs of cases that it was held against; undefined: every case. */
  readonly heldAgainst?: readonly string[];
}

/**
 * Did the scenario that must see a mutant see it, by one of the rows that it breaks? A crash, a time-out or an inconclusive
 * case is no detection.
 */
export function judgeMutant(
  entry: MutantEntry,
  rows: readonly string[],
  run: VariantRun,
  reference: Shown,
): MutantJudgement {
  const { id, summary, severity, detected_by: detectedBy, protocol } = entry;
  return {
    id,
    summary,
    severity,
    detectedBy,
    requirements: rows,
    protocol,
    ...detection(entry, rows, run, reference),
    unspecific: unspecific(entry, run),
    kills: killsOf(run, reference),
  };
}

export function killsOf(run: VariantRun, reference: Shown): Kill[] {
  return distinct(reference.news(run).map(({ owner, finding }) => killOf(owner, finding)));
}

export interface ExtraEntry {
  readonly id: string;
  readonly summary: string;
  readonly protocol: string;
  /** A remark is all that any check can make of it. */
  readonly shows?: "inform";
}

/** A mutant of our own has no scenario of its own: any check that sees it detects it. */
export function judgeExtra(entry: ExtraEntry, run: VariantRun, reference: Shown): MutantJudgement {
  const { id, summary, protocol, shows } = entry;
  const seen = reference.news(run);
  const [first] = seen.filter(({ finding }) => finding.outcome !== "inform" || shows === "inform");
  return {
    id,
    summary,
    severity: shows ?? (seen.some(({ finding }) => finding.outcome === "fail") ? "fail" : "warn"),
    detectedBy: "any",
    requirements: [],
    protocol,
    ...(crash(run) ??
      (first === undefined
        ? { verdict: "survived", because: "no check saw anything that the reference does not show" }
        : { verdict: "killed", because: wordsOf(first) })),
    unspecific: [],
    kills: killsOf(run, reference),
  };
}

type Detection = Pick<MutantJudgement, "verdict" | "because">;

function detection(
  { detected_by: scenario, severity }: MutantEntry,
  rows: readonly string[],
  run: VariantRun,
  reference: Shown,
): Detection {
  const crashed = crash(run);
  if (crashed !== undefined) return crashed;
  const detectors = run.filter((one) => one.scenario === scenario);
  if (detectors.length === 0) return { verdict: "no case yet", because: `no case carries out ${scenario}` };
  const counts = ({ finding: { outcome } }: Seen) => outcome === "fail" || (outcome === "warn" && severity === "warn");
  const seen = reference.news(detectors).filter(counts);
  const right = seen.find(({ finding }) => rows.includes(finding.requirement));
  if (right !== undefined) return { verdict: "killed", because: wordsOf(right) };
  const [other] = seen;
  if (other !== undefined) {
    return { verdict: "wrong requirement", because: `${wordsOf(other)}; it should be ${rows.join(" or ")}` };
  }
  return { verdict: "survived", because: detectors.map((one) => `${one.id} is ${one.verdict}${why(one)}`).join(", ") };
}

/** Whatever was seen beside a crash of ours may come from it. */
function crash(run: VariantRun): Detection | undefined {
  const crashed = run.find(({ verdict }) => verdict === "error");
  return crashed === undefined ? undefined : { verdict: "error", because: reasonOf(crashed) };
}

function unspecific({ must_not_fail: names }: MutantEntry, run: VariantRun): string[] {
  return names.flatMap((scenario) =>
    run
      .filter((one) => one.scenario === scenario && one.verdict === "fail")
      .map((one) => `${one.id} is ${one.verdict}${why(one)}`),
  );
}

/**
 * The checks of the reference that no mutant makes say something else: each must earn its place (design, law 4), also one that
 * can only inform.
 */
export function idleChecks(checks: readonly Check[], judgements: readonly MutantJudgement[]): Check[] {
  const killed = new Set(judgements.flatMap(({ kills }) => kills.map(nameOf)));
  return checks.filter((check) => !killed.has(nameOf(check)));
}

export interface BenignJudgement {
  readonly id: string;
  readonly summary: string;
  readonly verdict: "passed" | "failed" | "error";
  /** What went wrong with it. */
  readonly because: readonly string[];
}

/**
 * A lawful variant, or the reference itself: nothing may fail, and nothing may be inconclusive, not applicable or left unjudged in
 * part, but what the variant takes away by design (`excused`).
 */
export function judgeBenign(
  entry: { readonly id: string; readonly summary: string },
  run: VariantRun,
  excused: (result: CaseResult) => boolean,
): BenignJudgement {
  const crashed = run.some(({ verdict }) => verdict === "error");
  const whole = ({ verdict, unjudged }: CaseResult) => verdict === "pass" && unjudged.length === 0;
  const wrong = run.filter(
    (one) => !whole(one) && (one.verdict === "fail" || one.verdict === "error" || !excused(one)),
  );
  return {
    id: entry.id,
    summary: entry.summary,
    verdict: crashed ? "error" : wrong.length > 0 ? "failed" : "passed",
    because: wrong.map(told),
  };
}

function told(one: CaseResult): string {
  const [part] = one.unjudged;
  if (one.verdict !== "pass" || part === undefined) return `${one.id} is ${one.verdict}${why(one)}`;
  return `${one.id} leaves "${part.part}" unjudged (${part.reason})`;
}
