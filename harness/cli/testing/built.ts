import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { validateResults } from "../../../reports/index.js";
import type { RunResults } from "../../judging/results.js";

// The command as it is installed: compiled, in a process of its own, driving vitest. For built.test.ts alone: two files that
// build at once would be in each other's way.

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const main = join(root, "dist", "harness", "cli", "main.js");

/** Builds what is missing or older than a source. */
export function build(): void {
  if (!existsSync(main) || newest(root) > statSync(main).mtimeMs) {
    execFileSync(process.execPath, [join(root, "scripts", "build.mjs")], { stdio: "pipe" });
  }
}

/** Time of the last change of a source. */
function newest(from: string): number {
  return ["harness", "suites", "reports", "vectors"].reduce((latest, name) => {
    const files = readdirSync(join(from, name), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return files.reduce((time, file) => Math.max(time, statSync(join(file.parentPath, file.name)).mtimeMs), latest);
  }, 0);
}

export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts the command in a folder; `watch` sees the output as it grows. */
export function start(
  folder: string,
  argv: readonly string[],
  watch: (out: string, kill: () => void) => void = () => undefined,
  more: NodeJS.ProcessEnv = {},
): Started {
  // vitest's own variables would tell the vitest inside what to do.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$)/.test(name)),
  );
  const child = spawn(process.execPath, [main, ...argv], {
    cwd: folder,
    env: { ...env, ...more },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
    watch(out, () => child.kill("SIGINT"));
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Ended>((resolve) => child.on("close", (exitCode) => resolve({ exitCode, out, err })));
  return { child, ended };
}

/** The results that a run wrote. */
export function written(folder: string, out: string): RunResults {
  const text = readFileSync(join(folder, out, "results.json"), "utf8");
  return validateResults(JSON.parse(text));
}
