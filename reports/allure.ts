import { readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Status, type TestResult } from "allure-js-commons";
import type { RuntimeMessage } from "allure-js-commons/sdk";
import { FileSystemWriter, ReporterRuntime } from "allure-js-commons/sdk/reporter";
import { allureMessages, allureStatus, incompleteMessages, tidy } from "../harness/allure/index.js";
import { makeFolder } from "../harness/judging/make-folder.js";
import type { CaseResult, RunRecord } from "../harness/judging/results.js";
import { allureEnvironment } from "./clear-reports.js";
import { incompleteReason } from "./incomplete.js";
import { versionWords } from "./wording.js";
import { reportError } from "./write-aside.js";

// allure-vitest writes a result for each case while the cases run. Monitors are judged after them, and a case whose worker
// died left no result at all; both are added here from the record, in which every report has its only source.

/**
 * Completes the results that allure-vitest wrote, and puts them in the place of those of an earlier run. A run without a
 * verdict has one result more, `run`, which is broken.
 *
 * @param written folder with the results of the cases; it may be missing, and is gone afterwards
 * @returns the path of the folder
 * @throws ReportError
 */
export async function writeAllure(record: RunRecord, folder: string, written: string): Promise<string> {
  try {
    await makeFolder(written);
    const told = await keepTrue(record, written);
    const { results, exchanges } = record;
    const { target, profile } = results;
    const runtime = new ReporterRuntime({
      writer: new FileSystemWriter({ resultsDir: written }),
      listeners: [tidy],
      environmentInfo: environmentOf([target.name, profile, versionWords(results)]),
    });
    runtime.writeEnvironmentInfo();
    for (const one of results.cases) {
      if (!told.has(one.id)) add(runtime, one, allureMessages(one, exchanges, { target: target.name, profile }));
    }
    const reason = incompleteReason(results);
    if (reason !== undefined) {
      const messages = incompleteMessages(reason, { target: target.name, profile });
      add(runtime, { id: "run", ...results, status: Status.BROKEN }, messages);
    }
    await rm(folder, { recursive: true, force: true });
    await makeFolder(dirname(folder));
    await rename(written, folder);
  } catch (error) {
    throw reportError(folder, error);
  }
  return folder;
}

/** By it a later run knows that the folder is ours to remove. */
function environmentOf(values: readonly [target: string, profile: string, protocol: string]): Record<string, string> {
  return Object.fromEntries(allureEnvironment.map((key, index) => [key, values[index] ?? ""]));
}

/** Takes away what the record does not bear out: results of tests that were killed or cancelled. @returns the ids left */
async function keepTrue({ results }: RunRecord, folder: string): Promise<ReadonlySet<string>> {
  const statuses = new Map(results.cases.map(({ id, verdict }) => [id, allureStatus[verdict]]));
  const told = new Set<string>();
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    // Errors outside any test, with stacks full of this machine's paths; the record has each as a case of its own.
    if (name.endsWith("-globals.json")) await rm(path);
    if (!name.endsWith("-result.json")) continue;
    const { fullName = "", status }: TestResult = JSON.parse(await readFile(path, "utf8"));
    if (status !== undefined && statuses.get(fullName) === status && !told.has(fullName)) told.add(fullName);
    else await rm(path);
  }
  return told;
}

interface Added extends Pick<CaseResult, "id" | "startedAt" | "durationMs"> {
  /** Where no verdict says it. */
  readonly status?: Status;
}

function add(runtime: ReporterRuntime, { id, startedAt, durationMs, status }: Added, messages: RuntimeMessage[]): void {
  const uuid = runtime.startTest({
    name: id,
    start: Date.parse(startedAt),
    ...(status === undefined ? {} : { status }),
    labels: [
      { name: "framework", value: "asms-conformance" },
      { name: "language", value: "javascript" },
    ],
  });
  runtime.applyRuntimeMessages(uuid, messages);
  runtime.stopTest(uuid, { duration: Math.round(durationMs) });
  runtime.writeTest(uuid);
}
