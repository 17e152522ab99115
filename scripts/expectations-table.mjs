// Writes the table of committed expectations into a page, between its two marker lines.
//
//   node scripts/expectations-table.mjs targets/sogo/expected.json docs/servers/sogo.md
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const begin = "<!-- table of expectations: written by scripts/expectations-table.mjs -->";
const end = "<!-- end of the table -->";

/** One line a case, in the order of the expectations. */
export function table({ cases }) {
  const lines = Object.entries(cases).map(([id, expectation]) => {
    const { verdict, blockedBy, fails = [], warns = [], passes = [], why } = expectation;
    const judged = [
      ...fails.map((one) => `**${one}**`),
      ...warns.map((one) => `${one} (warn)`),
      ...(verdict === "pass" ? [] : passes.map((one) => `${one} (kept)`)),
      ...(verdict === "pass" && fails.length + warns.length === 0 ? passes : []),
    ];
    const behind = blockedBy === undefined ? verdict : `${verdict}, behind ${blockedBy}`;
    return `| \`${id}\` | ${judged.join("<br>")} | ${behind} | ${why.replaceAll("|", "\\|")} |`;
  });
  return ["| case | requirements | verdict | reason |", "|---|---|---|---|", ...lines].join("\n");
}

/** The page with the table put in. @throws Error when the markers are missing */
export function withTable(page, expected) {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no place for the table: "${begin}" and "${end}"`);
  return `${page.slice(0, from + begin.length)}\n${table(expected)}\n${page.slice(to)}`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [expectedFile, pageFile] = process.argv.slice(2);
  if (pageFile === undefined) {
    console.error("usage: node scripts/expectations-table.mjs EXPECTED PAGE");
    process.exitCode = 2;
  } else {
    const expected = JSON.parse(readFileSync(expectedFile, "utf8"));
    writeFileSync(pageFile, withTable(readFileSync(pageFile, "utf8"), expected));
  }
}
