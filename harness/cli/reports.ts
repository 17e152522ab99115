import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import {
  clearEarlierReports,
  ReportError,
  type ReportOptions,
  resultsJson,
  writeReports,
} from "../../reports/index.js";
import type { RunRecord } from "../judging/results.js";
import { UsageError } from "../run/usage-error.js";
import { missingLevels } from "./missing-levels.js";

/** Before a long run rather than after it. @throws UsageError when reports cannot be written there */
export async function checkOutDir(folder: string): Promise<void> {
  try {
    // One at a time: `recursive` never ends below /proc, where no folder can be made.
    for (const level of missingLevels(resolve(folder))) await mkdir(level);
    await access(folder, constants.W_OK);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new UsageError(`Reports cannot be written to ${folder}${code}; choose another folder with --out`);
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
  /** Why a report was not written, in one sentence. */
  readonly failure?: string;
}

/** Writes all reports, or none when one cannot be written; what fails for Allure alone leaves the others. */
export async function reports(record: RunRecord, folder: string, options: ReportOptions): Promise<Written> {
  try {
    return { paths: await writeReports(record, folder, options) };
  } catch (error) {
    if (error instanceof ReportError) return { paths: error.written, failure: error.message };
    throw error;
  }
}

export { resultsJson };
