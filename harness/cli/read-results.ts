import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { InvalidExchangeLine, InvalidResults, readExchanges, validateResults } from "../../reports/index.js";
import type { RunRecord, RunResults } from "../judging/results.js";
import { UsageError } from "../run/usage-error.js";
import type { Io } from "./io.js";

/** Schema version of results.json that this version of the tool reads. */
const known = "1.0";

/**
 * The results in a folder of reports, or in a results.json that is named itself.
 * @throws UsageError in one sentence that names the file
 */
export async function readResults(name: string, io: Pick<Io, "cwd">): Promise<RunResults> {
  const path = resolve(io.cwd, name);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const file = isFolder ? join(path, "results.json") : path;
  const shown = isFolder ? join(name, "results.json") : name;
  const json = parsed(await text(file, shown), shown);
  demandVersion(json, shown);
  try {
    return validateResults(json);
  } catch (error) {
    if (error instanceof InvalidResults) throw new UsageError(`${shown}: ${error.message}`);
    throw error;
  }
}

/** The results and the exchanges of a folder of reports. @throws UsageError */
export async function readRecord(folder: string, io: Pick<Io, "cwd">): Promise<RunRecord> {
  const directory = basename(folder) === "results.json" ? join(folder, "..") : folder;
  const results = await readResults(directory, io);
  const name = join(directory, "exchanges.ndjson");
  try {
    return { results, exchanges: readExchanges(await text(resolve(io.cwd, name), name)) };
  } catch (error) {
    if (error instanceof InvalidExchangeLine) throw new UsageError(`${name}: ${error.message}`);
    throw error;
  }
}

async function text(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const why = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
    throw new UsageError(`${shown}: ${why}; name a folder that asms run wrote, or its results.json`);
  }
}

function parsed(content: string, shown: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new UsageError(`${shown} is no results file: it is not JSON`);
  }
}

function demandVersion(json: unknown, shown: string): void {
  const version = typeof json === "object" && json !== null && "schemaVersion" in json ? json.schemaVersion : undefined;
  if (typeof version !== "string") throw new UsageError(`${shown} is no results file of asms: it has no schemaVersion`);
  if (version === known) return;
  throw new UsageError(`${shown} is of schema version ${version}, and this version of asms reads ${known} alone`);
}
