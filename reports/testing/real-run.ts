import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunRecord } from "../../harness/judging/results.js";
import { readExchanges } from "../exchanges.js";
import { validateResults } from "../results-schema.js";

const main = fileURLToPath(new URL("../../dist/harness/cli/main.js", import.meta.url));

/**
 * A run as a user makes it, with the built command, against an embedded server that breaks rules.
 *
 * @param folder where its reports go
 * @param options further ones of `asms run`, the mutants among them
 */
export async function realRun(folder: string, options: readonly string[]): Promise<RunRecord> {
  const args = [main, "run", ...options, "--seed", "7", "--quiet", "--out", folder];
  const { code, said } = await new Promise<{ code: unknown; said: string }>((resolve) => {
    execFile(process.execPath, args, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, said: stdout + stderr }),
    );
  });
  if (code !== 1) throw new Error(`asms run ended with ${String(code)} where a failure was due:\n${said}`);
  return readRun(folder);
}

/** The run whose reports lie in a folder. */
export async function readRun(folder: string): Promise<RunRecord> {
  const [results = "", exchanges = ""] = await Promise.all(
    ["results.json", "exchanges.ndjson"].map((name) => readFile(join(folder, name), "utf8")),
  );
  return { results: validateResults(JSON.parse(results)), exchanges: readExchanges(exchanges) };
}
