import { plural } from "./plural.js";
import type { RequirementResult, RunResults, Support } from "./results.js";

// The verdict in words. Every report and the terminal print what is made here once, so that no two can disagree.

const judged: ReadonlySet<RequirementResult["verdict"]> = new Set(["pass", "fail", "warn", "inform"]);

/** "7 of 63 server requirements failed": of those that bind a server and that the run has something to say about. */
export function failedOf(requirements: readonly RequirementResult[]): string {
  const rows = requirements.filter(({ actor, verdict }) => actor !== "client" && judged.has(verdict));
  const failed = rows.filter(({ verdict }) => verdict === "fail").length;
  const server = `${failed} of ${plural(rows.length, "server requirement")} failed`;
  const dishonoured = requirements.filter(({ actor, verdict }) => actor === "client" && verdict === "fail").length;
  // What a client may ask for, a server has to take: the failure is the server's, the rule is not.
  if (dishonoured === 0) return server;
  const verb = dishonoured === 1 ? "is" : "are";
  return `${server}, and ${plural(dishonoured, "requirement")} for clients ${verb} not honoured`;
}

/** The level with whom the rule binds, where that is not the server: such a row is not among those that the verdict counts. */
export function levelWords({ level, actor }: Pick<RequirementResult, "level" | "actor">): string {
  return actor === "client" ? `${level}, for clients` : level;
}

/**
 * Of a run that found failures, known ones among them, and yet did not judge the whole: a count of what is broken is not the count
 * of all that is. Undefined where the verdict says itself that it is none.
 */
export function judgedInPart({
  summary,
  shard,
  baseline,
}: Pick<RunResults, "summary" | "shard" | "baseline">): string | undefined {
  const { complete, interrupted, exitCode } = summary;
  if (complete || interrupted || shard !== undefined) return undefined;
  const counts = exitCode === 1 || (exitCode === 0 && (baseline?.known ?? 0) > 0);
  return counts ? "The run is incomplete: too little was judged to speak of the whole document." : undefined;
}

/** The verdict in one sentence, and with a second one where `judgedInPart` has something to say. */
export function verdictIn(results: Pick<RunResults, "summary" | "shard" | "baseline">): string {
  return [results.summary.sentence, judgedInPart(results) ?? ""].join(" ").trimEnd();
}

/** What is said of a part of a divided run to which no case fell. */
export const noCaseHere = "No case fell to this part of the run; it says nothing about the target.";

/**
 * `noCaseHere` for such a part, which ended in good order; undefined for any other run. Monitors watch even a run of no case,
 * and may have passed: the part must not look as if something had been judged.
 */
export function emptyPart({
  shard,
  cases,
  summary,
}: Pick<RunResults, "shard" | "cases" | "summary">): string | undefined {
  const isEmpty = shard !== undefined && !summary.interrupted && cases.every(({ kind }) => kind === "monitor");
  return isEmpty ? noCaseHere : undefined;
}

/** What a verdict leaves out that speaks of what a baseline knows; undefined where there is none. */
export function withoutBaseline({
  baseline,
  requirements,
}: Pick<RunResults, "baseline" | "requirements">): string | undefined {
  return baseline === undefined ? undefined : `By the document alone: ${failedOf(requirements)}.`;
}

/**
 * The verdict with what the target makes of SMS as a whole, where the run found that out: "Not conformant: 7 of 63 server
 * requirements failed; SMS is accepted but not stored."
 */
export function withSupport(sentence: string, support: Support | undefined): string {
  if (support === undefined || support.class === "not judged") return sentence;
  return `${withoutStop(sentence)}; ${withoutStop(support.sentence)}.`;
}

/** A run whose record is not whole: nobody can look up what it rests on, so that it ends without a verdict (code 3). */
export function withLostReports(results: RunResults, names: readonly string[]): RunResults {
  const { summary } = results;
  return {
    ...results,
    summary: {
      ...summary,
      conformant: false,
      complete: false,
      exitCode: summary.exitCode === 4 ? 4 : 3,
      sentence: `The record is incomplete, ${names.join(", ")} could not be written. By what was judged: ${summary.sentence}`,
    },
  };
}

function withoutStop(sentence: string): string {
  return sentence.trim().replace(/\.$/, "");
}
