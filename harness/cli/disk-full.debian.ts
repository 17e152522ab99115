import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

// A real full disk: a file system in memory of one megabyte, for which mount wants root.

const main = fileURLToPath(new URL("../../dist/harness/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "asms full "));
const disk = join(folder, "disk");

beforeAll(() => {
  mkdirSync(disk);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]);
});
afterAll(() => {
  execFileSync("umount", [disk]);
  rmSync(folder, { recursive: true });
});

function run(out: string, ...more: readonly string[]) {
  const argv = [main, "run", "--mutant", "M-opt-three-accepted", "--id", "ERR-*", "SET-*", "OPT-*", "--out", out];
  return spawnSync(process.execPath, [...argv, ...more], { encoding: "utf8", env: environment() });
}

/** Without vitest's own variables, which would tell the vitest inside what to do. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$)/.test(name)));
}

test("on a full disk the heaviest reports are there and whole, the others named, and the exit code says so", () => {
  const out = join(disk, "reports");
  const { status, stdout, stderr } = run(out);
  expect(status).toBe(3);
  expect(stdout).toContain("Not conformant: ");
  expect(stdout).toContain("ASMS-3.2.5.1-5");
  expect(stderr).toMatch(/^Cannot write the report .*: the disk is full; free some space or choose another folder/);
  expect(stderr).toContain("exchanges.ndjson");
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  const names = readdirSync(out);
  expect(names).toEqual(expect.arrayContaining(["results.json", "junit.xml", "summary.md"]));
  expect(names.filter((name) => name.startsWith("."))).toEqual([]);
  const { summary } = JSON.parse(readFileSync(join(out, "results.json"), "utf8"));
  expect(summary).toMatchObject({ complete: false, conformant: false, exitCode: 3 });
  for (const name of names.filter((one) => !["exchanges.ndjson", "badge.json"].includes(one))) {
    expect(readFileSync(join(out, name), "utf8"), name).toContain("The record is incomplete");
  }
  expect(readFileSync(join(out, "junit.xml"), "utf8")).toMatch(/<\/testsuites>\s*$/);
});

test("what --json prints has the exit code of the process", () => {
  const { status, stdout } = run(join(disk, "reports"), "--json");
  expect([status, JSON.parse(stdout).summary.exitCode]).toEqual([3, 3]);
});

test("a log that goes to a full device is no error of the suite's own: one sentence, and 3 in the reports as well", () => {
  const out = join(folder, "logged");
  const device = openSync("/dev/full", "w");
  const argv = [main, "run", "--id", "settings-enable-with-number", "--out", out];
  const { status, stderr } = spawnSync(process.execPath, argv, {
    encoding: "utf8",
    env: environment(),
    stdio: ["ignore", device, "pipe"],
  });
  closeSync(device);
  expect([status, stderr]).toEqual([
    3,
    "Cannot write to standard output: the disk is full; free some space or send it elsewhere.\n",
  ]);
  const { summary } = JSON.parse(readFileSync(join(out, "results.json"), "utf8"));
  expect(summary).toMatchObject({ exitCode: 3, complete: false });
});
