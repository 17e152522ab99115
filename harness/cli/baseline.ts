import { resolve } from "node:path";
import { againstBaseline, type Baseline } from "../judging/against-baseline.js";
import { isPartial, placeholder, updatedEntries } from "../judging/baseline.js";
import type { RunResults } from "../judging/results.js";
import { type BaselineFile, readBaseline, writeBaseline } from "../run/baseline/file.js";
import type { LoadedConfig } from "../run/config/load-config.js";
import { UsageError } from "../run/usage-error.js";
import type { Io } from "./io.js";

export interface BaselineFlags {
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly reason?: string;
}

/** What is done with the results of a run that has a baseline. */
export interface BaselineTask {
  /** The results as they stand with it, and a line for the operator when it was written. */
  settle(results: RunResults): Promise<{ readonly results: RunResults; readonly said?: string }>;
}

/** Read before the run, so that a mistake in it costs no run. @throws UsageError */
export function baselineTask(flags: BaselineFlags, { config, folder }: LoadedConfig, io: Io): BaselineTask | undefined {
  const updating = flags.updateBaseline === true;
  const name = flags.baseline ?? config.baseline;
  if (flags.reason !== undefined && !updating) throw new UsageError("--reason goes with --update-baseline");
  if (flags.reason?.trim() === "") throw new UsageError("--reason is empty; say why the new entries are put up with");
  if (name === undefined) {
    if (!updating) return undefined;
    throw new UsageError(
      "--update-baseline needs to know the file: give --baseline FILE, or baseline in the configuration",
    );
  }
  const path = resolve(flags.baseline === undefined ? folder : io.cwd, name);
  const known = readBaseline(path, name, updating);
  return {
    settle: async (results) => {
      if (!updating) return { results: againstBaseline(results, { file: name, entries: known.entries }) };
      return update(results, { name, path, known, reason: flags.reason });
    },
  };
}

interface Update {
  readonly name: string;
  readonly path: string;
  readonly known: BaselineFile;
  readonly reason: string | undefined;
}

async function update(results: RunResults, { name, path, known, reason }: Update): ReturnType<BaselineTask["settle"]> {
  if (results.summary.exitCode === 4 || results.summary.interrupted) {
    const said = `Baseline ${name} was left as it is: this run ended before it could say what is known.`;
    return { results: againstBaseline(results, { file: name, entries: known.entries }), said };
  }
  const entries = updatedEntries(results.cases, known.entries, {
    partial: isPartial(results),
    ...(reason === undefined ? {} : { reason }),
  });
  const baseline: Baseline = { file: name, entries };
  await writeBaseline(path, name, { ...known, entries });
  const open = entries.filter((entry) => entry.reason === placeholder).length;
  const todo = open === 0 ? "" : `; ${open} of them need a reason ("${placeholder}") before the next run takes it`;
  return {
    results: againstBaseline(results, baseline),
    said: `Baseline ${name} written: ${entries.length} ${entries.length === 1 ? "entry" : "entries"}${todo}.`,
  };
}
