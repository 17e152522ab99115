import { existsSync, mkdtempSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";

// What the browser tests of all pages share.

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** @throws Error when there is no browser */
async function launchBrowser(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(`No browser at ${executablePath}: install Chromium, or name one with CHROMIUM.`);
  }
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  return chromium.launch({ executablePath, args });
}

export interface Opened {
  readonly page: Page;
  /** URLs that were asked for, the page's own included; what a page carries in itself (data:, blob:) is no request. */
  readonly requests: readonly string[];
  /** What the console and uncaught errors said. */
  readonly complaints: readonly string[];
}

export interface Pages {
  /** Holds the pages; it is gone when the last test has ended. */
  readonly folder: string;
  /** Opens a file of the folder in a context of its own, which ends with the test. */
  open(name: string, fragment?: string, options?: BrowserContextOptions): Promise<Opened>;
}

/**
 * One browser for the tests of a file, and a folder with what they open in it. Registers its hooks where it is called.
 *
 * @param write puts the pages into the folder, before the first test
 * @param limit milliseconds that this may take
 */
export function openPages(write: (folder: string) => Promise<void>, limit?: number): Pages {
  const folder = mkdtempSync(join(tmpdir(), "asms-browser-"));
  let browser: Browser | undefined;
  let opened: Opened[] = [];
  beforeAll(async () => {
    await write(folder);
    browser = await launchBrowser();
  }, limit);
  afterEach(async () => {
    for (const { page } of opened) await page.context().close();
    opened = [];
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    folder,
    async open(name, fragment = "", options = {}) {
      if (browser === undefined) throw new Error("the browser is not there before the first test");
      const one = await openFile(browser, join(folder, name), fragment, options);
      opened.push(one);
      return one;
    },
  };
}

/** Nothing but files is reached, whatever the page asks for. */
async function openFile(
  browser: Browser,
  path: string,
  fragment: string,
  options: BrowserContextOptions,
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.route(/^(?!file:|data:|blob:)/, (route) => route.abort());
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    if (!/^(?:data|blob):/.test(request.url())) requests.push(request.url());
  });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(path).href + fragment);
  return { page, requests, complaints };
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

/** What axe has against the page, every rule of it, those of level AAA and the experimental ones included. */
export async function axeViolations(page: Page): Promise<string[]> {
  // axe measures colours by what lies where: all of the page has to be laid out, or it takes one place for another.
  await page.addStyleTag({ content: ".card, .filtered { content-visibility: visible !important }" });
  await page.evaluate(await readFile(axePath, "utf8"));
  const result: unknown = await page.evaluate(`axe.run(document, {
    resultTypes: ["violations"],
    runOnly: { type: "rule", values: axe.getRules().map(({ ruleId }) => ruleId) },
  })`);
  if (!isAxeResult(result)) throw new Error("axe did not answer");
  return result.violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html.slice(0, 200)}`);
}
