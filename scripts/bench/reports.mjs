// How large report.html grows and how fast it opens: a real run, and the same run repeated until it has 10,000 exchanges,
// once as it was judged and once as if every case had failed. Figures only; nothing here passes or fails by them.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const main = fileURLToPath(new URL("../../dist/harness/cli/main.js", import.meta.url));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const EXCHANGES = 10_000;
const OPENINGS = 5;

async function recordOf(folder, { readExchanges, validateResults }) {
  const ran = spawnSync(process.execPath, [main, "run", "--mutant", "M-sd-hard", "--quiet", "--out", folder]);
  if (ran.status !== 1) throw new Error(`asms run ended with ${ran.status}:\n${ran.stdout}${ran.stderr}`);
  const read = (name) => readFileSync(join(folder, name), "utf8");
  return {
    results: validateResults(JSON.parse(read("results.json"))),
    exchanges: readExchanges(read("exchanges.ndjson")),
  };
}

/** The same cases again and again, each time under other ids. */
function repeated({ results, exchanges }, most, change = (judged) => judged) {
  const times = Math.ceil(most / exchanges.length);
  const rounds = Array.from({ length: times }, (_, round) => round);
  const named = (id, round) => `${id}[round=${round}]`;
  const all = rounds.flatMap((round) => exchanges.map((exchange) => ({ ...exchange, id: named(exchange.id, round) })));
  const cases = rounds.flatMap((round) =>
    results.cases.map((judged) =>
      change({
        ...judged,
        id: named(judged.id, round),
        exchanges: judged.exchanges.map((id) => named(id, round)),
        findings: judged.findings.map((finding) => ({
          ...finding,
          exchanges: finding.exchanges.map((id) => named(id, round)),
        })),
      }),
    ),
  );
  return { results: { ...results, cases }, exchanges: all.slice(0, most) };
}

/** A case whose first check failed, in a way of its own: it shares its card with no other. */
function failed(judged) {
  const [first, ...others] = judged.findings;
  if (first === undefined) return judged;
  const broken = { ...first, outcome: "fail", expected: `${first.expected} (${judged.id})` };
  return { ...judged, verdict: "fail", findings: [broken, ...others] };
}

/** Milliseconds from the navigation to the load event and to the first contentful paint; the best of some. */
async function opened(browser, file) {
  const measure = `new Promise((resolve) => setTimeout(() => resolve({
    load: performance.getEntriesByType("navigation")[0].loadEventEnd,
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
  }), 300))`;
  const figures = [];
  for (let round = 0; round < OPENINGS; round += 1) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(pathToFileURL(file).href);
    figures.push(await page.evaluate(measure));
    await page.close();
  }
  return figures.reduce((one, other) => (other.load < one.load ? other : one));
}

/** Prints sizes in MB and times in milliseconds. @throws Error without a browser */
export async function run(print) {
  if (!existsSync(executablePath)) throw new Error(`No browser at ${executablePath}: name one with CHROMIUM.`);
  const reports = await import("../../dist/reports/index.js");
  const folder = mkdtempSync(join(tmpdir(), "asms-bench-"));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const real = await recordOf(folder, reports);
    const records = {
      "as it is": real,
      repeated: repeated(real, EXCHANGES),
      "all failed": repeated(real, EXCHANGES, failed),
    };
    for (const [name, record] of Object.entries(records)) {
      const file = join(folder, "report.html");
      const started = performance.now();
      const html = reports.reportHtml(record);
      const written = performance.now() - started;
      writeFileSync(file, html);
      const { load, paint } = await opened(browser, file);
      print(
        `${name.padEnd(10)} ${record.exchanges.length} exchanges, ${record.results.cases.length} cases: ` +
          `${(Buffer.byteLength(html) / 1e6).toFixed(2)} MB, written in ${written.toFixed(0)} ms, ` +
          `painted after ${paint.toFixed(0)} ms, loaded after ${load.toFixed(0)} ms (best of ${OPENINGS})`,
      );
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
