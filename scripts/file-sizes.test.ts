import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
/** "About 300": a line or two more is no reason to split. */
const limit = 310;
/** To be split by those who work on them. */
const known = ["harness/model/testing/toy-server.ts"];

/** Files of ours with more lines than one reads at once, each with its count. */
function tooLong(names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, lines: readFileSync(`${root}${name}`, "utf8").split("\n").length - 1 }))
    .filter(({ lines }) => lines > limit)
    .map(({ name, lines }) => `${name} has ${lines} lines`);
}

test("no source file is longer than about 300 lines", () => {
  const patterns = ["*.ts", "*.tsx", "*.mjs", "*.css"];
  const listed = ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...patterns];
  const names = execFileSync("git", listed, { cwd: root, encoding: "utf8" }).trim().split("\n");
  expect(names.length).toBeGreaterThan(200);
  expect(tooLong(names.filter((name) => !known.includes(name)))).toEqual([]);
});

test("a longer one is told by its name", () => {
  expect(tooLong(["package-lock.json"])).toEqual([expect.stringMatching(/^package-lock\.json has \d+ lines$/)]);
});
