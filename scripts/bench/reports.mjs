// How large the reports of 10,000 exchanges are, how long writing each takes, and how long a browser needs to open the page.
// The record is that of a real run against a server with a fault, its cases repeated under other ids. Figures only.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const main = fileURLToPath(new URL("../../dist/harness/cli/main.js", import.meta.url));
const EXCHANGES = 10_000;
const MUTANT = "M-sd-hard";
const OPENINGS = 7;

/** @throws Error when the run ends otherwise than with a broken rule */
function realRun(folder) {
  const out = join(folder, "run");
  const ran = spawnSync(process.execPath, [main, "run", "--mutant", MUTANT, "--seed", "1", "--quiet", "--out", out], {
    encoding: "utf8",
  });
  if (ran.status !== 1) throw new Error(`the run ended with ${ran.status}:\n${ran.stdout}${ran.stderr}`);
  return out;
}

/** The cases and their exchanges again and again, each time under ids of their own, until there are enough exchanges. */
function repeated({ results, exchanges }) {
  const cases = [...results.cases];
  const all = [...exchanges];
  const own = exchanges.filter(({ id }) => results.cases.some((one) => one.exchanges.includes(id)));
  for (let copy = 2; all.length < EXCHANGES; copy++) {
    const renamed = (id) => `${id}~${copy}`;
    for (const exchange of own) if (all.length < EXCHANGES) all.push({ ...exchange, id: renamed(exchange.id) });
    for (const one of results.cases.filter(({ kind }) => kind === "case")) {
      cases.push({
        ...one,
        id: renamed(one.id),
        exchanges: one.exchanges.map(renamed),
        findings: one.findings.map((finding) => ({ ...finding, exchanges: finding.exchanges.map(renamed) })),
      });
    }
  }
  const counts = { pass: 0, fail: 0, inconclusive: 0, "not applicable": 0, error: 0 };
  for (const { verdict } of cases) counts[verdict] += 1;
  return { results: { ...results, cases, summary: { ...results.summary, counts } }, exchanges: all };
}

/** The worst that may come: every finding a failure, none of them like another. */
function failing({ results, exchanges }) {
  const cases = results.cases.map((one) => ({
    ...one,
    caseId: one.id,
    verdict: "fail",
    findings: one.findings.map((finding) => ({ ...finding, outcome: "fail" })),
  }));
  return { results: { ...results, cases }, exchanges };
}

function size(path) {
  const bytes = statSync(path).size;
  return bytes < 100_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(2)} MB`;
}

async function measureWriting(print, record, folder) {
  const { writeReports } = await import("../../dist/reports/index.js");
  const names = [
    "results.json",
    "exchanges.ndjson",
    "report.html",
    "junit.xml",
    "report.sarif",
    "ctrf.json",
    "summary.md",
    "badge.json",
  ];
  for (const name of names) {
    const started = performance.now();
    const [path] = await writeReports(record, folder, { only: [name] });
    print(
      `${name.padEnd(18)}${size(path).padStart(10)}  ${((performance.now() - started) / 1000).toFixed(2).padStart(6)} s`,
    );
  }
}

/** Milliseconds from the start of the navigation to the end of the load event and the next painted frame. */
const untilPainted = () =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))));

/**
 * One opening of the page in a fresh tab, in milliseconds.
 *
 * @returns `wall`, which grows with whatever else the machine does; `cpu`, what the page's own thread worked, which does not;
 *   `first`, until something of the page was seen
 */
async function opening(browser, path) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  try {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.goto(pathToFileURL(path).href, { waitUntil: "load" });
    const wall = await page.evaluate(untilPainted);
    const first = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
    const { metrics } = await session.send("Performance.getMetrics");
    return { wall, first, cpu: 1000 * metrics.find(({ name }) => name === "TaskDuration").value };
  } finally {
    await page.close();
  }
}

async function measureOpenings(print, pages) {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    print(`opening   not measured: no browser at ${executablePath}; name one with CHROMIUM`);
    return;
  }
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    print(`opening in Chromium ${browser.version()}, ${cpus().length} processors, load ${loadavg()[0].toFixed(1)}:`);
    print("milliseconds, the median of each and in brackets the longest");
    for (const [name, path] of pages) {
      const openings = [];
      for (let count = 0; count < OPENINGS; count++) openings.push(await opening(browser, path));
      const figure = (key) => {
        const times = openings.map((one) => Math.round(one[key])).sort((a, b) => a - b);
        return `${times[Math.floor(OPENINGS / 2)]} (${times.at(-1)})`;
      };
      print(
        `${name.padEnd(24)}${size(path)}, first paint ${figure("first")}, all ${figure("wall")}, CPU ${figure("cpu")}`,
      );
    }
  } finally {
    await browser.close();
  }
}

function described({ results, exchanges }) {
  const failed = results.cases.filter(({ verdict }) => verdict === "fail").length;
  return `${exchanges.length} exchanges, ${results.cases.length} cases, ${failed} of them failed`;
}

export async function run(print) {
  const folder = mkdtempSync(join(tmpdir(), "asms-bench-"));
  try {
    const { readExchanges, validateResults, writeReports } = await import("../../dist/reports/index.js");
    const out = realRun(folder);
    const one = {
      results: validateResults(JSON.parse(readFileSync(join(out, "results.json"), "utf8"))),
      exchanges: readExchanges(readFileSync(join(out, "exchanges.ndjson"), "utf8")),
    };
    const many = repeated(one);
    const worst = failing(many);
    print(`reports   ${described(many)}`);
    await measureWriting(print, many, join(folder, "many"));
    await writeReports(worst, join(folder, "worst"), { only: ["report.html"] });
    await measureOpenings(print, [
      [`${one.exchanges.length} exchanges`, join(out, "report.html")],
      [`${EXCHANGES} exchanges`, join(folder, "many", "report.html")],
      ["the same, all failing", join(folder, "worst", "report.html")],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
