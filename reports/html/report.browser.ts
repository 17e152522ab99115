import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { RunRecord } from "../../harness/judging/results.js";
import { rulingTexts } from "../rulings.js";
import { hostileRun } from "../testing/hostile.js";
import { emptyRun, interruptedRun, sampleRun } from "../testing/sample.js";
import { reportHtml } from "./index.js";

// What only a browser can say of the page: that it asks the network for nothing, that assistive technology can read it,
// that links, filters and print do what they say.

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const runs: Readonly<Record<string, RunRecord>> = {
  sample: sampleRun(),
  empty: emptyRun(),
  interrupted: interruptedRun(),
  hostile: hostileRun(),
};

let browser: Browser;
let folder: string;
let page: Page | undefined;

beforeAll(async () => {
  if (!existsSync(executablePath)) {
    throw new Error(`No browser at ${executablePath}: install Chromium, or name one with CHROMIUM.`);
  }
  folder = await mkdtemp(join(tmpdir(), "asms-browser-"));
  for (const [name, run] of Object.entries(runs)) {
    await writeFile(join(folder, `${name}.html`), reportHtml(run, { rulings: rulingTexts() }));
  }
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  browser = await chromium.launch({ executablePath, args });
});

afterEach(async () => {
  await page?.context().close();
  page = undefined;
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  /** URLs that were asked for, the page's own included. */
  readonly requests: readonly string[];
  /** What the console and uncaught errors said. */
  readonly complaints: readonly string[];
}

async function open(name: string, fragment = "", options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const opened = await context.newPage();
  page = opened;
  const requests: string[] = [];
  const complaints: string[] = [];
  opened.on("request", (request) => requests.push(request.url()));
  opened.on("console", (message) => complaints.push(message.text()));
  opened.on("pageerror", (error) => complaints.push(error.message));
  await opened.goto(pathToFileURL(join(folder, `${name}.html`)).href + fragment);
  return { page: opened, requests, complaints };
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

function isAxeResult(value: unknown): value is AxeResult {
  return typeof value === "object" && value !== null && "violations" in value && Array.isArray(value.violations);
}

async function violations(opened: Page): Promise<string[]> {
  await opened.evaluate(await readFile(axePath, "utf8"));
  const result: unknown = await opened.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  if (!isAxeResult(result)) throw new Error("axe did not answer");
  return result.violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html.slice(0, 200)}`);
}

async function openDetails(opened: Page): Promise<void> {
  await opened.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })");
}

describe.each(Object.keys(runs))("the report of the %s run", (name) => {
  it("asks for nothing and complains about nothing", async () => {
    const { requests, complaints, page } = await open(name);
    await openDetails(page);
    expect(requests).toEqual([pathToFileURL(join(folder, `${name}.html`)).href]);
    expect(complaints).toEqual([]);
    expect(await page.title()).toMatch(/^\[MS-ASMS\] conformance report: /);
  });

  it.each(["light", "dark"] as const)("has no axe violation in %s", async (colorScheme) => {
    const { page } = await open(name, "", { colorScheme, bypassCSP: true });
    await openDetails(page);
    expect(await violations(page)).toEqual([]);
  });

  it.each([320, 700, 1280])("needs no sideways scrolling at %i pixels", async (width) => {
    const { page } = await open(name, "", { viewport: { width, height: 800 } });
    await openDetails(page);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  });

  it("prints, with page numbers", async () => {
    const { page } = await open(name);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString("latin1")).toBe("%PDF-");
  });
});

it("opens at the requirement that a link names", async () => {
  const { page } = await open("sample", "#ASMS-3.2.5.1-5");
  const row = page.locator("tr:target");
  expect(await row.getAttribute("id")).toBe("ASMS-3.2.5.1-5");
  const box = await row.boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect(box?.y).toBeLessThan(900);
});

it("filters without script, and still shows the row that a link names", async () => {
  const { page } = await open("sample", "", { javaScriptEnabled: false });
  const rows = page.locator("#requirements tbody tr[id]");
  const shown = rows.locator("visible=true");
  expect(await shown.count()).toBe(158);
  await page.locator("#requirements input[value=failed]").check();
  expect(await shown.count()).toBe(4);
  expect(await page.locator("#requirements .chapter").locator("visible=true").count()).toBe(3);
  await page.goto(`${page.url()}#ASMS-2.2-1`);
  await page.locator("#requirements input[value=failed]").check();
  expect(await shown.count()).toBe(5);
});

it("prints every row, whatever is filtered on screen, and transcripts of failures", async () => {
  const { page } = await open("sample");
  await page.locator("#requirements input[value=failed]").check();
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("#requirements tbody tr[id]").locator("visible=true").count()).toBe(158);
  expect(await page.locator(".filter").locator("visible=true").count()).toBe(0);
  expect(await page.locator("#failures .xml mark").first().isVisible()).toBe(true);
});

it("leads a keyboard from the top to the verdict, the filters and the transcripts", async () => {
  const { page } = await open("sample");
  await page.keyboard.press("Tab");
  const skip = page.locator(":focus");
  expect(await skip.textContent()).toBe("Skip to the verdict");
  expect((await skip.boundingBox())?.x).toBeGreaterThanOrEqual(0);
  await page.keyboard.press("Enter");
  expect(page.url()).toMatch(/#verdict$/);
  await page.locator("#requirements input[value=all]").focus();
  await page.keyboard.press("ArrowRight");
  expect(await page.locator("#requirements tbody tr[id]").locator("visible=true").count()).toBe(4);
  const summary = page.locator("#failures .before > summary").first();
  await summary.focus();
  await page.keyboard.press("Enter");
  expect(await page.locator("#failures .before").first().getAttribute("open")).toBe("");
});

it("follows the colour scheme of the reader", async () => {
  const background = "getComputedStyle(document.body).backgroundColor";
  const light = await open("sample", "", { colorScheme: "light" });
  expect(await light.page.evaluate(background)).toBe("rgb(255, 255, 255)");
  await light.page.emulateMedia({ colorScheme: "dark" });
  expect(await light.page.evaluate(background)).toBe("rgb(21, 24, 27)");
});

it("runs nothing that a target sends", async () => {
  const { page, complaints } = await open("hostile");
  expect(await page.title()).not.toBe("owned");
  expect(await page.locator("script, img").count()).toBe(0);
  expect(complaints).toEqual([]);
});
