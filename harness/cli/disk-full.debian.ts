import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

// A real full disk: a file system in memory of a few hundred kilobytes, for which mount wants root.

const main = fileURLToPath(new URL("../../dist/harness/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "asms full "));
const disk = join(folder, "disk");

beforeAll(() => {
  mkdirSync(disk);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk]);
});
afterAll(() => {
  execFileSync("umount", [disk]);
  rmSync(folder, { recursive: true });
});

test("on a full disk what was judged is told, no report is half there, and the exit code says so", () => {
  const argv = [main, "run", "--mutant", "M-opt-three-accepted", "--id", "ERR-*", "SET-*", "OPT-*"];
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$)/.test(name)),
  );
  const out = join(disk, "reports");
  const { status, stdout, stderr } = spawnSync(process.execPath, [...argv, "--out", out], { encoding: "utf8", env });
  expect(status).toBe(2);
  expect(stdout).toContain("Not conformant: ");
  expect(stdout).toContain("ASMS-3.2.5.1-5");
  expect(stderr).toMatch(/^Cannot write the report .*: the disk is full; free some space or choose another folder/);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(readdirSync(out)).toEqual([]);
  const json = spawnSync(process.execPath, [...argv, "--json", "--out", out], { encoding: "utf8", env });
  expect(JSON.parse(json.stdout).summary.exitCode).toBe(1);
});
