import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { listenForCases, type RegisteredCase } from "./registry.js";

/** A case and the suite file that declares it. */
export interface SuiteCase extends RegisteredCase {
  /** Absolute path. */
  readonly file: string;
}

/** The suites of this package: compiled ones in the installed package, sources in the source tree. */
export const suitesFolder = fileURLToPath(new URL("../../suites/", import.meta.url));

/**
 * Suite files begin with the section that they are about, those of cases that draw their inputs with the name of their suite
 * ("model.histories.ts"); everything else in the folder helps them.
 */
const suiteFile = /^(\d|(model|text|robustness)\.)[\w.-]*\.(js|ts)$/;

let collected: Promise<readonly SuiteCase[]> | undefined;

/** All cases of the suites, in the order of the sections. Read once. */
export function suiteCases(): Promise<readonly SuiteCase[]> {
  collected ??= collectCases(suitesFolder);
  return collected;
}

/**
 * The cases that the suite files of a folder declare, file by file.
 * @throws Error when an id stands twice.
 */
export async function collectCases(folder: string): Promise<readonly SuiteCase[]> {
  const names = (await readdir(folder)).filter((name) => suiteFile.test(name) && !/\.(test|d)\.(ts|js)$/.test(name));
  const cases: SuiteCase[] = [];
  for (const name of names.sort(bySection)) {
    const file = join(folder, name);
    const stop = listenForCases((registered) => cases.push({ ...registered, file }));
    try {
      await import(pathToFileURL(file).href);
    } finally {
      stop();
    }
  }
  const ids = new Set<string>();
  for (const { definition } of cases) {
    if (ids.has(definition.id)) throw new Error(`Case ${definition.id} is declared twice`);
    ids.add(definition.id);
  }
  return cases;
}

/** "3.2.5.1-x" before "3.10-y": sections are numbers, not text. */
function bySection(a: string, b: string): number {
  // What is filed under no section stands at the end.
  const [left, right] = [a, b].map((name) => (/^[\d.]*\d/.exec(name)?.[0] ?? "99").split(".").map(Number));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const difference = (left?.[index] ?? -1) - (right?.[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : 1;
}
