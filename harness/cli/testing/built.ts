import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// The command as it is installed: compiled, in a process of its own, driving vitest.

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const main = join(root, "dist", "harness", "cli", "main.js");

/** Compiles the sources when one of them is younger than what is compiled. */
export function buildIfOlder(): void {
  if (!existsSync(main) || newest() > statSync(main).mtimeMs) {
    execFileSync(process.execPath, [join(root, "scripts", "build.mjs")], { stdio: "pipe" });
  }
}

/** Time of the last change of a source. */
function newest(): number {
  return ["harness", "suites", "reports", "vectors"].reduce((latest, name) => {
    const files = readdirSync(join(root, name), { recursive: true, withFileTypes: true }).filter((entry) =>
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

export type Asms = (
  argv: readonly string[],
  watch?: (out: string, kill: (signal?: NodeJS.Signals) => void) => void,
  more?: NodeJS.ProcessEnv,
) => Promise<Ended>;

/** Runs the command in a folder; `watch` sees the output as it grows. */
export function builtIn(folder: string): Asms {
  return (argv, watch = () => undefined, more = {}) => {
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
    return new Promise((resolve) => child.on("close", (exitCode) => resolve({ exitCode, out, err })));
  };
}
