import { existsSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { type Entry, entryFrom, MutantError, variants } from "../reference/index.js";
import { defaultExportOf } from "./module-file.js";
import { UsageError } from "./usage-error.js";

const extensions = [".js", ".mjs", ".ts", ".mts"];

/** A variant is named by its id, or by the path of a module that exports one. */
export function isMutantModule(name: string): boolean {
  return /[\\/]/.test(name) || extensions.includes(extname(name));
}

/** The same names with paths made absolute: threads and workers have no folder of their own. */
export function resolvedMutants(names: readonly string[], folder: string): readonly string[] {
  return names.map((name) => (isMutantModule(name) ? resolve(folder, name) : name));
}

/**
 * The mutant that a module exports. Each call gives the same one: a module is evaluated once in a thread.
 * @throws UsageError naming the file and what is wrong with it
 */
export async function loadMutant(path: string): Promise<Entry> {
  const name = basename(path);
  if (!existsSync(path)) throw new UsageError(`The mutant's module ${path} does not exist`);
  if (!extensions.includes(extname(path))) {
    throw new UsageError(`${name} is no module that can be loaded; a mutant's file ends in ${extensions.join(", ")}`);
  }
  const exported = await defaultExportOf(path, 'mutant("my-mutant", { … })');
  try {
    return withIdOfItsOwn(entryFrom(exported, name));
  } catch (error) {
    if (error instanceof MutantError) throw new UsageError(`${name}: ${error.message}`);
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${name}: its rules cannot be made: ${why}`);
  }
}

/** @throws MutantError where reports would speak of one mutant and mean another */
function withIdOfItsOwn(entry: Entry): Entry {
  if (!variants.some(({ id }) => id === entry.id)) return entry;
  throw new MutantError(`the suite has a mutant ${entry.id} of its own; give this one another id`);
}

export interface NamedMutants {
  readonly ids: readonly string[];
  readonly own: readonly Entry[];
}

/** Ids and modules apart. @throws UsageError */
export async function namedMutants(names: readonly string[]): Promise<NamedMutants> {
  return {
    ids: names.filter((name) => !isMutantModule(name)),
    own: await Promise.all(names.filter(isMutantModule).map(loadMutant)),
  };
}
