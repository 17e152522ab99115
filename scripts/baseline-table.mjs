// Writes the table of a committed baseline into a page, between its two marker lines.
//
//   node scripts/baseline-table.mjs targets/sogo/baseline.json docs/servers/sogo.md
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const begin = "<!-- table of the baseline: written by scripts/baseline-table.mjs -->";
const end = "<!-- end of the table -->";

/** One line a case and reason, with the rows that it breaks, in the order of the baseline. */
export function table({ entries }) {
  const lines = new Map();
  for (const { case: id, requirement, verdict, reason } of entries) {
    const key = JSON.stringify([id, verdict, reason]);
    const line = lines.get(key) ?? { id, verdict, reason, rows: [] };
    if (requirement !== undefined) line.rows.push(requirement);
    lines.set(key, line);
  }
  return [
    "| case | broken | verdict | reason |",
    "|---|---|---|---|",
    ...[...lines.values()].map(
      ({ id, verdict, reason, rows }) =>
        `| \`${id}\` | ${rows.join("<br>")} | ${verdict} | ${reason.replaceAll("|", "\\|")} |`,
    ),
  ].join("\n");
}

/** The page with the table put in. @throws Error when the markers are missing */
export function withTable(page, baseline) {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no place for the table: "${begin}" and "${end}"`);
  return `${page.slice(0, from + begin.length)}\n${table(baseline)}\n${page.slice(to)}`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [baselineFile, pageFile] = process.argv.slice(2);
  if (pageFile === undefined) {
    console.error("usage: node scripts/baseline-table.mjs BASELINE PAGE");
    process.exitCode = 2;
  } else {
    const baseline = JSON.parse(readFileSync(baselineFile, "utf8"));
    writeFileSync(pageFile, withTable(readFileSync(pageFile, "utf8"), baseline));
  }
}
