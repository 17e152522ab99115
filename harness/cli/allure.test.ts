import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findAllure } from "./allure.js";
import { call } from "./testing/call.js";

const folder = mkdtempSync(join(tmpdir(), "asms allure "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with results, for which an Allure is installed that does what `code` says in place of its work. */
function installed(name: string, version: string, code = ""): string {
  const cwd = join(folder, name);
  const root = join(cwd, "node_modules", "allure");
  mkdirSync(join(root, "dist"), { recursive: true });
  mkdirSync(join(cwd, "run", "allure-results"), { recursive: true });
  writeFileSync(join(cwd, "run", "allure-results", "a-result.json"), "{}");
  writeFileSync(join(root, "package.json"), JSON.stringify({ version, main: "dist/index.js" }));
  writeFileSync(join(root, "dist", "index.js"), "");
  writeFileSync(join(root, "cli.js"), code);
  return cwd;
}

/** Writes `html` where Allure was told to; Allure's own variables stand in it. */
function writing(html: string): string {
  return `const { mkdirSync, writeFileSync } = require("node:fs");
    const out = process.argv[process.argv.indexOf("--output") + 1];
    mkdirSync(out);
    const own = Object.keys(process.env).filter((name) => name.startsWith("ALLURE"));
    writeFileSync(out + "/index.html", ${JSON.stringify(html)} + own);`;
}

test("what Allure made is written without what asks, beside the results or where it is wanted", async () => {
  const html = '<head></head><script src="https://somewhere.example/x.js"></script>';
  const cwd = installed("good", "3.99.0", writing(html));
  const env = { ...process.env, ALLURE_TOKEN: "secret" };
  const { exitCode, out } = await call(["allure", "run"], { cwd, env });
  expect([exitCode, out]).toEqual([0, `${join(cwd, "run", "allure.html")}\n`]);
  const elsewhere = await call(["allure", "run", "run", "--out", "page.html"], { cwd, env });
  expect([elsewhere.exitCode, elsewhere.out]).toEqual([0, `${join(cwd, "page.html")}\n`]);
  for (const path of ["run/allure.html", "page.html"]) {
    expect(readFileSync(join(cwd, path), "utf8")).toMatch(/^<head><meta [^<>]*><meta [^<>]*><\/head>$/);
  }
});

test.each([
  [
    "a page that still asks",
    writing('<head></head><img src="https://somewhere.example/x.gif">'),
    /3\.98\.0 writes its/,
  ],
  [
    "no page",
    "console.log('cannot read that'); process.exitCode = 1",
    /^Allure 3\.98\.0 made no page: cannot read that\n$/,
  ],
  ["no word", "", /^Allure 3\.98\.0 made no page: it said nothing\n$/],
])("of %s nothing is written, and one sentence says why", async (name, code, sentence) => {
  const cwd = installed(name, "3.98.0", code);
  const { exitCode, out, err } = await call(["allure", "run"], { cwd, env: process.env });
  expect([exitCode, out]).toEqual([2, ""]);
  expect(err).toMatch(sentence);
  expect(existsSync(join(cwd, "run", "allure.html"))).toBe(false);
});

test("a run without --allure, and no run at all, are told apart", async () => {
  const cwd = installed("without", "3.98.0");
  mkdirSync(join(cwd, "plain"));
  expect(await call(["allure", "plain"], { cwd })).toMatchObject({
    exitCode: 2,
    err: "plain holds no results for Allure: only asms run --allure writes them\n",
  });
  expect(await call(["allure"], { cwd })).toMatchObject({
    exitCode: 2,
    err: "There is no folder asms-report: asms run --allure --out asms-report makes it\n",
  });
});

test("an Allure that is missing, or of another kind, is asked for by name", () => {
  const none = mkdtempSync(join(folder, "none "));
  expect(() => findAllure([none])).toThrow(/^Allure is not installed here, .*: npm install --save-dev allure@3$/);
  expect(() => findAllure([none, installed("old", "2.34.0")])).toThrow(/^Allure 2\.34\.0 in .* is not one that asms/);
  const { version } = findAllure([none, installed("new", "3.97.0"), installed("newer", "3.98.1")]);
  expect(version).toBe("3.97.0");
});
