import type { CaseResult, Profile } from "../../judging/results.js";
import { type BenignEntry, mutantCatalogue } from "./catalogue.js";
import { type BenignJudgement, judgeBenign } from "./judge.js";
import { type Pool, pooled } from "./pool.js";
import type { RunVariant } from "./variant-run.js";

export interface LawfulInput extends Pool {
  readonly runVariant: RunVariant;
  readonly profile: Profile;
  readonly progress?: (line: string) => void;
}

/** Holds every case and monitor against the lawful variants of the reference: none may be accused of anything. */
export async function playLawful(
  input: LawfulInput,
  entries: readonly BenignEntry[],
): Promise<readonly BenignJudgement[]> {
  const { runVariant, profile, signal, progress } = input;
  const judgements: BenignJudgement[] = [];
  const play = async (entry: BenignEntry) => {
    const { results } = await runVariant({ variant: entry.id, version: "14.1", profile }, signal);
    const judged = judgeBenign(entry, results, entry.id === "B-date-normalised" ? needsBackdate : () => false);
    progress?.(`${judged.verdict} ${entry.id}${judged.because.map((text) => `: ${text}`).join("")}`);
    judgements.push(judged);
  };
  await pooled(
    entries.map((entry) => () => play(entry)),
    input,
  );
  return judgements;
}

/** Where the server dates every SMS itself, none can be given a date of the past. */
function needsBackdate({ scenario }: CaseResult): boolean {
  return mutantCatalogue().scenarios[scenario]?.needs.includes("sms.backdate") === true;
}
