import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isFull } from "../../reports/write-aside.js";
import { againstBaseline, type Baseline } from "../judging/against-baseline.js";
import { isPartial, placeholder, updatedEntries } from "../judging/baseline.js";
import type { RunResults } from "../judging/results.js";
import { reportWords } from "../judging/words/index.js";
import {
  type BaselineFile,
  demandWritable,
  readBaseline,
  UnwrittenBaseline,
  writeBaseline,
} from "../run/baseline/file.js";
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
  settle(results: RunResults): Promise<Settled>;
}

export interface Settled {
  /** As they stand with the baseline. */
  readonly results: RunResults;
  /** A line for the operator. */
  readonly said?: string;
  /** The baseline was to be written and is not: its name, and why in a sentence. */
  readonly unwritten?: { readonly name: string; readonly failure: string };
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
  const before = readBaseline(path, name, updating);
  if (updating) demandWritable(path, name);
  return {
    settle: async (results) => {
      const there = await known(results);
      if (!updating) return { results: againstBaseline(results, { file: name, entries: before.entries, ...there }) };
      return update(results, { name, path, before, there, reason: flags.reason });
    },
  };
}

/** What there is besides the cases of a run. Axes stand in brackets behind an id. */
async function known({ configuration }: RunResults): Promise<Required<Pick<Baseline, "exists" | "isElsewhere">>> {
  const { suiteCases } = await import("../run/suites.js");
  const { monitors } = await import("../monitors/index.js");
  const cases = (await suiteCases()).map(({ definition }) => definition);
  const suites = new Map(cases.map(({ id, suite = "sections" }) => [id, suite]));
  const others = new Set([...monitors.map(({ id }) => id), ...reportWords]);
  const run = Array.isArray(configuration.suites) ? configuration.suites : ["sections"];
  return {
    exists: (id) => suites.has(plain(id)) || others.has(plain(id)),
    isElsewhere: (id) => {
      const suite = suites.get(plain(id));
      return suite !== undefined && !run.includes(suite);
    },
  };
}

function plain(id: string): string {
  return id.replace(/\[.*$/, "");
}

interface Update {
  readonly name: string;
  readonly path: string;
  readonly before: BaselineFile;
  readonly there: Pick<Baseline, "exists" | "isElsewhere">;
  readonly reason: string | undefined;
}

async function update(results: RunResults, { name, path, before, there, reason }: Update): Promise<Settled> {
  if (results.summary.exitCode === 4 || results.summary.interrupted) {
    const said = `Baseline ${name} was left as it is: this run ended before it could say what is known.`;
    return { results: againstBaseline(results, { file: name, entries: before.entries, ...there }), said };
  }
  const entries = updatedEntries(results.cases, before.entries, {
    partial: isPartial(results),
    ...there,
    ...(reason === undefined ? {} : { reason }),
  });
  const baseline: Baseline = { file: name, entries, ...there };
  try {
    await writeBaseline(path, { ...before, entries });
  } catch (error) {
    if (!(error instanceof UnwrittenBaseline)) throw error;
    // What stays is what is known; without it nothing is.
    const standing = existsSync(path)
      ? againstBaseline(results, { file: name, entries: before.entries, ...there })
      : results;
    return {
      results: standing,
      unwritten: { name: `baseline ${name}`, failure: failureOf(error, name, existsSync(path)) },
    };
  }
  const open = entries.filter((entry) => entry.reason === placeholder).length;
  const todo = open === 0 ? "" : `; ${open} of them need a reason ("${placeholder}") before the next run takes it`;
  return {
    results: againstBaseline(results, baseline),
    said: `Baseline ${name} written: ${entries.length} ${entries.length === 1 ? "entry" : "entries"}${todo}.`,
  };
}

function failureOf({ code }: UnwrittenBaseline, name: string, there: boolean): string {
  const reason = isFull(code) ? "the disk is full; free some space or" : `${code};`;
  const before = there ? ". The earlier one is as it was" : "";
  return `Cannot write the baseline ${name}: ${reason} name another file with --baseline${before}.`;
}
