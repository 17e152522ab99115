import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { RunOutcome } from "../run/run-input.js";
import type { BaselineFlags, BaselineTask, Settled } from "./baseline.js";
import {
  addExploringOptions,
  addJudgingOptions,
  addSelectionOptions,
  addTargetOptions,
  folderName,
  shardOption,
  type TargetFlags,
} from "./flags.js";
import type { Io } from "./io.js";
import { addJsonOption, type JsonFlags, wantsJson } from "./json-option.js";
import type { Register } from "./program.js";
import type { Telling } from "./telling.js";
import { addVerbosityOptions, type VerbosityFlags, verbosityOf } from "./verbosity.js";

export interface RunFlags extends TargetFlags, BaselineFlags, JsonFlags, VerbosityFlags {
  readonly out?: string;
  readonly allure?: true;
}

export const runCommand: Register = (program, io, done) => {
  const command = program.command("run").description("run the suite against a target, judge it, write reports");
  addTargetOptions(command);
  addJudgingOptions(command);
  addSelectionOptions(command).option(
    "--shard <part>",
    "only part i of n, e.g. 1/3; each with an account of its own, then asms merge",
    shardOption,
  );
  addExploringOptions(command)
    .optionsGroup("Baseline:")
    .option("--baseline <file>", "verdicts that are known and put up with: only what differs from them fails the run")
    .option("--update-baseline", "write the baseline anew from this run; reasons of entries that stay are kept")
    .option("--reason <text>", "reason of the new entries; without it each is to be written by hand")
    .optionsGroup("Output:")
    .option("--out <folder>", "folder for the reports (default asms-report)", folderName)
    .option("--allure", "write allure-results as well");
  addJsonOption(command, "print the results as JSON on standard output, everything else on standard error");
  addVerbosityOptions(command)
    .addHelpText("after", runHelp)
    .action(async (flags: RunFlags) => done(await runAction(flags, io)));
};

const runHelp = `
Examples:
  asms run                                              judge the embedded reference server
  ASMS_PASSWORD=… asms run --target https://mail.example/Microsoft-Server-ActiveSync --user alice
  asms run --section 3.2.5.3 --protocol 14.0,14.1       one section, at two protocol versions
  asms run --mutant M-opt-three-accepted                see what a violation looks like in the report`;

/** Resolves to the exit code. @throws UsageError, TargetError */
async function runAction(flags: RunFlags, io: Io): Promise<number> {
  const json = wantsJson(flags);
  const write = json ? io.err : io.out;
  const { outcome, ...told } = await withInterrupt(io, write, (interrupt) =>
    judged(flags, { io, json, write, interrupt }),
  );
  return finish(outcome, { io, json, ...told }).finally(() => discard(told.allure));
}

interface Judging extends Pick<Telling, "io" | "json"> {
  readonly write: (text: string) => void;
  readonly interrupt: Interrupt;
}

interface Judged extends Pick<Finish, "outDir" | "allure" | "baseline"> {
  readonly outcome: RunOutcome;
}

async function judged(flags: RunFlags, { io, json, write, interrupt }: Judging): Promise<Judged> {
  const { planOf, replayOf } = await import("./plan.js");
  const planned = await planOf(flags, io);
  const outDir = resolve(io.cwd, flags.out ?? planned.loaded.config.out ?? "asms-report");
  const { checkExampleDir, checkOutDir, clearOutDir, reports, resultsJson, writeCheckpoint } = await import(
    "./reports.js"
  );
  const { baselineTask } = await import("./baseline.js");
  const baseline = baselineTask(flags, planned.loaded, io);
  const unmake = [await checkOutDir(outDir)];
  const examples = planned.plan.explore?.examples;
  // Beside its place, like every report, until the monitors have been judged as well.
  const allure = flags.allure === true ? { allureResults: join(outDir, `.allure-results.${process.pid}.part`) } : {};
  const { performRun } = await import("./services.js");
  const { terminalProgress } = await import("./progress.js");
  const progress = terminalProgress(io, write, verbosityOf(flags));
  try {
    if (examples !== undefined) unmake.push(await checkExampleDir(examples));
    const outcome = await performRun(
      {
        plan: planned.plan,
        replay: replayOf(flags, planned, outDir, io),
        ...interrupt,
        progress,
        begin: () => clearOutDir(outDir),
        checkpoint: (record) => writeCheckpoint(record, outDir),
        abandoned: async (record) => {
          const { results, failure } = await reports(record, outDir, allure);
          if (json) io.out(resultsJson(results));
          if (failure !== undefined) io.err(`${failure}\n`);
        },
      },
      allure,
    );
    return { outcome, outDir, allure, baseline };
  } catch (error) {
    await discard(allure);
    for (const undo of unmake.reverse()) await undo();
    throw error;
  }
}

async function discard({ allureResults }: Telling["allure"] = {}): Promise<void> {
  if (allureResults !== undefined) await rm(allureResults, { recursive: true, force: true });
}

interface Finish extends Telling {
  readonly baseline: BaselineTask | undefined;
}

async function finish({ record, leftovers }: RunOutcome, { baseline, ...telling }: Finish): Promise<number> {
  const { io } = telling;
  // Ended now, the process would leave some of the reports, and files that were to become others.
  const undo = io.onInterrupt(() => io.err("The reports are being written; that takes a moment.\n"));
  try {
    const { results, ...settled }: Settled = (await baseline?.settle(record.results)) ?? { results: record.results };
    const { tellRun } = await import("./telling.js");
    return await tellRun({ ...record, results }, { ...telling, leftovers, ...settled });
  } finally {
    undo();
  }
}

interface Interrupt {
  readonly signal: AbortSignal;
  /** Errors of ours that nobody caught. */
  readonly faults: () => readonly string[];
}

/**
 * The first Ctrl-C ends the run and reports what there is; the second one ends the process at once. An error of ours that
 * nobody caught ends the run in the same way, and is one of its faults.
 */
async function withInterrupt<T>(
  io: Io,
  write: (text: string) => void,
  work: (interrupt: Interrupt) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const faults: string[] = [];
  const undo = [
    io.onInterrupt(() => {
      if (controller.signal.aborted) {
        io.err(
          "Stopped at once: results.json and junit.xml hold what was written while the run went on, marked incomplete.\n",
        );
        process.exit(3);
      }
      write("\nInterrupted: finishing what is under way, then reporting. Press Ctrl-C again to stop at once.\n");
      controller.abort();
    }),
    io.onUncaught?.((error) => {
      faults.push(`nobody caught this: ${error instanceof Error ? error.message : String(error)}`);
      controller.abort();
    }),
  ];
  try {
    return await work({ signal: controller.signal, faults: () => faults });
  } catch (error) {
    // The run was ended by it before there was anything to report.
    throw faults[0] === undefined ? error : new Error(faults[0], { cause: error });
  } finally {
    for (const undone of undo) undone?.();
  }
}
