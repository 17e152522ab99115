import { verdictIn } from "../../harness/judging/headline.js";
import type { CaseResult, RequirementResult, RunResults } from "../../harness/judging/results.js";

/** A run with the name that the reader gave it, its folder for example. */
export interface NamedRun {
  readonly name: string;
  readonly results: RunResults;
}

export type RowVerdict = RequirementResult["verdict"];

export interface ComparedRun {
  /** "A", "B", … */
  readonly letter: string;
  readonly name: string;
  readonly target: string;
  readonly server?: string;
  readonly profile: string;
  readonly protocolVersion: string;
  readonly tool: string;
  readonly startedAt: string;
  readonly sentence: string;
  readonly conformant: boolean;
  readonly exitCode: RunResults["summary"]["exitCode"];
}

export interface ComparedRow {
  readonly id: string;
  readonly section: string;
  readonly level: string;
  readonly summary: string;
  /** One a run, in their order; "absent" where the run's catalogue has no such row. */
  readonly verdicts: readonly (RowVerdict | "absent")[];
}

/**
 * better and worse by the weight of the outcome. Worse is also what held in the first run and which this one had to judge
 * and could not; unseen: judged in the first run and lawfully not any more.
 */
export type Direction = "better" | "worse" | "unseen" | "seen";

export interface Change {
  /** Letter of the run that differs from the first. */
  readonly run: string;
  readonly what: "requirement" | "case";
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly direction: Direction;
  /** Only because a selection (--id, --section, --suite, --shard) of one of the two runs left out all that judges it. */
  readonly leftOut?: true;
}

/** Several runs side by side, each held against the first. */
export interface Comparison {
  readonly schemaVersion: "1.0";
  readonly runs: readonly ComparedRun[];
  readonly rows: readonly ComparedRow[];
  readonly changes: readonly Change[];
  /** What makes the runs less comparable, a sentence each. */
  readonly remarks: readonly string[];
  /** Runs that end without a verdict although the first has one: what they do not say may hide a failure. */
  readonly withoutVerdict: readonly { readonly run: string; readonly sentence: string }[];
  /** Is a change "worse", or a run without a verdict? Nothing else is a regression. */
  readonly regression: boolean;
}

/** What is heavier is worse; what is not here was not judged. */
const weights: Readonly<Record<string, number>> = { pass: 0, inform: 1, warn: 2, fail: 3, error: 4 };

function direction(from: string, to: string): Direction | undefined {
  const [left, right] = [weights[from], weights[to]];
  if (from === to || (left === undefined && right === undefined)) return undefined;
  if (left === undefined) return right !== undefined && right >= 3 ? "worse" : "seen";
  if (right === undefined) return "unseen";
  return right > left ? "worse" : "better";
}

const held: readonly string[] = ["pass", "inform", "warn"];
const notJudged: readonly string[] = ["inconclusive", "untested"];

/** What held and cannot be told to hold any more may hide a failure, in a run that was to judge it. */
function directionWhere(selected: boolean, from: string, to: string): Direction | undefined {
  if (selected && held.includes(from) && notJudged.includes(to)) return "worse";
  return direction(from, to);
}

/** Holds runs against the first of them. */
export function compareRuns(runs: readonly NamedRun[]): Comparison {
  const compared = runs.map(({ name, results }, index) => described(name, results, letterOf(index)));
  const changes = runs.slice(1).flatMap(({ results }, index) => {
    const first = runs[0]?.results;
    return first === undefined ? [] : changesOf(first, results, letterOf(index + 1));
  });
  const withoutVerdict = compared.slice(1).flatMap((run, index) => {
    const [first, other] = [runs[0]?.results.summary, runs[index + 1]?.results.summary];
    return first !== undefined && other !== undefined && lacksVerdict(other, first)
      ? [{ run: run.letter, sentence: run.sentence }]
      : [];
  });
  return {
    schemaVersion: "1.0",
    runs: compared,
    rows: rowsOf(runs),
    changes,
    remarks: remarksOf(compared, runs),
    withoutVerdict,
    regression: withoutVerdict.length > 0 || changes.some(({ direction: to }) => to === "worse"),
  };
}

/** A, B, … Z, A1, B1, … */
function letterOf(index: number): string {
  const round = Math.floor(index / 26);
  return `${String.fromCharCode(65 + (index % 26))}${round === 0 ? "" : round}`;
}

/** An end before the last case, or an error of the suite's own, is none either way; a gap is new where the first run has none. */
function lacksVerdict({ interrupted, exitCode }: RunResults["summary"], first: RunResults["summary"]): boolean {
  return interrupted || exitCode === 4 || (exitCode === 3 && first.exitCode !== 3);
}

function described(name: string, results: RunResults, letter: string): ComparedRun {
  const { target, profile, protocolVersion, tool, startedAt, summary } = results;
  return {
    letter,
    name,
    target: target.name,
    ...(target.server === undefined ? {} : { server: target.server }),
    profile,
    protocolVersion,
    tool: tool.version,
    startedAt,
    sentence: verdictIn(results),
    conformant: summary.conformant,
    exitCode: summary.exitCode,
  };
}

function rowsOf(runs: readonly NamedRun[]): ComparedRow[] {
  const known = runs.map(({ results }) => new Map(results.requirements.map((row) => [row.id, row])));
  const all = new Map(runs.flatMap(({ results }) => results.requirements.map((row) => [row.id, row] as const)));
  return [...all.values()].map(({ id, section, level, summary }) => ({
    id,
    section,
    level,
    summary,
    verdicts: known.map((rows) => rows.get(id)?.verdict ?? "absent"),
  }));
}

function changesOf(first: RunResults, other: RunResults, run: string): Change[] {
  const ended = cameToItsEnd(other);
  const [asked, firstAsked] = [askedIn(other, first), askedIn(first, other)];
  const change = (
    what: Change["what"],
    from: Judged,
    to: Judged,
    judges: (one: "from" | "to") => readonly string[],
  ) => {
    const found = directionWhere(ended && asked(judges("from")), from.verdict, to.verdict);
    if (found === undefined) return [];
    const leftOut =
      (found === "unseen" && notJudged.includes(to.verdict) && !asked(judges("from"))) ||
      (found === "seen" && notJudged.includes(from.verdict) && !firstAsked(judges("to")));
    const told = { run, what, id: to.id, from: from.verdict, to: to.verdict, direction: found };
    return [leftOut ? { ...told, leftOut } : told];
  };
  return [
    ...pairs(first.requirements, other.requirements).flatMap(([from, to]) =>
      change("requirement", from, to, (one) => (one === "from" ? from : to).cases),
    ),
    ...pairs<CaseResult>(first.cases, other.cases).flatMap(([from, to]) => change("case", from, to, () => [from.id])),
  ];
}

/**
 * Had a run to judge what these judged in the first one? A selection had, where it ran one of the cases among them. Monitors run
 * with every selection, but what they judge is the traffic of the cases: they had, where every case of the first run was selected.
 */
function askedIn(other: RunResults, first: RunResults): (judges: readonly string[]) => boolean {
  if (!isPart(other)) return () => true;
  const casesOf = ({ cases }: RunResults) => cases.filter(({ kind }) => kind === "case").map(({ id }) => id);
  const [ran, firstRan] = [new Set(casesOf(other)), new Set(casesOf(first))];
  const ranAll = [...firstRan].every((id) => ran.has(id));
  return (judges) => ranAll || judges.some((id) => ran.has(id));
}

/** What a run never got to is no regression of the target; that it has no verdict is said once. */
function cameToItsEnd({ summary, cases }: RunResults): boolean {
  return !summary.interrupted && cases.length > 0;
}

type Judged = Pick<CaseResult, "id"> & { readonly verdict: string };

function pairs<T extends { readonly id: string }>(first: readonly T[], other: readonly T[]): [from: T, to: T][] {
  const known = new Map(first.map((one) => [one.id, one]));
  return other.flatMap((to): [T, T][] => {
    const from = known.get(to.id);
    return from === undefined ? [] : [[from, to]];
  });
}

function remarksOf(compared: readonly ComparedRun[], runs: readonly NamedRun[]): string[] {
  const differing = (what: string, of: (run: ComparedRun) => string) => {
    const values = compared.map((run) => `${run.letter} ${of(run)}`);
    return new Set(compared.map(of)).size < 2 ? [] : [`The ${what} differs: ${values.join(", ")}.`];
  };
  const partial = compared.filter((_, index) => {
    const results = runs[index]?.results;
    return results !== undefined && (results.summary.interrupted || isPart(results));
  });
  return [
    ...differing("profile", ({ profile }) => profile),
    ...differing("protocol version", ({ protocolVersion }) => (protocolVersion === "" ? "none" : protocolVersion)),
    ...differing("version of the tool", ({ tool }) => tool),
    ...(partial.length === 0
      ? []
      : [`Only a part of the suite was run or judged in ${partial.map(({ letter }) => letter).join(", ")}.`]),
  ];
}

/** Was it asked to judge a part of the suite alone? */
function isPart({ shard, configuration: { ids, sections, suites } }: RunResults): boolean {
  const named = [ids, sections].some((list) => Array.isArray(list) && list.length > 0);
  return shard !== undefined || named || (Array.isArray(suites) && !suites.includes("sections"));
}
