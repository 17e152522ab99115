import type { Baseline } from "./against-baseline.js";
import { catalogue } from "./catalogue.js";
import type { BaselineEntry, BaselineResult, CaseResult, RunResults } from "./results.js";

/** A verdict that a baseline can know. */
export type Known = Omit<BaselineEntry, "reason">;

/** What stands for a reason that nobody has given yet. A run refuses a baseline that holds it. */
export const placeholder = "new: say why";

/**
 * What a case gives a baseline to know: a line for each row that fails, one for a case that is inconclusive or not
 * applicable, none for a pass. An error of ours is never put up with.
 */
export function knowable({ id, verdict, findings }: CaseResult): readonly Known[] {
  switch (verdict) {
    case "fail": {
      const failing = findings.filter(({ outcome }) => outcome === "fail").map(({ requirement }) => requirement);
      return [...new Set(failing)].sort().map((requirement) => ({ case: id, requirement, verdict }));
    }
    case "inconclusive":
    case "not applicable":
      return [{ case: id, verdict }];
    default:
      return [];
  }
}

/** Identity of an entry: everything but its reason. */
export function keyOf({ case: id, requirement = "", verdict }: Known): string {
  return JSON.stringify([id, requirement, verdict]);
}

/**
 * Was only a part of the suite judged (chosen cases, no cases by section, a shard, an interruption)? Entries of the cases that were
 * not are then left alone, and so is what monitors do not see: they saw a part of the traffic only.
 */
export function isPartial({ configuration, shard, summary }: Omit<RunResults, "baseline">): boolean {
  const { ids, sections, suites } = configuration;
  const chosen = [ids, sections].some((list) => Array.isArray(list) && list.length > 0);
  const drawnAlone = Array.isArray(suites) && !suites.includes("sections");
  return chosen || drawnAlone || shard !== undefined || summary.interrupted;
}

/** Holds the cases of a run against the entries of a baseline. */
export function compareWithBaseline(
  cases: readonly CaseResult[],
  { file, entries, exists = () => true, isElsewhere = () => false }: Baseline,
  partial: boolean,
): BaselineResult {
  const judged = new Map(cases.map((one) => [one.id, one]));
  const seen = new Map(cases.flatMap((one) => knowable(one).map((known) => [keyOf(known), known] as const)));
  const listed = new Set(entries.map(keyOf));
  const holding = entries.filter((entry) => seen.has(keyOf(entry)));
  const gone = entries.filter((entry) => !seen.has(keyOf(entry)));
  return {
    file,
    known: holding.length,
    entries: holding,
    unexpected: [...seen]
      .filter(([key]) => !listed.has(key))
      .map(([, known]) => known)
      .filter(({ case: id, verdict }) => !partial || verdict === "fail" || judged.get(id)?.kind === "case"),
    stale: gone
      .filter(({ case: id }) => !isElsewhere(id) && (!partial || judged.get(id)?.kind === "case" || !exists(id)))
      .map((entry) => ({
        ...entry,
        now: exists(entry.case) ? nowOf(judged.get(entry.case), entry) : "no suite has such a case",
      })),
  };
}

/** What is found in place of a stale entry. */
function nowOf(result: CaseResult | undefined, { requirement }: Pick<Known, "requirement">): string {
  if (requirement !== undefined && catalogue().row(requirement) === undefined) return "there is no such requirement";
  if (result === undefined) return "the run has no such case";
  if (result.verdict !== "fail") return result.verdict === "pass" ? "it passes" : `it is ${result.verdict}`;
  return `it fails ${knowable(result)
    .map(({ requirement }) => requirement)
    .join(", ")}`;
}

/**
 * The entries that these cases would match: those that still hold with their reasons, new ones with `reason` or a placeholder,
 * those of suites that were not run, and in a partial run those of cases that were not judged. In an order that depends on nothing but the entries.
 */
export function updatedEntries(
  cases: readonly CaseResult[],
  entries: readonly BaselineEntry[],
  {
    partial,
    reason = placeholder,
    ...known
  }: { readonly partial: boolean; readonly reason?: string } & Pick<Baseline, "exists" | "isElsewhere">,
): readonly BaselineEntry[] {
  const reasons = new Map(entries.map((entry) => [keyOf(entry), entry.reason]));
  const { unexpected, stale } = compareWithBaseline(cases, { file: "", entries, ...known }, partial);
  const old = new Set(stale.map(keyOf));
  const kept = entries.filter((entry) => !old.has(keyOf(entry)));
  return [...kept, ...unexpected]
    .map((entry) => {
      const given = reasons.get(keyOf(entry)) ?? placeholder;
      return inOrder(entry, given === placeholder ? reason : given);
    })
    .sort(byKey);
}

function inOrder({ case: id, requirement, verdict }: Known, reason: string): BaselineEntry {
  return { case: id, ...(requirement === undefined ? {} : { requirement }), verdict, reason };
}

function byKey(a: BaselineEntry, b: BaselineEntry): number {
  const [left, right] = [keyOf(a), keyOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** How one case stands to the baseline. */
export interface Standing {
  readonly known: readonly BaselineEntry[];
  readonly unexpected: readonly Known[];
  readonly stale: BaselineResult["stale"];
}

/** The baseline by full id of the case; entries of cases that do not exist among them. */
export function standings({ entries = [], unexpected, stale }: BaselineResult): ReadonlyMap<string, Standing> {
  const of = <T extends Known>(list: readonly T[], id: string): readonly T[] => list.filter((one) => one.case === id);
  const ids = new Set([...entries, ...unexpected, ...stale].map((one) => one.case));
  return new Map(
    [...ids].map((id) => [id, { known: of(entries, id), unexpected: of(unexpected, id), stale: of(stale, id) }]),
  );
}

/** An entry in words: "sync-key fails ASMS-3.1.4.1-2", "fidelity is inconclusive". */
export function sayKnown({ case: id, requirement, verdict }: Known): string {
  return verdict === "fail" ? `${id} fails ${requirement ?? "a rule"}` : `${id} is ${verdict}`;
}
