import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { validateResults } from "../../reports/index.js";
import type { RunResults } from "../judging/results.js";

// The command as it is installed: compiled, in a process of its own, driving vitest.

const root = fileURLToPath(new URL("../../", import.meta.url));
const main = join(root, "dist", "harness", "cli", "main.js");
const folder = mkdtempSync(join(tmpdir(), "asms built "));

beforeAll(() => {
  if (!existsSync(main) || newest(root) > statSync(main).mtimeMs) {
    execFileSync(process.execPath, [join(root, "scripts", "build.mjs")], { stdio: "pipe" });
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Time of the last change of a source. */
function newest(from: string): number {
  return ["harness", "suites", "reports", "vectors"].reduce((latest, name) => {
    const files = readdirSync(join(from, name), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return files.reduce((time, file) => Math.max(time, statSync(join(file.parentPath, file.name)).mtimeMs), latest);
  }, 0);
}

interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in the test's folder; `watch` sees the output as it grows. */
function asms(
  argv: readonly string[],
  watch: (out: string, kill: () => void) => void = () => undefined,
): Promise<Ended> {
  // vitest's own variables would tell the vitest inside what to do.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$)/.test(name)),
  );
  const child = spawn(process.execPath, [main, ...argv], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
    watch(out, () => child.kill("SIGINT"));
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.on("close", (exitCode) => resolve({ exitCode, out, err })));
}

function written(out: string): RunResults {
  const text = readFileSync(join(folder, out, "results.json"), "utf8");
  return validateResults(JSON.parse(text));
}

test("one case passes: exit 0, a report, and no claim about the whole", async () => {
  const { exitCode, out, err } = await asms(["run", "--id", "settings-enable-with-number", "--out", "one"]);
  expect(err).toBe("");
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^pass {9}settings-enable-with-number$/m);
  expect(out).toContain("no verdict on the target");
  expect(out).toContain(join(folder, "one", "report.html"));
  const results = written("one");
  expect(results.summary).toMatchObject({ exitCode: 0, conformant: false, complete: false, interrupted: false });
  expect(results.cases.filter(({ kind }) => kind === "case").map(({ caseId }) => caseId)).toEqual([
    "settings-enable-with-number",
  ]);
  expect(out).not.toContain("\x1b[");
});

test("a mutant is seen: exit 1, and JSON alone on standard output", async () => {
  const { exitCode, out, err } = await asms([
    ...["run", "--mutant", "M-opt-three-accepted", "--id", "ERR-01", "--json", "--out", "two"],
  ]);
  expect(exitCode).toBe(1);
  const results: RunResults = JSON.parse(out);
  expect(results).toEqual(written("two"));
  expect(results.target).toMatchObject({ embedded: true, mutant: "M-opt-three-accepted" });
  expect(results.requirements.find(({ id }) => id === "ASMS-3.2.5.1-5")?.verdict).toBe("fail");
  expect(err).toContain("ASMS-3.2.5.1-5");
});

test("the printed replay repeats a case with the same verdict", async () => {
  const [failed] = written("two").cases.filter(({ verdict }) => verdict === "fail");
  const argv = [...(failed?.replay ?? "").matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  );
  expect(argv[0]).toBe("asms");
  const { exitCode } = await asms([...argv.slice(1), "--out", "three", "--quiet"]);
  expect(exitCode).toBe(1);
  const again = written("three").cases.filter(({ kind }) => kind === "case");
  expect(again).toMatchObject([{ id: failed?.id, verdict: "fail" }]);
});

test("Ctrl-C ends the run early: exit 3, and what was judged by then is reported", async () => {
  let pressed = false;
  const { exitCode, out } = await asms(["run", "--out", "four"], (text, kill) => {
    if (pressed || !/^pass {9}\S+/m.test(text)) return;
    pressed = true;
    kill();
  });
  expect(pressed).toBe(true);
  expect(exitCode).toBe(3);
  expect(out).toContain("No verdict: the run was interrupted");
  const results = written("four");
  expect(results.summary).toMatchObject({ interrupted: true, exitCode: 3, complete: false });
  expect(results.cases.some(({ verdict }) => verdict === "pass")).toBe(true);
  expect(results.cases.every(({ verdict }) => verdict !== "fail" && verdict !== "error")).toBe(true);
});

test("a reader that has seen enough ends neither the command nor its exit code", async () => {
  const child = spawn(process.execPath, [main, "list"], { stdio: ["ignore", "pipe", "pipe"] });
  // Gone before the first line is written, as `head -0` is.
  child.stdout.destroy();
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const exitCode = await new Promise((resolve) => child.on("close", resolve));
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
});
