import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { catalogue } from "../judging/catalogue.js";
import type { RunResults } from "../judging/results.js";
import { type Traceability, traceability } from "../judging/traceability.js";
import type { RunPlan } from "../run/settings.js";
import { UsageError } from "../run/usage-error.js";
import type { Io } from "./io.js";
import { addJsonOption, type JsonFlags, wantsJson } from "./json-option.js";
import { paintFor } from "./paint.js";
import type { Register } from "./program.js";
import { addQuietOption, type QuietFlag } from "./verbosity.js";

interface CoverageFlags extends JsonFlags, QuietFlag {}

export const coverageCommand: Register = (program, io, done) => {
  const command = program
    .command("coverage")
    .description("join the rows of the catalogue with what a run really judged: tested, watched, excluded, or missing")
    .argument(
      "[results...]",
      "results.json of a run, or the folder with it; default: run the suite against the reference",
    );
  addQuietOption(addJsonOption(command, "print every row as JSON on standard output"))
    .addHelpText("after", coverageHelp)
    .action(async (files: readonly string[], flags: CoverageFlags) => done(await coverageAction(files, flags, io)));
};

const coverageHelp = `
Examples:
  asms coverage                         run the suite against the reference server, and say what it judged
  asms coverage asms-report             what the last run judged
  asms coverage a/results.json b        what two runs judged together

Exit codes: 0 every row is tested, watched or excluded for a reason; 1 a row is untested or untracked; 2 wrong usage;
3 interrupted; 4 an error of the suite's own.`;

/** Resolves to the exit code. @throws UsageError */
async function coverageAction(files: readonly string[], flags: CoverageFlags, io: Io): Promise<number> {
  const runs = files.length === 0 ? [await ownRun(io)] : await Promise.all(files.map((file) => readResults(file, io)));
  const traced = traceability(catalogue().rows, runs, await declared());
  const about = runs.map(aboutRun);
  if (wantsJson(flags)) io.out(`${JSON.stringify({ runs: about, ...traced }, null, 2)}\n`);
  else {
    const { coverageSummary, coverageText } = await import("./coverage-text.js");
    const paint = paintFor(io);
    io.out(flags.quiet === true ? coverageSummary(traced, paint) : coverageText(traced, about, paint));
  }
  return exitCodeOf(traced, runs);
}

function exitCodeOf({ complete }: Traceability, runs: readonly RunResults[]): number {
  if (runs.some(({ cases }) => cases.some(({ verdict }) => verdict === "error"))) return 4;
  if (runs.some(({ summary }) => summary.interrupted)) return 3;
  return complete ? 0 : 1;
}

function aboutRun({ target, profile, protocolVersion, startedAt, summary }: RunResults): string {
  return `${target.name}, profile ${profile}, protocol ${protocolVersion}, ${startedAt}: ${summary.sentence}`;
}

/** Both versions that the document knows: some rules hold, or show, at one of them only. */
async function ownRun(io: Io): Promise<RunResults> {
  const { performRun } = await import("./services.js");
  const { newRunToken } = await import("../run/target.js");
  const plan: RunPlan = {
    target: { kind: "embedded", mutants: [] },
    profile: "seed",
    tolerance: "strict",
    claims: "asms",
    protocol: ["14.1", "14.0"],
    full: false,
    ids: [],
    sections: [],
    declared: {},
    caseLimitMs: 600_000,
    seed: 1,
    runToken: newRunToken(),
  };
  const controller = new AbortController();
  const stop = io.onInterrupt(() => controller.abort());
  try {
    const { record } = await performRun({ plan, replay: "npx asms run --seed 1", signal: controller.signal });
    return record.results;
  } finally {
    stop();
  }
}

/** @throws UsageError when it is no results.json */
async function readResults(name: string, io: Io): Promise<RunResults> {
  const path = resolve(io.cwd, name);
  const { InvalidResults, validateResults } = await import("../../reports/results-schema.js");
  try {
    const file = statSync(path).isDirectory() ? join(path, "results.json") : path;
    const data: unknown = JSON.parse(readFileSync(file, "utf8"));
    validateResults(data);
    return data as RunResults;
  } catch (cause) {
    if (cause instanceof InvalidResults)
      throw new UsageError(`${name} is no results.json of this version: ${cause.message}`);
    const why = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new UsageError(`${name} cannot be read: ${why}`);
  }
}

/** What each case and each monitor says that it judges. */
async function declared(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { suiteCases } = await import("../run/suites.js");
  const { monitors } = await import("../monitors/index.js");
  const { clientMonitors } = await import("../monitors/client/index.js");
  return new Map([
    ...(await suiteCases()).map(({ definition }) => [definition.id, definition.requirements] as const),
    ...[...monitors, ...clientMonitors].map(({ id, requirements }) => [id, requirements] as const),
  ]);
}
