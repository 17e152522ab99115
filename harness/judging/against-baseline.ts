import { compareWithBaseline, isPartial } from "./baseline.js";
import { withSupport } from "./headline.js";
import type { BaselineEntry, BaselineResult, RunResults } from "./results.js";

/** A baseline as it was read. */
export interface Baseline {
  /** File name as the user gave it. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
  /** Is there a case or monitor of this id in any suite? What there is not is stale in a partial run, too. Default: all exist. */
  readonly exists?: (id: string) => boolean;
  /** Is the case of this id one of a suite that was not run? Its entries are left alone. Default: none is. */
  readonly isElsewhere?: (id: string) => boolean;
}

/** The results of a run as they stand with a baseline: the same verdicts, another exit code. */
export function againstBaseline(results: RunResults, baseline: Baseline): RunResults {
  const compared = compareWithBaseline(results.cases, baseline, isPartial(results));
  return { ...results, baseline: compared, summary: summaryWith(results, compared) };
}

/**
 * The codes of docs/verdicts.md with a baseline, the first that holds. What it lists is known, so neither a listed failure nor
 * listed inconclusives change the code; that no device got in, or that a MUST has no judge, is nothing that an entry can say.
 */
function summaryWith(results: RunResults, { known, unexpected, stale, file }: BaselineResult): RunResults["summary"] {
  const { summary, support } = results;
  const told = (sentence: string) => withSupport(sentence, support);
  if (summary.exitCode === 4 || summary.interrupted) return summary;
  if (unexpected.length + stale.length > 0) {
    const sentence = `Not as ${file} knows it: ${unexpected.length} unexpected, ${stale.length} stale, ${known} known.`;
    return { ...summary, conformant: false, exitCode: 1, sentence: told(sentence) };
  }
  const gap = gapOf(results);
  if (gap !== undefined) {
    const sentence = `Incomplete, no verdict: ${gap}.`;
    return { ...summary, conformant: false, complete: false, exitCode: 3, sentence: told(sentence) };
  }
  if (known === 0) return summary;
  const sentence = `As ${file} knows it: ${known} known, nothing unexpected; ${
    summary.counts.fail > 0 ? "not conformant" : "no verdict on conformance"
  } with [MS-ASMS] in profile ${results.profile}.`;
  return {
    ...summary,
    conformant: summary.conformant && summary.counts.fail === 0,
    exitCode: 0,
    sentence: told(sentence),
  };
}

function gapOf({ capabilities, cases, requirements, configuration }: RunResults): string | undefined {
  if (capabilities.find(({ name }) => name === "base")?.value !== "yes") {
    return "no device could connect and synchronise";
  }
  if (cases.every(({ verdict }) => verdict === "not applicable")) return "no case applies to the target";
  const chosen = [configuration.ids, configuration.sections].some((list) => Array.isArray(list) && list.length > 0);
  if (chosen) return undefined;
  const unjudged = requirements.filter(
    ({ level, actor, verdict }) => /^MUST/.test(level) && actor !== "client" && verdict === "untested",
  );
  if (unjudged.length === 0) return undefined;
  return `nothing judged ${unjudged.map(({ id }) => id).join(", ")}, which are absolute`;
}
