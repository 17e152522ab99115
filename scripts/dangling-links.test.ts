import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { danglingLinks, linkTargets } from "./dangling-links.mjs";

const folder = mkdtempSync(join(tmpdir(), "asms links "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("links of every form are found, and none in code", () => {
  const page = [
    '[a](one.md) and ![b](<two b.png>) [c](three.md#part "title")',
    "[d]: four.md",
    '<a href="five.md"><img src="six.png"></a> `[e](code.md)`',
    "```md",
    "[f](fenced.md)",
    "```",
    "[MS-ASMS] 3.2.5.1, [x][d]",
  ].join("\n");
  expect(linkTargets(page)).toEqual(["one.md", "two b.png", "three.md#part", "four.md", "five.md", "six.png"]);
});

test("a link that leads nowhere, or out of the folder, is named with its page", () => {
  mkdirSync(join(folder, "docs", "deeper"), { recursive: true });
  mkdirSync(join(folder, "node_modules", "other"), { recursive: true });
  writeFileSync(join(folder, "node_modules", "other", "README.md"), "[x](nowhere.md)");
  writeFileSync(
    join(folder, "README.md"),
    "[a](docs/a%20b.md#part) [b](docs/) [c](#here) [d](https://x/y) [e](../e.md) [f](f.md)",
  );
  writeFileSync(join(folder, "docs", "a b.md"), "[up](../README.md) [gone](deeper/gone.md)");
  expect(danglingLinks(folder).sort()).toEqual([
    "README.md → ../e.md",
    "README.md → f.md",
    "docs/a b.md → deeper/gone.md",
  ]);
});

test("no page of the project has one", () => {
  expect(danglingLinks(fileURLToPath(new URL("../", import.meta.url)))).toEqual([]);
});
