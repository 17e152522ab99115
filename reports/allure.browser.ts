import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import type { RunRecord } from "../harness/judging/results.js";
import { type Opened, openPages } from "./testing/browser.js";
import { realRun } from "./testing/real-run.js";

// Allure's page as `asms allure` makes it, beside the one that Allure makes by itself.

const node = promisify(execFile);
const main = fileURLToPath(new URL("../dist/harness/cli/main.js", import.meta.url));
const allureRoot = dirname(dirname(createRequire(import.meta.url).resolve("allure")));

/** Allure's page is large, and a crowded machine takes minutes to lay it out. */
const patienceMs = 300_000;

let record: RunRecord;

const pages = openPages(async (folder) => {
  record = await realRun(join(folder, "run"), ["--allure", "--mutant", "M-sd-hard", "--section", "3.1.4.1.1"]);
  await node(process.execPath, [main, "allure", "run"], { cwd: folder });
  const own = ["awesome", join(folder, "run", "allure-results"), "--single-file", "--output", join(folder, "own")];
  await node(process.execPath, [join(allureRoot, "cli.js"), ...own], { cwd: folder });
}, 300_000);

async function open(name: string): Promise<Opened> {
  const opened = await pages.open(name);
  await opened.page.getByText("3.1.4.1.1", { exact: false }).first().waitFor({ timeout: 90_000 });
  return opened;
}

it(
  "asks for nothing, and shows every case",
  async () => {
    const { page, requests, complaints } = await open("run/allure.html");
    const failed = record.results.cases.filter(({ verdict }) => verdict === "fail");
    expect(failed.length).toBeGreaterThan(0);
    for (const { id } of failed) expect(await page.getByText(`${id}: `).count()).toBeGreaterThan(0);
    await page.getByText(`${failed[0]?.id}: `).first().click();
    await page.getByText("expected").first().waitFor({ timeout: 90_000 });
    await page.waitForLoadState("networkidle");
    expect(requests).toEqual([pathToFileURL(join(pages.folder, "run/allure.html")).href]);
    expect(complaints).toEqual([]);
  },
  patienceMs,
);

it(
  "would ask an analytics service if it were as Allure makes it",
  async () => {
    const { requests } = await open("own/index.html");
    expect(requests.filter((url) => new URL(url).hostname.endsWith("googletagmanager.com"))).not.toEqual([]);
  },
  patienceMs,
);
