import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions } from "playwright-core";
import { expect, it } from "vitest";
import { axeViolations, type Opened, openPages } from "../testing/browser.js";
import { hostileRun } from "../testing/hostile.js";
import { richRun } from "../testing/rich.js";
import { emptyRun, interruptedRun, sampleRun } from "../testing/sample.js";
import { compareRuns, comparisonHtml } from "./index.js";

// The page of several runs side by side, in a real browser.

const runs = { sample: sampleRun(), rich: richRun(), interrupted: interruptedRun(), empty: emptyRun() };
const comparison = compareRuns([
  ...Object.entries(runs).map(([name, { results }]) => ({ name, results })),
  { name: "hostile", results: hostileRun().results },
]);

const name = "compare.html";
const pages = openPages((folder) => writeFile(join(folder, name), comparisonHtml(comparison)));

function open(options: BrowserContextOptions = {}): Promise<Opened> {
  return pages.open(name, "", options);
}

it("asks for nothing, complains about nothing, and runs nothing that a target says", async () => {
  const { page, requests, complaints } = await open();
  expect(requests).toEqual([pathToFileURL(join(pages.folder, name)).href]);
  expect(complaints).toEqual([]);
  expect(await page.title()).toBe("[MS-ASMS] conformance, compared");
  expect(await page.locator("script").count()).toBe(0);
});

it.each(["light", "dark"] as const)("has no axe violation in %s", async (colorScheme) => {
  const { page } = await open({ colorScheme, bypassCSP: true });
  expect(await axeViolations(page)).toEqual([]);
});

it.each([320, 400, 1280])("needs no sideways scrolling at %i pixels", async (width) => {
  const { page } = await open({ viewport: { width, height: 800 } });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
});

it("follows the colour scheme of the reader", async () => {
  const { page } = await open({ colorScheme: "dark" });
  expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(21, 24, 27)");
});

it("shows every row, or those in which the runs differ, and on paper all of them", async () => {
  const { page } = await open();
  const rows = page.locator("tbody tr[id]");
  const different = comparison.rows.filter(({ verdicts }) => new Set(verdicts).size > 1).length;
  expect(different).toBeGreaterThan(0);
  expect(different).toBeLessThan(comparison.rows.length);
  expect(await rows.locator("visible=true").count()).toBe(comparison.rows.length);
  await page.locator("input[value=differs]").check();
  expect(await rows.locator("visible=true").count()).toBe(different);
  await page.emulateMedia({ media: "print" });
  expect(await rows.locator("visible=true").count()).toBe(comparison.rows.length);
});

it("leads from a change to the requirement", async () => {
  const { page } = await open();
  const link = page.locator(".changes a").first();
  const id = await link.textContent();
  await link.press("Enter");
  expect(await page.locator("tr:target").getAttribute("id")).toBe(id);
});

it("prints, with page numbers", async () => {
  const { page } = await open();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(3);
});
