import { constants, existsSync } from "node:fs";
import { access, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  clearAllure,
  clearEarlierReports,
  isFull,
  ReportError,
  type ReportOptions,
  reasonOf,
  reportNames,
  resultsJson,
  writeReports,
} from "../../reports/index.js";
import { withLostReports } from "../judging/headline.js";
import { makeFolder, unmakeFolders } from "../judging/make-folder.js";
import type { RunRecord, RunResults } from "../judging/results.js";
import { UsageError } from "../run/usage-error.js";

/** Takes away what was made for a command that then wrote nothing. */
export type Unmake = () => Promise<void>;

/** Before a long run rather than after it. @throws UsageError when reports cannot be written there */
export function checkOutDir(folder: string): Promise<Unmake> {
  return checkFolder(folder, "Reports", "--out");
}

/** The same for counterexamples that are to be kept. @throws UsageError when they cannot be */
export function checkExampleDir(folder: string): Promise<Unmake> {
  return checkFolder(folder, "Counterexamples", "--save-examples");
}

async function checkFolder(folder: string, what: string, flag: string): Promise<Unmake> {
  try {
    const made = await makeFolder(folder);
    await access(folder, constants.W_OK);
    return () => unmakeFolders(made);
  } catch (cause) {
    throw new UsageError(`${what} cannot be written to ${folder}: ${reasonOf(cause, flag)}`);
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

/**
 * Writes all reports, as far as they can be written. What is there afterwards agrees: each says what else was lost, and one
 * that cannot say it is taken away, because none is better than one that says otherwise.
 *
 * @param lost what else of the record was lost already, in words
 */
export async function reports(
  record: RunRecord,
  folder: string,
  { allureResults }: Pick<ReportOptions, "allureResults">,
  lost: readonly string[] = [],
): Promise<Written> {
  const first = await attempt(() => writeReports(marked(record, lost), folder, { only: reportNames, stale: "remove" }));
  let standing: Standing = { ...first, lost: [...lost, ...first.lost] };
  if (first.lost.length > 0) standing = await agreeing(record, folder, standing);
  const allure = await attempt(() => allureOf(marked(record, standing.lost), folder, allureResults));
  if (allure.lost.length > 0) {
    const both = [...standing.failures, ...allure.failures];
    standing = await agreeing(record, folder, {
      ...standing,
      lost: [...standing.lost, ...allure.lost],
      failures: both,
    });
  }
  const { failures, dropped = [] } = standing;
  const said = dropped.length === 0 ? failures : [...failures, takenAway(folder, dropped)];
  const failure = said.length === 0 ? {} : { failure: said.join(" ") };
  const { results } = marked(record, standing.lost);
  return { paths: [...standing.paths, ...allure.paths], results, ...failure };
}

/** What became of the reports up to now. */
interface Standing {
  readonly paths: readonly string[];
  /** Names of those that are not there. */
  readonly lost: readonly string[];
  /** Why, in sentences. */
  readonly failures: readonly string[];
  /** Names of those that were there and would have said otherwise. */
  readonly dropped?: readonly string[];
  /** Was it room that was missing? */
  readonly full?: boolean;
}

async function attempt(write: () => Promise<readonly string[]>): Promise<Standing> {
  try {
    return { paths: await write(), lost: [], failures: [] };
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    const lost = error.missing.map((path) => basename(path));
    return { paths: error.written, lost, failures: [error.message], full: isFull(error.code) };
  }
}

/** Last of all, so that it knows what else was lost. Results of an earlier run never stay beside these reports. */
async function allureOf(record: RunRecord, folder: string, results: string | undefined): Promise<readonly string[]> {
  if (results !== undefined) return writeReports(record, folder, { only: [], allureResults: results });
  await clearAllure(folder);
  return [];
}

function marked(record: RunRecord, lost: readonly string[]): RunRecord {
  return lost.length === 0 ? record : { ...record, results: withLostReports(record.results, lost) };
}

/**
 * Once more, with what is lost by now, until each that is there says the same; exchanges.ndjson speaks of no verdict. Where
 * that finds no room, the lightest makes some for the others; where something else is in the way, what cannot say it goes.
 */
async function agreeing(record: RunRecord, folder: string, standing: Standing): Promise<Standing> {
  const { paths, lost, failures, dropped = [] } = standing;
  const there = reportNames.filter((name) => paths.includes(join(folder, name)));
  const only = there.filter((name) => name !== "exchanges.ndjson");
  if (only.length === 0) return standing;
  const again = await attempt(() => writeReports(marked(record, lost), folder, { only, stale: "remove" }));
  if (again.lost.length === 0) return standing;
  const silent = only.filter((name) => !again.paths.includes(join(folder, name)));
  const gone = again.full === true ? there.slice(-1) : silent;
  for (const name of gone) await rm(join(folder, name), { force: true }).catch(() => undefined);
  const rest = {
    paths: paths.filter((path) => !gone.some((name) => path === join(folder, name))),
    lost: [...lost, ...gone],
    failures,
    dropped: [...dropped, ...gone],
  };
  return gone.length === there.length ? rest : agreeing(record, folder, rest);
}

function takenAway(folder: string, names: readonly string[]): string {
  const left = names.filter((name) => existsSync(join(folder, name)));
  const end = left.length === 0 ? "" : `, as ${left.join(", ")} should have been: do not trust it`;
  return `So that no two reports disagree, what was written of ${names.join(", ")} was taken away${end}.`;
}

/** What the run has come to by now, for whoever finds the folder after a kill: these two are marked as incomplete. */
export async function writeCheckpoint(record: RunRecord, folder: string): Promise<void> {
  await writeReports(record, folder, { only: ["results.json", "junit.xml"] });
}

export { resultsJson };
