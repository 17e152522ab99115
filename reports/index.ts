import { join } from "node:path";
import type { RunRecord, RunResults } from "../harness/judging/results.js";
import { badge } from "./badge.js";
import { allureFolder, clearAllure, clearReports } from "./clear-reports.js";
import { ctrf } from "./ctrf.js";
import { exchangeLines } from "./exchanges.js";
import { reportHtml } from "./html/index.js";
import { junitXml } from "./junit.js";
import { pageTexts } from "./page-texts.js";
import { sarif } from "./sarif.js";
import { summaryMarkdown } from "./summary.js";
import { escapedJson, visibleJson } from "./visible.js";
import { ReportError, type ReportFile, type Stale, writeAside } from "./write-aside.js";

export { clearAllure } from "./clear-reports.js";
export { type ExchangeLine, exchangeLines, InvalidExchangeLine, readExchanges } from "./exchanges.js";
export { githubLines } from "./github.js";
export { type RulingText, type RulingTexts, reportHtml } from "./html/index.js";
export { junitXml } from "./junit.js";
export { InvalidResults, resultsSchemaUrl, validateResults } from "./results-schema.js";
export { summaryMarkdown } from "./summary.js";
export { isFull, ReportError, reasonOf } from "./write-aside.js";

/** Reports by the name of their file. */
export type ReportName =
  | "results.json"
  | "exchanges.ndjson"
  | "report.html"
  | "junit.xml"
  | "report.sarif"
  | "ctrf.json"
  | "summary.md"
  | "badge.json";

/** The heaviest first: where not all of them fit, it is the last ones that are missing. */
const writers: Readonly<Record<ReportName, (record: RunRecord) => Iterable<string>>> = {
  "results.json": ({ results }) => [resultsJson(results)],
  "junit.xml": ({ results, exchanges }) => [junitXml(results, exchanges)],
  "summary.md": ({ results }) => [summaryMarkdown(results)],
  "badge.json": ({ results }) => [`${visibleJson(JSON.stringify(badge(results), null, 2))}\n`],
  "report.html": (record) => [reportHtml(record, pageTexts())],
  "ctrf.json": ({ results }) => [ctrf(results)],
  "report.sarif": (record) => [sarif(record)],
  "exchanges.ndjson": ({ exchanges }) => exchangeLines(exchanges),
};

/** Made when its turn has come: that one cannot be made loses no other. */
function lazily(make: () => Iterable<string>): Iterable<string> {
  return { [Symbol.iterator]: () => make()[Symbol.iterator]() };
}

/** The text of results.json, which is also what --json prints. */
export function resultsJson(results: RunResults): string {
  return `${escapedJson(JSON.stringify(results, null, 2))}\n`;
}

/** All of them, in the order in which they are written. */
export const reportNames = Object.keys(writers) as readonly ReportName[];

export interface ReportOptions extends Stale {
  /** Which reports to write; default all. */
  readonly only?: readonly ReportName[];
  /**
   * Write allure-results/ as well, out of this folder, which holds what allure-vitest wrote of the cases of the run (it may
   * be missing) and is used up. Default: Allure is not loaded at all.
   */
  readonly allureResults?: string;
}

/**
 * Writes the reports of a run into a folder, which is made when it is missing: one after the other, the heaviest first, each
 * whole beside its place and then renamed. One that cannot be written keeps none of the others from being. All reports without Allure's take allure-results/ of an earlier run away.
 *
 * @returns the paths of the files.
 * @throws ReportError when the folder or a file cannot be written, with one sentence for the operator and the paths of what
 * was written and what was not.
 */
export async function writeReports(record: RunRecord, outDir: string, options: ReportOptions = {}): Promise<string[]> {
  const { only = reportNames, allureResults, stale = "keep" } = options;
  const files: ReportFile[] = reportNames
    .filter((name) => only.includes(name))
    .map((name) => ({ name, chunks: lazily(() => writers[name](record)) }));
  const paths = await writeAside(outDir, files, { stale });
  if (allureResults === undefined) {
    if (options.only === undefined) await clearAllure(outDir);
    return paths;
  }
  const { writeAllure } = await import("./allure.js");
  try {
    return [...paths, await writeAllure(record, join(outDir, allureFolder), allureResults)];
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    throw new ReportError(error.path, error.code, error.message, error.cause, { written: paths });
  }
}

/**
 * Takes away what `writeReports` wrote into a folder for an earlier run, and touches nothing else there.
 *
 * @throws ReportError when a file cannot be removed, with one sentence for the operator.
 */
export function clearEarlierReports(outDir: string): Promise<void> {
  return clearReports(outDir, reportNames);
}
