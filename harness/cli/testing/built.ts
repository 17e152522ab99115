import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { validateResults } from "../../../reports/index.js";
import type { RunResults } from "../../judging/results.js";

// The command as it is installed: compiled, in a process of its own, driving vitest.

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const main = join(root, "dist", "harness", "cli", "main.js");

/** Test files that build at once would be in each other's way: the first one builds, the others wait. */
const building = join(root, "node_modules", ".asms-building");
/** Milliseconds after which the one that builds has died. */
const buildLimit = 100_000;

/** Compiles the sources when one of them is younger than what is compiled. */
export async function buildIfOlder(): Promise<void> {
  while (!existsSync(main) || newest(root) > statSync(main).mtimeMs) {
    if (claimed()) buildAlone();
    else await sleep(200);
  }
}

function claimed(): boolean {
  try {
    if (existsSync(building) && Date.now() - statSync(building).mtimeMs > buildLimit) rmdirSync(building);
    mkdirSync(building);
    return true;
  } catch {
    // Another one was faster; whatever else is wrong shows when it is still not built.
    return false;
  }
}

function buildAlone(): void {
  try {
    execFileSync(process.execPath, [join(root, "scripts", "build.mjs")], { stdio: "pipe" });
  } finally {
    rmdirSync(building);
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

export type Watch = (out: string, kill: (signal?: NodeJS.Signals) => void) => void;

/** Runs the command in this folder. */
export function builtIn(folder: string) {
  return (argv: readonly string[], watch?: Watch, more?: NodeJS.ProcessEnv): Promise<Ended> =>
    start(folder, argv, watch, more).ended;
}

/** Starts the command in a folder; `watch` sees the output as it grows. */
export function start(
  folder: string,
  argv: readonly string[],
  watch: Watch = () => undefined,
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
    watch(out, (signal = "SIGINT") => child.kill(signal));
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
