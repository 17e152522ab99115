import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import {
  clearEarlierReports,
  ReportError,
  type ReportOptions,
  reportNames,
  resultsJson,
  writeReports,
} from "../../reports/index.js";
import { withLostReports } from "../judging/headline.js";
import type { RunRecord, RunResults } from "../judging/results.js";
import { UsageError } from "../run/usage-error.js";
import { missingLevels } from "./missing-levels.js";

/** Before a long run rather than after it. @throws UsageError when reports cannot be written there */
export function checkOutDir(folder: string): Promise<void> {
  return checkFolder(folder, "Reports", "--out");
}

/** The same for counterexamples that are to be kept. @throws UsageError when they cannot be */
export function checkExampleDir(folder: string): Promise<void> {
  return checkFolder(folder, "Counterexamples", "--save-examples");
}

async function checkFolder(folder: string, what: string, flag: string): Promise<void> {
  try {
    // One at a time: `recursive` never ends below /proc, where no folder can be made.
    for (const level of missingLevels(resolve(folder))) await mkdir(level);
    await access(folder, constants.W_OK);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new UsageError(`${what} cannot be written to ${folder}${code}; choose another folder with ${flag}`);
  }
}

/** Nobody must take the reports of an earlier run for those of one that ends without any. @throws UsageError */
export async function clearOutDir(folder: string): Promise<void> {
  try {
    await clearEarlierReports(folder);
  } catch (error) {
    if (error instanceof ReportError) throw new UsageError(error.message);
    throw error;
  }
}

export interface Written {
  readonly paths: readonly string[];
  /** As they are reported: where a report could not be written, the record of the run is incomplete, and its code says so. */
  readonly results: RunResults;
  /** Why a report was not written, in words for the operator. */
  readonly failure?: string;
}

/** Writes all reports, as far as they can be written. */
export async function reports(record: RunRecord, folder: string, options: ReportOptions): Promise<Written> {
  try {
    return { paths: await writeReports(record, folder, options), results: record.results };
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    const results = withLostReports(
      record.results,
      error.missing.map((path) => basename(path)),
    );
    await tellAnew({ ...record, results }, folder, error.written);
    return { paths: error.written, results, failure: error.message };
  }
}

/** What was written says the same code as the process. Where even that finds no room, it stays as it was judged. */
async function tellAnew(record: RunRecord, folder: string, written: readonly string[]): Promise<void> {
  const only = reportNames.filter((name) => name !== "exchanges.ndjson" && written.includes(join(folder, name)));
  await writeReports(record, folder, { only }).catch((error: unknown) => {
    if (!(error instanceof ReportError)) throw error;
  });
}

/** What the run has come to by now, for whoever finds the folder after a kill: these two are marked as incomplete. */
export async function writeCheckpoint(record: RunRecord, folder: string): Promise<void> {
  await writeReports(record, folder, { only: ["results.json", "junit.xml"] });
}

export { resultsJson };
