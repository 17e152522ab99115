import { setMaxListeners } from "node:events";
import { availableParallelism } from "node:os";
import { Option } from "commander";
import { nearest, UsageError } from "../run/usage-error.js";
import { positive } from "./flags.js";
import type { Io } from "./io.js";
import { addJsonOption, type JsonFlags, wantsJson } from "./json-option.js";
import { paintFor } from "./paint.js";
import type { Register } from "./program.js";
import { addQuietOption, type QuietFlag } from "./verbosity.js";

interface MutantsFlags extends JsonFlags, QuietFlag {
  readonly id?: readonly string[];
  readonly mutant?: readonly string[];
  readonly benign?: true;
  readonly whole?: true;
  readonly suite?: "sections" | "model";
  readonly seeds?: number;
  readonly runs?: number;
}

export const mutantsCommand: Register = (program, io, done) => {
  const command = program
    .command("mutants")
    .description(
      "run the suite against every deliberate violation of the embedded server: who sees what, who sees nothing",
    )
    .option("--id <id...>", "only these variants, e.g. M-sd-hard; * stands for any characters")
    .option("--mutant <id|module...>", "the same as --id; or modules that export a mutant of your own")
    .option("--benign", "only the lawful variants, which must all pass")
    .option(
      "--whole",
      "hold every mutant against every case, not only against those that are to see it or to let it pass",
    );
  addQuietOption(addJsonOption(command, "print the matrix as JSON on standard output"))
    .addOption(
      new Option("--suite <name>", "sections (default), or model: random histories").choices(["sections", "model"]),
    )
    .option("--seeds <number>", "with --suite model: seeds to try (default 3)", positive)
    .option("--runs <number>", "with --suite model: histories for each seed (default 500)", positive)
    .addHelpText("after", mutantsHelp)
    .action(async (flags: MutantsFlags) => done(await mutantsAction(flags, io)));
};

const mutantsHelp = `
Exit codes: 0 the reference and every lawful variant pass, every mutant is detected by a rule that it breaks, and every
check sees something; 1 otherwise; 2 wrong usage; 3 interrupted; 4 an error of the suite's own.`;

async function mutantsAction(flags: MutantsFlags, io: Io): Promise<number> {
  if (flags.suite === "model") return modelAction(flags, io);
  if (flags.seeds !== undefined || flags.runs !== undefined) {
    throw new UsageError("--seeds and --runs are for random histories; add --suite model");
  }
  const { runMatrix } = await import("../run/mutation/matrix.js");
  const { knownToSee } = await import("../run/mutation/catalogue.js");
  const { matrixExitCode } = await import("../run/mutation/gates.js");
  const { matrixText } = await import("./matrix-text.js");
  const { openThreads } = await import("../run/mutation/threads.js");
  const { ids, own } = await chosenVariants([...(flags.id ?? []), ...(flags.mutant ?? [])], io.cwd);
  const json = wantsJson(flags);
  const threads = openThreads(Math.min(availableParallelism(), 8));
  const controller = new AbortController();
  // Every job that is under way listens to it.
  setMaxListeners(threads.parallel + 10, controller.signal);
  const stop = io.onInterrupt(() => controller.abort());
  try {
    const matrix = await runMatrix({
      runVariant: threads.run,
      profile: "seed",
      ids,
      own,
      benignOnly: flags.benign === true,
      // Who asks for single mutants wants to know everything that sees them.
      ...(flags.whole === true || ids.length + own.length > 0 ? {} : { known: knownToSee() }),
      parallel: threads.parallel,
      signal: controller.signal,
      ...(flags.quiet === true ? {} : { progress: (line: string) => io.err(`${line}\n`) }),
    });
    if (json)
      io.out(`${JSON.stringify((await import("../run/mutation/matrix-json.js")).matrixJson(matrix), null, 2)}\n`);
    else io.out(matrixText(matrix, paintFor(io)));
    return controller.signal.aborted ? 3 : matrixExitCode(matrix);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    io.err("Interrupted before the reference server was judged.\n");
    return 3;
  } finally {
    stop();
    await threads.close();
  }
}

async function modelAction(flags: MutantsFlags, io: Io): Promise<number> {
  const { runModelMatrix } = await import("../run/mutation/model-matrix.js");
  const { modelMatrixText, modelMatrixExitCode } = await import("./model-matrix-text.js");
  const { ids, own } = await chosenVariants([...(flags.id ?? []), ...(flags.mutant ?? [])], io.cwd);
  const controller = new AbortController();
  const stop = io.onInterrupt(() => controller.abort());
  try {
    const matrix = await runModelMatrix({
      ids,
      own,
      seeds: flags.seeds ?? 3,
      runs: flags.runs ?? 500,
      threads: Math.min(availableParallelism(), 8),
      signal: controller.signal,
      ...(flags.quiet === true ? {} : { progress: (line: string) => io.err(`${line}\n`) }),
    });
    io.out(wantsJson(flags) ? `${JSON.stringify(matrix, null, 2)}\n` : modelMatrixText(matrix));
    return modelMatrixExitCode(matrix, ids.length + own.length > 0);
  } finally {
    stop();
  }
}

/** @throws UsageError for a pattern that matches nothing, and a module that exports no mutant */
async function chosenVariants(names: readonly string[], folder: string) {
  const { describe, variants } = await import("../reference/index.js");
  const { isMutantModule, loadMutant, resolvedMutants } = await import("../run/own-mutants.js");
  const known = variants.filter(({ kind }) => kind !== "persona");
  const modules = resolvedMutants(names.filter(isMutantModule), folder);
  const own = modules.map(async (path) => {
    const entry = await loadMutant(path);
    return { path, variant: describe(entry, "extra", entry.protocol) };
  });
  return {
    ids: matchingIds(
      names.filter((name) => !isMutantModule(name)),
      known,
    ),
    own: await Promise.all(own),
  };
}

/** @throws UsageError for a pattern that matches nothing */
function matchingIds(patterns: readonly string[], variants: readonly { readonly id: string }[]): readonly string[] {
  const all = variants.map(({ id }) => id);
  return patterns.flatMap((pattern) => {
    const whole = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "i");
    const found = all.filter((id) => whole.test(id));
    if (found.length > 0) return found;
    const meant = nearest(pattern, all);
    throw new UsageError(`No variant matches "${pattern}"${meant === undefined ? "" : `; did you mean ${meant}?`}`);
  });
}
