import type { CaseResult, Finding } from "../../judging/results.js";
import type { MutantEntry } from "./catalogue.js";

/** What a run of one variant of the server showed. */
export type VariantRun = readonly CaseResult[];

/** A check is one row, under one clause, judged in one case or monitor. */
export interface Check {
  readonly caseId: string;
  readonly requirement: string;
  readonly ruling?: string;
}

export type MutantVerdict = "killed" | "survived" | "no case yet" | "error";

export interface MutantJudgement {
  readonly id: string;
  readonly summary: string;
  readonly severity: "fail" | "warn";
  readonly detectedBy: string;
  readonly protocol: string;
  readonly verdict: MutantVerdict;
  /** The finding that detects it, or why nothing does. */
  readonly because: string;
  /** Scenarios that must not fail and did. One that is inconclusive lost its positive control to the mutant, which is right. */
  readonly unspecific: readonly string[];
  /** Checks that saw something which the reference does not show. */
  readonly kills: readonly Check[];
}

/** Did the scenario that must see a mutant see it? A crash, a time-out or an inconclusive case is no detection. */
export function judgeMutant(entry: MutantEntry, run: VariantRun, reference: VariantRun): MutantJudgement {
  const { id, summary, severity, detected_by: detectedBy, protocol } = entry;
  const detectors = run.filter(({ scenario }) => scenario === detectedBy);
  const kills = newFindings(run, reference);
  return {
    id,
    summary,
    severity,
    detectedBy,
    protocol,
    ...detection(detectors, reference, severity),
    unspecific: unspecific(entry, run),
    kills: distinct(kills.map(({ owner, finding }) => checkOf(owner, finding))),
  };
}

/** A mutant of our own has no scenario of its own: any check that sees it detects it. */
export function judgeExtra(
  entry: { readonly id: string; readonly summary: string; readonly protocol: string },
  run: VariantRun,
  reference: VariantRun,
): MutantJudgement {
  const seen = newFindings(run, reference);
  const crashed = run.find(({ verdict }) => verdict === "error");
  const [first] = seen;
  return {
    id: entry.id,
    summary: entry.summary,
    severity: seen.some(({ finding }) => finding.outcome === "fail") ? "fail" : "warn",
    detectedBy: "any",
    protocol: entry.protocol,
    ...(crashed !== undefined
      ? { verdict: "error" as const, because: reasonOf(crashed) }
      : first !== undefined
        ? { verdict: "killed" as const, because: wordsOf(first.owner, first.finding) }
        : { verdict: "survived" as const, because: "no check saw anything that the reference does not show" }),
    unspecific: [],
    kills: distinct(seen.map(({ owner, finding }) => checkOf(owner, finding))),
  };
}

function detection(
  detectors: VariantRun,
  reference: VariantRun,
  severity: "fail" | "warn",
): Pick<MutantJudgement, "verdict" | "because"> {
  if (detectors.length === 0) return { verdict: "no case yet", because: "no case carries out the scenario" };
  const crashed = detectors.find(({ verdict }) => verdict === "error");
  if (crashed !== undefined) return { verdict: "error", because: reasonOf(crashed) };
  const seen = newFindings(detectors, reference).find(
    ({ finding: { outcome } }) => outcome === "fail" || severity === "warn",
  );
  if (seen !== undefined) return { verdict: "killed", because: wordsOf(seen.owner, seen.finding) };
  return { verdict: "survived", because: detectors.map((one) => `${one.id} is ${one.verdict}${why(one)}`).join(", ") };
}

interface Seen {
  readonly owner: CaseResult;
  readonly finding: Finding;
}

/** Failures and warnings that the reference does not show. Remarks of level inform kill nothing. */
function newFindings(run: VariantRun, reference: VariantRun): Seen[] {
  const known = new Set(reference.flatMap((owner) => owner.findings.map((finding) => outcomeKey(owner, finding))));
  return run.flatMap((owner) =>
    owner.findings
      .filter(({ outcome }) => outcome === "fail" || outcome === "warn")
      .filter((finding) => !known.has(outcomeKey(owner, finding)))
      .map((finding) => ({ owner, finding })),
  );
}

function outcomeKey({ caseId }: CaseResult, { requirement, ruling, outcome }: Finding): string {
  return JSON.stringify([caseId, requirement, ruling, outcome]);
}

function unspecific({ must_not_fail: names }: MutantEntry, run: VariantRun): string[] {
  return names.flatMap((scenario) =>
    run
      .filter((one) => one.scenario === scenario && one.verdict === "fail")
      .map((one) => `${one.id} is ${one.verdict}${why(one)}`),
  );
}

function why({ reason, findings }: CaseResult): string {
  const failed = findings.find(({ outcome }) => outcome === "fail");
  if (failed !== undefined) return ` (${failed.requirement}: ${failed.seen})`;
  return reason === undefined ? "" : ` (${reason})`;
}

function reasonOf({ id, reason }: CaseResult): string {
  return `${id}: ${reason ?? "error"}`;
}

function wordsOf({ id }: CaseResult, { requirement, outcome, seen }: Finding): string {
  return `${outcome} ${requirement} in ${id}: ${seen}`;
}

function checkOf({ caseId }: CaseResult, { requirement, ruling }: Finding): Check {
  return { caseId, requirement, ...(ruling === undefined ? {} : { ruling }) };
}

function distinct(checks: readonly Check[]): Check[] {
  return [...new Map(checks.map((check) => [nameOf(check), check])).values()];
}

/** "sync-three-options ASMS-3.2.5.1-5 (Q1.place)". */
export function nameOf({ caseId, requirement, ruling }: Check): string {
  return `${caseId} ${requirement}${ruling === undefined ? "" : ` (${ruling})`}`;
}

/**
 * The checks that the reference passes and no mutant makes fail: each must earn its place (design, law 4). Checks that could
 * never do more than inform are left out.
 */
export function idleChecks(
  reference: VariantRun,
  judgements: readonly MutantJudgement[],
  weighs: (check: Check) => boolean,
): Check[] {
  const killers = new Set(judgements.flatMap(({ kills }) => kills.map(nameOf)));
  const emitted = reference.flatMap((owner) => owner.findings.map((finding) => checkOf(owner, finding)));
  return distinct(emitted).filter((check) => weighs(check) && !killers.has(nameOf(check)));
}

export interface BenignJudgement {
  readonly id: string;
  readonly summary: string;
  readonly verdict: "passed" | "failed" | "error";
  /** What went wrong with it. */
  readonly because: readonly string[];
}

/**
 * A lawful variant, or the reference itself: nothing may fail, and nothing may be inconclusive or not applicable but what the
 * variant takes away by design (`excused`).
 */
export function judgeBenign(
  entry: { readonly id: string; readonly summary: string },
  run: VariantRun,
  excused: (result: CaseResult) => boolean,
): BenignJudgement {
  const crashed = run.filter(({ verdict }) => verdict === "error");
  const wrong = run.filter((one) => one.verdict !== "pass" && !(one.verdict !== "fail" && excused(one)));
  return {
    id: entry.id,
    summary: entry.summary,
    verdict: crashed.length > 0 ? "error" : wrong.length > 0 ? "failed" : "passed",
    because: wrong.map((one) => `${one.id} is ${one.verdict}${why(one)}`),
  };
}
