import { interruptedReason } from "./check.js";
import { failedOf, noCaseHere } from "./headline.js";
import { plural } from "./plural.js";
import type { Capability, CaseResult, Profile, RequirementResult, RunResults, Verdict } from "./results.js";

export type Summary = RunResults["summary"];

export interface SummaryInput {
  readonly cases: readonly CaseResult[];
  readonly requirements: readonly RequirementResult[];
  readonly profile: Profile;
  /** Stopped before its last case. */
  readonly interrupted: boolean;
  /** It was the target that went away, and so ended the run. */
  readonly departed?: boolean;
  /** How many cases were to run, where that was known when the run ended. */
  readonly planned?: number;
  /** Why the target could not be judged at all, one sentence; the run then ended before its first case. */
  readonly unreached?: string;
  /** A part of a divided run to which no case fell: what is missing is in the other parts. */
  readonly emptyPart?: boolean;
  /** Only some cases were asked for (`--id`, `--section`): the run then says nothing about the target as a whole. */
  readonly selection: boolean;
  /** What the target claims: with "none" an honest refusal leaves nothing to be judged, and that is no gap. */
  readonly claims?: "asms" | "none";
  /** Capability `sms.read`: is an SMS given to a device as SMS? */
  readonly sms?: Capability;
  /** The target honestly refuses all that a device needs (`base` is "no"). */
  readonly declinesAll?: boolean;
  /** Could a device connect and synchronise at all? Capability `base`. */
  readonly base: boolean;
}

/** Counts, exit code and the verdict in one sentence: a pure function of what was judged. */
export function summarise(input: SummaryInput): Summary {
  const counts = countVerdicts(input.cases);
  const gap = incompleteness(input, counts);
  const exitCode = exitCodeOf(input, counts, gap);
  return {
    conformant: exitCode === 0 && !input.selection && hasSms(input),
    exitCode,
    sentence: sentence(input, counts, exitCode, gap),
    // What an error of ours kept from being judged is missing.
    complete: gap === undefined && counts.error === 0 && !input.interrupted && !input.selection,
    counts,
    findings: countFindings(input.cases),
    requirements: countRequirements(input.requirements),
    interrupted: input.interrupted,
    ...(input.planned === undefined ? {} : { planned: input.planned }),
  };
}

/** The codes of docs/verdicts.md, the first that holds. Code 2 (usage) never gets as far as a run. */
function exitCodeOf(input: SummaryInput, counts: Counts, gap: string | undefined): 0 | 1 | 3 | 4 {
  if (counts.error > 0) return 4;
  if (input.interrupted) return 3;
  if (counts.fail > 0) return 1;
  return gap === undefined ? 0 : 3;
}

type Counts = Record<Verdict, number>;

function countVerdicts(cases: readonly CaseResult[]): Counts {
  const counts: Counts = { pass: 0, fail: 0, inconclusive: 0, "not applicable": 0, error: 0 };
  for (const { verdict } of cases) counts[verdict] += 1;
  return counts;
}

/** How much was seen, not how many records of it: a monitor's finding counts as often as it occurred. */
function countFindings(cases: readonly CaseResult[]): Summary["findings"] {
  const counts = { pass: 0, fail: 0, warn: 0, inform: 0 };
  for (const { findings } of cases) for (const { outcome, count } of findings) counts[outcome] += count;
  return counts;
}

function countRequirements(requirements: readonly RequirementResult[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdict } of requirements) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

/** Why a run without a failure still does not show conformance; undefined when it does. */
function incompleteness(input: SummaryInput, counts: Counts): string | undefined {
  if (input.selection && input.emptyPart !== true && !input.cases.some(isApplicableCase)) {
    return "none of the selected cases applies to the target";
  }
  const declined = input.claims === "none" && input.declinesAll === true;
  if (declined || input.emptyPart === true) return undefined;
  if (!input.base) return "no device could connect and synchronise";
  const applicable = input.cases.length - counts["not applicable"];
  if (applicable === 0) return "no case applies to the target";
  const stuck = tooManyStuck(input);
  if (stuck !== undefined) return stuck;
  if (!input.selection && input.claims !== "none" && !hasSms(input)) {
    return `no SMS could be had (${input.sms?.reason ?? "it was not looked for"})`;
  }
  // Under a selection the rows of the other cases were not asked about.
  const nothingStuck = counts.inconclusive === 0;
  const declines = input.claims === "none" && input.sms?.value === "no";
  const unjudged = input.selection
    ? []
    : // What no SMS could show is no gap where SMS is lawfully not there.
      input.requirements.filter((row) => isUnjudgedMust(row) && !(declines && nothingStuck));
  if (unjudged.length > 0) return `nothing judged ${unjudged.map(({ id }) => id).join(", ")}, which are absolute`;
  return undefined;
}

/** Monitors watch every run, whatever was selected. */
function isApplicableCase({ kind, verdict }: CaseResult): boolean {
  return kind === "case" && verdict !== "not applicable";
}

/** Monitors pass in every run: a selection of few cases is measured by these alone. */
function tooManyStuck({ cases, selection }: SummaryInput): string | undefined {
  const applicable = cases.filter(
    ({ kind, verdict }) => verdict !== "not applicable" && !(selection && kind !== "case"),
  );
  const stuck = applicable.filter(({ verdict }) => verdict === "inconclusive");
  if (stuck.length * 10 <= applicable.length) return undefined;
  const [only] = stuck;
  if (applicable.length === 1 && only?.reason !== undefined) return `${only.id} could not be judged: ${only.reason}`;
  return `${stuck.length} of ${applicable.length} applicable cases could not be judged`;
}

function hasSms({ sms }: SummaryInput): boolean {
  return sms === undefined || sms.value === "yes";
}

function isUnjudgedMust({ level, actor, verdict }: RequirementResult): boolean {
  const absolute = level === "MUST" || level === "MUST NOT";
  return absolute && actor !== "client" && (verdict === "untested" || verdict === "inconclusive");
}

/** Monitors, which watch even a run of no case, are not counted: nobody chose how far they got. Nor are cases that were cut off. */
function interruptedSentence({ cases, requirements, planned }: SummaryInput, { fail }: Counts): string {
  const judged = cases.filter((one) => one.kind === "case" && !wasCutOff(one)).length;
  const count = planned === undefined ? plural(judged, "case") : `${judged} of ${plural(planned, "case")}`;
  const broken = fail === 0 ? "" : `; by then ${failedOf(requirements)}`;
  return `No verdict: the run was interrupted after ${count}${broken}.`;
}

/** It was under way when the run ended, and came to no verdict. */
function wasCutOff({ verdict, reason }: CaseResult): boolean {
  return verdict === "inconclusive" && reason?.startsWith(interruptedReason) === true;
}

function sentence(input: SummaryInput, counts: Counts, exitCode: number, gap: string | undefined): string {
  switch (exitCode) {
    case 4:
      return `No verdict: ${plural(counts.error, "case")} ended in an error of the suite's own.`;
    case 1:
      return `Not conformant: ${failedOf(input.requirements)}.`;
    case 3:
      if (input.unreached !== undefined) return `No verdict: ${input.unreached}`;
      if (input.departed) return "No verdict: the target went away during the run.";
      if (input.interrupted) return interruptedSentence(input, counts);
      return `Incomplete, no verdict: ${gap}.`;
    default:
      if (input.emptyPart === true) return noCaseHere;
      if (!input.selection && !hasSms(input)) {
        return `Nothing broken in profile ${input.profile}: the target claims no SMS, and ${plural(counts["not applicable"], "case")} about it did not apply.`;
      }
      if (!input.selection) return `Conformant with [MS-ASMS] in profile ${input.profile}: no requirement broken.`;
      return `${plural(passedCases(input), "selected case")} passed; the other cases were left out, so this is no verdict on the target.`;
  }
}

/** Monitors watch every run; nobody selects them. */
function passedCases({ cases }: SummaryInput): number {
  return cases.filter(({ kind, verdict }) => kind === "case" && verdict === "pass").length;
}
