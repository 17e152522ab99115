import { realpath } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { UsageError } from "../run/usage-error.js";
import type { BaselineFlags } from "./baseline.js";
import type { Io } from "./io.js";
import { addJsonOption, type JsonFlags, wantsJson } from "./json-option.js";
import type { Register } from "./program.js";
import { addVerbosityOptions, type VerbosityFlags, verbosityOf } from "./verbosity.js";

interface MergeFlags extends Pick<BaselineFlags, "baseline">, JsonFlags, VerbosityFlags {
  readonly out: string;
}

export const mergeCommand: Register = (program, io, done) => {
  const command = program
    .command("merge <folder...>")
    .description("join the parts of a run that was divided by --shard, judge the whole, and write its reports")
    .option("--out <folder>", "folder for the reports", "asms-report")
    .option("--baseline <file>", "verdicts that are known and put up with: only what differs from them fails the run");
  addJsonOption(command, "print the results as JSON on standard output, everything else on standard error");
  addVerbosityOptions(command)
    .addHelpText(
      "after",
      "\nThe exit code is that of a whole run; 2 when the parts do not belong together or one is missing.",
    )
    .action(async (folders: readonly string[], flags: MergeFlags) => done(await merge(folders, flags, io)));
};

/** Resolves to the exit code. @throws UsageError */
async function merge(folders: readonly string[], flags: MergeFlags, io: Io): Promise<number> {
  const { checkOutDir } = await import("./reports.js");
  const { readRecord } = await import("./read-results.js");
  const { baselineTask } = await import("./baseline.js");
  const { mergeParts } = await import("../run/sharding/merge.js");
  const { suiteCases } = await import("../run/suites.js");
  const { monitors } = await import("../monitors/index.js");
  const { clientMonitors } = await import("../monitors/client/index.js");
  const baseline = baselineTask(
    flags.baseline === undefined ? {} : { baseline: flags.baseline },
    { config: {}, folder: io.cwd },
    io,
  );
  const outDir = resolve(io.cwd, flags.out);
  await demandOther(outDir, folders, flags, io);
  const parts = await Promise.all(folders.map(async (folder) => ({ folder, record: await readRecord(folder, io) })));
  const merged = mergeParts({ parts, cases: await suiteCases(), monitors, clientMonitors });
  const settled = (await baseline?.settle(merged.results)) ?? merged;
  await checkOutDir(outDir);
  const { tellRun } = await import("./telling.js");
  const { terminalProgress } = await import("./progress.js");
  const json = wantsJson(flags);
  // As the run itself would have told it; there is no progress to show.
  const told = terminalProgress(io, json ? io.err : io.out, verbosityOf(flags));
  told.probed?.(merged.results.capabilities);
  for (const one of merged.results.cases) told.judged?.(one);
  return tellRun({ ...merged, results: settled.results }, { io, json, outDir });
}

/** The reports of the whole would take the place of a part's, which could then not be joined again. @throws UsageError */
async function demandOther(outDir: string, folders: readonly string[], { out }: MergeFlags, io: Io): Promise<void> {
  const written = await real(outDir);
  for (const folder of folders) {
    const path = resolve(io.cwd, folder);
    if ((await real(basename(path) === "results.json" ? dirname(path) : path)) !== written) continue;
    throw new UsageError(
      `--out ${out} is the folder of the part ${folder}, which would be overwritten; name another one`,
    );
  }
}

/** The folder itself, by whatever link it is named. */
function real(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
