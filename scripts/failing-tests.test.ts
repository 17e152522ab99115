import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { failingTests } from "./failing-tests.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "asms failing "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(name: string, ...tests: readonly (readonly [fullName: string, status: string, message?: string])[]) {
  const assertionResults = tests.map(([fullName, status, message]) => ({
    fullName,
    status,
    failureMessages: message === undefined ? [] : [message],
  }));
  return { name: join(root, name), status: "failed", message: "", assertionResults };
}

test("each failed test by its full name, with the first line of its message", () => {
  const lines = failingTests(
    [
      {
        testResults: [
          report("a.test.ts", ["outer\ninner", "failed", "\u001b[31mError: no\u001b[39m\n    at x"], ["ok", "passed"]),
        ],
      },
      { testResults: [report("b.test.ts", ["other", "failed"], ["left out", "pending"])] },
    ],
    root,
  );
  expect(lines).toEqual(["failing tests (2):", "  a.test.ts: outer inner", "    Error: no", "  b.test.ts: other"]);
});

test("a file that failed before any of its tests", () => {
  const broken = { ...report("c.test.ts"), message: "does not even load\nat x" };
  expect(failingTests([{ testResults: [broken] }], root)).toEqual([
    "failing tests (1):",
    "  c.test.ts",
    "    does not even load",
  ]);
});

test("the list and its lines have a sane length, and nothing is said when nothing failed", () => {
  const many = Array.from({ length: 60 }, () => ["n".repeat(999), "failed", "m".repeat(9999)] as const);
  const lines = failingTests([{ testResults: [report("d.test.ts", ...many)] }], root);
  expect(lines).toHaveLength(1 + 2 * 50 + 1);
  expect(lines.at(-1)).toBe("  … and 10 more");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(250);
  expect(
    failingTests([{ testResults: [{ ...report("e.test.ts", ["ok", "passed"]), status: "passed" }] }], root),
  ).toEqual([]);
  expect(failingTests([], root)).toEqual([]);
});

test("a real report of vitest is understood", () => {
  // Globals, since nothing is installed where the test lies.
  writeFileSync(join(folder, "vitest.config.mjs"), "export default { test: { globals: true } };\n");
  writeFileSync(join(folder, "real.test.js"), 'test("one and one", () => expect(1 + 1).toBe(3));\n');
  const out = join(folder, "out.json");
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const argv = [vitest, "run", "--root", folder, "--reporter=json", `--outputFile=${out}`];
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$)/.test(name)),
  );
  spawnSync(process.execPath, argv, { cwd: root, env });
  const { stdout } = spawnSync(process.execPath, ["scripts/failing-tests.mjs", out, join(folder, "none.json")], {
    cwd: root,
    encoding: "utf8",
  });
  expect(stdout).toMatch(
    /^\nfailing tests \(1\):\n {2}.*real\.test\.js: one and one\n {4}AssertionError: expected 2 to be 3/,
  );
});

test("CI prints them last but for the line that adds up", () => {
  const [names = "", , last] = readFileSync(join(root, ".ci/run"), "utf8").trimEnd().split("\n").slice(-3);
  expect(names).toMatch(/^node scripts\/failing-tests\.mjs "\$\{reports\[@\]\}"$/);
  expect(last).toBe("((failed == 0))");
});
