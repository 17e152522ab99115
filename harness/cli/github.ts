import { appendFile } from "node:fs/promises";
import { githubLines, summaryMarkdown } from "../../reports/index.js";
import type { RunResults } from "../judging/results.js";
import type { Io } from "./io.js";

/**
 * Tells GitHub Actions of a run: annotations where GITHUB_ACTIONS is "true", the summary of the step where
 * GITHUB_STEP_SUMMARY names its file. Elsewhere it does nothing.
 *
 * @returns a sentence when the summary could not be written; that changes no verdict
 */
export async function tellGitHub(
  results: RunResults,
  io: Io,
  write: (text: string) => void,
): Promise<string | undefined> {
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY = "" } = io.env;
  if (GITHUB_ACTIONS === "true") for (const line of githubLines(results)) write(`${line}\n`);
  if (GITHUB_STEP_SUMMARY === "") return undefined;
  try {
    await appendFile(GITHUB_STEP_SUMMARY, summaryMarkdown(results));
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `The summary of the step cannot be written to GITHUB_STEP_SUMMARY: ${why}`;
  }
}
