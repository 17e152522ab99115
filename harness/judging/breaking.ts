import type { Finding, RequirementResult, RunResults } from "./results.js";

/** The cases that broke a row, by full id. */
export interface Breaking {
  /** Those in which the baseline of the run puts up with it; none without a baseline. */
  readonly known: readonly string[];
  /** All others: what no entry lists is known to nobody. */
  readonly unexpected: readonly string[];
}

/** Who broke a row, in the order of the results; others may have seen it hold. */
export function breakingCases(
  { id: row }: Pick<RequirementResult, "id">,
  { cases, baseline }: Pick<RunResults, "cases" | "baseline">,
): Breaking {
  const breaking = cases
    .filter(({ findings }) => findings.some(({ requirement, outcome }) => requirement === row && outcome === "fail"))
    .map(({ id }) => id);
  const listed = new Set(
    baseline?.entries?.filter(({ requirement }) => requirement === row).map((entry) => entry.case),
  );
  return { known: breaking.filter((id) => listed.has(id)), unexpected: breaking.filter((id) => !listed.has(id)) };
}

/** How a broken row stands to the baseline of the run; undefined without one. */
export function standingOf(
  row: Pick<RequirementResult, "id">,
  results: Pick<RunResults, "cases" | "baseline">,
): "known" | "unexpected" | "known in part" | undefined {
  if (results.baseline === undefined) return undefined;
  const { known, unexpected } = breakingCases(row, results);
  if (unexpected.length === 0) return "known";
  return known.length === 0 ? "unexpected" : "known in part";
}

/** A row that was departed from in a way that is warned of. */
export interface Warned {
  readonly row: RequirementResult;
  /** The first warning. */
  readonly finding: Finding;
  /** Full ids of the cases and monitors that warn. */
  readonly cases: readonly string[];
}

/** What the run warns of, in the order of the requirements. */
export function warnedRows({ requirements, cases }: Pick<RunResults, "requirements" | "cases">): readonly Warned[] {
  return requirements.flatMap((row) => {
    const warnings = cases.flatMap(({ id, findings }) => {
      const finding = findings.find(({ requirement, outcome }) => requirement === row.id && outcome === "warn");
      return finding === undefined ? [] : [{ id, finding }];
    });
    const [first] = warnings;
    return first === undefined ? [] : [{ row, finding: first.finding, cases: warnings.map(({ id }) => id) }];
  });
}
