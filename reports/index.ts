import { join } from "node:path";
import type { RunRecord, RunResults } from "../harness/judging/results.js";
import { explainRequirement } from "../harness/judging/words/index.js";
import { badge } from "./badge.js";
import { allureFolder, clearAllure, clearReports } from "./clear-reports.js";
import { ctrf } from "./ctrf.js";
import { exchangeLines } from "./exchanges.js";
import { reportHtml } from "./html/index.js";
import { junitXml } from "./junit.js";
import { rulingTexts } from "./rulings.js";
import { sarif } from "./sarif.js";
import { summaryMarkdown } from "./summary.js";
import { escapedJson, visibleJson } from "./visible.js";
import { ReportError, type ReportFile, writeAside } from "./write-aside.js";

export { type ExchangeLine, exchangeLines, InvalidExchangeLine, readExchanges } from "./exchanges.js";
export { githubLines } from "./github.js";
export { type RulingText, type RulingTexts, reportHtml } from "./html/index.js";
export { junitXml } from "./junit.js";
export { InvalidResults, resultsSchemaUrl, validateResults } from "./results-schema.js";
export { summaryMarkdown } from "./summary.js";
export { ReportError } from "./write-aside.js";

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

const writers: Readonly<Record<ReportName, (record: RunRecord) => Iterable<string>>> = {
  "exchanges.ndjson": ({ exchanges }) => exchangeLines(exchanges),
  "junit.xml": ({ results, exchanges }) => [junitXml(results, exchanges)],
  "report.sarif": (record) => [sarif(record)],
  "ctrf.json": ({ results }) => [ctrf(results)],
  "summary.md": ({ results }) => [summaryMarkdown(results)],
  "badge.json": ({ results }) => [`${visibleJson(JSON.stringify(badge(results), null, 2))}\n`],
  "report.html": (record) => [reportHtml(record, { rulings: rulingTexts(), explain: explainRequirement })],
  // The last one to be put in place: who waits for it finds the others there.
  "results.json": ({ results }) => [resultsJson(results)],
};

/** The text of results.json, which is also what --json prints. */
export function resultsJson(results: RunResults): string {
  return `${escapedJson(JSON.stringify(results, null, 2))}\n`;
}

const names = Object.keys(writers) as readonly ReportName[];

export interface ReportOptions {
  /** Which reports to write; default all. */
  readonly only?: readonly ReportName[];
  /**
   * Write allure-results/ as well, out of this folder, which holds what allure-vitest wrote of the cases of the run (it may
   * be missing) and is used up. Default: Allure is not loaded at all.
   */
  readonly allureResults?: string;
}

/**
 * Writes the reports of a run into a folder, which is made when it is missing. Reports of an earlier run are replaced,
 * never mixed: each file is written whole beside its place and then renamed, and none is when one cannot be written. All
 * reports without Allure's take allure-results/ of an earlier run away.
 *
 * @returns the paths of the files.
 * @throws ReportError when the folder or a file cannot be written, with one sentence for the operator.
 */
export async function writeReports(record: RunRecord, outDir: string, options: ReportOptions = {}): Promise<string[]> {
  const { only = names, allureResults } = options;
  const files: ReportFile[] = names
    .filter((name) => only.includes(name))
    .map((name) => ({ name, chunks: writers[name](record) }));
  const paths = await writeAside(outDir, files);
  if (allureResults === undefined) {
    if (options.only === undefined) await clearAllure(outDir);
    return paths;
  }
  const { writeAllure } = await import("./allure.js");
  try {
    return [...paths, await writeAllure(record, join(outDir, allureFolder), allureResults)];
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    throw new ReportError(error.path, error.code, error.message, error.cause, paths);
  }
}

/**
 * Takes away what `writeReports` wrote into a folder for an earlier run, and touches nothing else there.
 *
 * @throws ReportError when a file cannot be removed, with one sentence for the operator.
 */
export function clearEarlierReports(outDir: string): Promise<void> {
  return clearReports(outDir, names);
}
