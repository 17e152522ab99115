import type { RequirementResult, RunResults } from "../harness/judging/results.js";

const judged: ReadonlySet<RequirementResult["verdict"]> = new Set(["pass", "fail", "warn", "inform"]);

/** Requirements that bind the server and that this run has something to say about. */
export function judgedServerRows({ requirements }: RunResults): readonly RequirementResult[] {
  return requirements.filter(({ actor, verdict }) => actor !== "client" && judged.has(verdict));
}

function ownVerdict(results: RunResults): string {
  const { exitCode, sentence } = results.summary;
  if (exitCode !== 1) return sentence;
  const rows = judgedServerRows(results);
  const failed = rows.filter(({ verdict }) => verdict === "fail").length;
  return `Not conformant: ${failed} of ${rows.length} server requirements failed`;
}

/**
 * The verdict in one sentence, with what the target makes of SMS as a whole where the run found that out: "Not
 * conformant: 7 of 63 server requirements failed; SMS is accepted but not stored."
 */
export function headline(results: RunResults): string {
  const parts = [ownVerdict(results), results.support?.sentence ?? ""].map((part) => part.trim().replace(/\.$/, ""));
  return `${parts.filter((part) => part !== "").join("; ")}.`;
}
