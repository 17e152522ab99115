// `npm run docs:image` makes docs/images/report.png anew: the first screen of report.html for a server that deletes where it
// must soft-delete. Wants `npm run build` before, and Chromium; CHROMIUM names another one than /usr/bin/chromium.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const main = fileURLToPath(new URL("../dist/harness/cli/main.js", import.meta.url));
const image = fileURLToPath(new URL("../docs/images/report.png", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "asms-image-"));
try {
  const argv = [main, "run", "--mutant", "M-sd-hard", "--seed", "1", "--quiet", "--out", folder];
  const ran = spawnSync(process.execPath, argv, { encoding: "utf8" });
  if (ran.status !== 1) throw new Error(`the run ended with ${ran.status}:\n${ran.stdout}${ran.stderr}`);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 880 }, colorScheme: "light" });
  await page.goto(pathToFileURL(join(folder, "report.html")).href);
  await page.screenshot({ path: image });
  await browser.close();
  console.log(image);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
