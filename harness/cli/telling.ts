import type { RunRecord } from "../judging/results.js";
import { closing } from "./closing.js";
import { tellGitHub } from "./github.js";
import type { Io } from "./io.js";
import { paintFor } from "./paint.js";
import { reports, resultsJson, type Written } from "./reports.js";

export interface Telling {
  readonly io: Io;
  /** Results as JSON on standard output, everything else on standard error? */
  readonly json: boolean;
  readonly outDir: string;
  readonly allure?: { readonly allureResults?: string };
  /** What is left in the mailboxes, in words. */
  readonly leftovers?: readonly string[];
  /** A line more below the closing block. */
  readonly said?: string | undefined;
  /** What of the record is lost already: its name, and why in a sentence. */
  readonly unwritten?: { readonly name: string; readonly failure: string } | undefined;
}

/**
 * Writes the reports of a run and says what it came to. What was judged is told even when no report can be written: then the
 * closing block is all there is. Where standard output is lost, the reports say so, since the process ends with their code.
 *
 * @returns the exit code
 */
export async function tellRun(record: RunRecord, telling: Telling): Promise<number> {
  const { io, json, outDir, allure = {}, leftovers = [], said, unwritten } = telling;
  const write = json ? io.err : io.out;
  const before = unwritten === undefined ? [] : [unwritten.name];
  const atFirst = [...before, ...(await lostOutput(io))];
  const told = await reports(record, outDir, allure, atFirst);
  if (json) io.out(resultsJson(told.results));
  const { paths, results, failure } = json ? await orAnew(told) : told;
  const untold = await tellGitHub(results, io, write);
  write(closing(results, paths, leftovers, paintFor(io), io.columns));
  if (said !== undefined) write(`  ${said}\n`);
  for (const problem of [unwritten?.failure, untold, failure]) if (problem !== undefined) io.err(`${problem}\n`);
  return (json ? results : (await orAnew(told)).results).summary.exitCode;

  async function orAnew(written: Written): Promise<Written> {
    const lost = [...before, ...(await lostOutput(io))];
    return lost.length === atFirst.length ? written : reports(record, outDir, allure, lost);
  }
}

async function lostOutput(io: Io): Promise<readonly string[]> {
  return (await io.lost?.()) === undefined ? [] : ["standard output"];
}
