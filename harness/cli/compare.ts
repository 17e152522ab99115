import { basename, dirname, extname, resolve } from "node:path";
import { Option } from "commander";
import {
  type Change,
  type ComparedRow,
  type Comparison,
  changeLists,
  compareRuns,
  comparisonHtml,
  comparisonMarkdown,
  type Direction,
  differs,
  differsByJudgement,
  leftOutSentences,
} from "../../reports/compare/index.js";
import { isFull, ReportError, writeAside } from "../../reports/write-aside.js";
import { UsageError } from "../run/usage-error.js";
import { fold } from "./fold.js";
import type { Io } from "./io.js";
import { addJsonOption, type JsonFlags, wantsJson } from "./json-option.js";
import { type Paint, paintFor } from "./paint.js";
import type { Register } from "./program.js";
import { addQuietOption, type QuietFlag } from "./verbosity.js";

interface CompareFlags extends JsonFlags, QuietFlag {
  readonly out?: readonly string[];
  readonly failOnRegression?: true;
  readonly all?: true;
}

export const compareCommand: Register = (program, io, done) => {
  const command = program
    .command("compare <run...>")
    .description(
      "put runs side by side: several servers, or versions of one; says what is better and worse than in the first",
    )
    .option("--out <file...>", "write it to files as well: .html, .md or .json, by the ending")
    .option("--fail-on-regression", "exit 1 when something is worse than in the first run, 3 when a run has no verdict")
    .addOption(new Option("--all", "show the requirements in which the runs agree as well").conflicts("quiet"));
  addQuietOption(addJsonOption(command, "print it as JSON"))
    .addHelpText(
      "after",
      `
A run is a folder that asms run wrote, or its results.json. Each is held against the first. Worse is what has a heavier
verdict, and what held in the first run and is inconclusive or untested in one that was to judge it; rows that a
selection (--id, --section, --suite, --shard) left out do not count. Whatever is a regression is listed.`,
    )
    .action(async (names: readonly string[], flags: CompareFlags) => done(await compare(names, flags, io)));
};

const writers: Readonly<Record<string, (comparison: Comparison) => string>> = {
  ".html": comparisonHtml,
  ".md": comparisonMarkdown,
  ".json": (comparison) => `${JSON.stringify(comparison, null, 2)}\n`,
};

/** Resolves to the exit code. @throws UsageError */
async function compare(names: readonly string[], flags: CompareFlags, io: Io): Promise<number> {
  if (names.length < 2) throw new UsageError("Name at least two runs to compare, as in: asms compare before after");
  const files = (flags.out ?? []).map((file) => ({ file, write: writerOf(file) }));
  const { readResults } = await import("./read-results.js");
  const runs = await Promise.all(names.map(async (name) => ({ name, results: await readResults(name, io) })));
  const comparison = compareRuns(runs);
  const failures: ReportError[] = [];
  for (const { file, write } of files) {
    const failure = await writeFile(resolve(io.cwd, file), write(comparison));
    if (failure !== undefined) failures.push(failure);
  }
  if (wantsJson(flags)) io.out(`${JSON.stringify(comparison, null, 2)}\n`);
  else io.out(comparisonText(comparison, tableOf(flags), io));
  for (const { message } of failures) io.err(`${message}\n`);
  const exitCode = flags.failOnRegression === true ? exitCodeOf(comparison) : 0;
  return exitCode === 0 && failures.length > 0 ? codeOfLost(failures) : exitCode;
}

function tableOf({ quiet, all }: CompareFlags): Table {
  if (quiet === true) return "none";
  return all === true ? "all" : "different";
}

/** 3 as for a report of a run that finds no room; a name that nothing can be written to is wrong usage. */
function codeOfLost(failures: readonly ReportError[]): 2 | 3 {
  return failures.some(({ code }) => isFull(code)) ? 3 : 2;
}

/** As of a run: 1 for what is seen to be worse, 3 where that cannot be known. */
function exitCodeOf({ changes, withoutVerdict }: Comparison): 0 | 1 | 3 {
  if (changes.some(({ direction }) => direction === "worse")) return 1;
  return withoutVerdict.length === 0 ? 0 : 3;
}

function writerOf(file: string): (comparison: Comparison) => string {
  const writer = writers[extname(file).toLowerCase()];
  if (writer !== undefined) return writer;
  throw new UsageError(`--out ${file}: the ending says what is written, .html, .md or .json`);
}

/** What was compared is told even where it cannot be written. */
async function writeFile(path: string, text: string): Promise<ReportError | undefined> {
  try {
    await writeAside(dirname(path), [{ name: basename(path), chunks: [text] }]);
    return undefined;
  } catch (error) {
    if (error instanceof ReportError) return error;
    throw error;
  }
}

/** Words for verdicts that fit into a column. */
const words: Readonly<Record<string, string>> = {
  fail: "FAIL",
  inconclusive: "inconcl.",
  "not applicable": "n/a",
  untestable: "untest.",
};

/** Which rows the table holds. */
type Table = "all" | "different" | "none";

function comparisonText(comparison: Comparison, table: Table, io: Io): string {
  const paint = paintFor(io);
  const { runs, rows, remarks, withoutVerdict } = comparison;
  const width = io.columns ?? 100;
  const shown = table === "none" ? [] : rows.filter((row) => table === "all" || differsByJudgement(row, comparison));
  const same = table === "all" ? 0 : rows.filter((row) => !differs(row)).length;
  const lines = [
    ...runs.map(({ letter, name, target, sentence }) =>
      fold(`${paint.bold(letter)}  ${name}: ${target}. ${sentence}`, width, 3),
    ),
    ...remarks.map((remark) => fold(paint.yellow(remark), width)),
    ...(shown.length === 0 ? [] : ["", ...matrix(shown, runs, paint)]),
    ...(same === 0 ? [] : ["", `The runs agree on ${same} of ${rows.length} requirements.`]),
    ...leftOutSentences(comparison).map((sentence) => fold(sentence, width)),
    ...(withoutVerdict.length === 0 ? [] : ["", paint.bold("Without a verdict:")]),
    ...withoutVerdict.map(({ run, sentence }) => fold(`  ${run}: ${sentence}`, width, 4)),
    ...listed(comparison, table, paint, width),
    ...(comparison.changes.some(({ leftOut }) => leftOut === undefined) || withoutVerdict.length > 0
      ? []
      : ["", "Nothing is better or worse than in A."]),
    "",
  ];
  return lines.join("\n");
}

/** What changed: each on a line; with --quiet what is worse alone, of the rest its number. */
function listed(comparison: Comparison, table: Table, paint: Paint, width: number): string[] {
  const isListed = (direction: Direction) => table !== "none" || direction === "worse";
  return changeLists(comparison).flatMap(({ direction, title, changes }) =>
    isListed(direction)
      ? ["", paint.bold(`${title}:`), ...changes.map((change) => fold(changeLine(change), width, 4))]
      : [`${title}: ${changes.length}`],
  );
}

function changeLine({ run, what, id, from, to }: Change): string {
  return `  ${run}: ${what} ${id}: ${from} in A, now ${to}`;
}

const column = 9;

function matrix(rows: readonly ComparedRow[], runs: Comparison["runs"], paint: Paint): string[] {
  const width = Math.max(11, ...rows.map(({ id }) => id.length));
  const head = `${"requirement".padEnd(width)}  ${runs.map(({ letter }) => letter.padEnd(column)).join("")}`;
  return [
    paint.bold(head.trimEnd()),
    ...rows.map(({ id, verdicts }) => {
      const cells = verdicts.map((verdict) => {
        const word = (words[verdict] ?? verdict).padEnd(column);
        return verdict === "fail" ? paint.red(word) : verdict === "pass" ? paint.green(word) : word;
      });
      return `${id.padEnd(width)}  ${cells.join("")}`.trimEnd();
    }),
  ];
}
