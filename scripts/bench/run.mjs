// How long the command takes: a whole run against the reference server, its start-up alone, and the matrix for a sample.
// Figures only; nothing here passes or fails by them. Processor time is what other work on the machine disturbs least.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../dist/harness/cli/main.js", import.meta.url));
const cpu = new URL("./cpu.mjs", import.meta.url).href;
const STARTS = 5;
const SAMPLE = ["M-sd-hard", "M-sd-none", "M-opt-three-accepted", "M-opt-three-http400", "M-sd-default-not"];

/** Runs the command; wall and processor seconds. @throws Error when it ends with another exit code */
function timed(argv, folder, allowed) {
  const file = join(folder, "cpu");
  const env = { ...process.env, BENCH_CPU_FILE: file };
  const started = performance.now();
  const ran = spawnSync(process.execPath, ["--import", cpu, main, ...argv], { env, encoding: "utf8" });
  const wall = (performance.now() - started) / 1000;
  if (ran.error !== undefined) throw ran.error;
  if (!allowed.includes(ran.status))
    throw new Error(`asms ${argv.join(" ")} ended with ${ran.status}:\n${ran.stdout}${ran.stderr}`);
  return { wall, cpu: Number(readFileSync(file, "utf8")) };
}

/** The value below which this part of them lies. */
function percentile(sorted, part) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function seconds({ wall, cpu }) {
  return `${wall.toFixed(2)} s, ${cpu.toFixed(2)} s of processor time (${(cpu / wall).toFixed(2)} cores busy)`;
}

function measureRun(print, folder) {
  const out = join(folder, "report");
  const whole = timed(["run", "--quiet", "--out", out], folder, [0]);
  const exchanges = readFileSync(join(out, "exchanges.ndjson"), "utf8").trim().split("\n");
  const durations = exchanges.map((line) => JSON.parse(line).durationMs).sort((a, b) => a - b);
  print(`run       ${seconds(whole)}`);
  print(
    `          ${exchanges.length} requests, ${(exchanges.length / whole.wall).toFixed(0)}/s, ` +
      `${((whole.cpu * 1000) / exchanges.length).toFixed(2)} ms of processor time each; ` +
      `answered after ${percentile(durations, 0.5)} ms (p50), ${percentile(durations, 0.95)} ms (p95)`,
  );
  return whole;
}

function measureStart(print, folder) {
  const starts = Array.from({ length: STARTS }, () => timed(["--help"], folder, [0]));
  const best = starts.reduce((one, other) => (other.cpu < one.cpu ? other : one));
  print(`--help    ${seconds(best)}, best of ${STARTS}`);
}

function measureMatrix(print, folder, whole) {
  const matrix = timed(["mutants", "--quiet", "--id", ...SAMPLE], folder, [0]);
  const each = matrix.cpu / (SAMPLE.length + 1);
  print(`mutants   ${seconds(matrix)}`);
  print(
    `          ${SAMPLE.length} mutants and the reference: ${each.toFixed(2)} s of processor time each, ` +
      `${(each / whole.cpu).toFixed(2)} of a run`,
  );
}

export async function run(print) {
  const folder = mkdtempSync(join(tmpdir(), "asms-bench-"));
  try {
    print(`${availableParallelism()} cores, Node ${process.version}`);
    const whole = measureRun(print, folder);
    measureStart(print, folder);
    measureMatrix(print, folder, whole);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
