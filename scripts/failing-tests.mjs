// Names the tests that failed, out of vitest's JSON reports: who reads the end of a long log wants to know which, and why.
//     node scripts/failing-tests.mjs REPORT.json…
// Prints nothing when none did. A report that is not there is left to the caller to complain about.
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { pathToFileURL } from "node:url";

const longestName = 240;
const longestMessage = 240;
const mostTests = 50;

/** One line, without the colours and other control characters of a terminal, cut to a length. */
function oneLine(text, longest) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = text.replace(/\u001b\[[\d;]*[A-Za-z]/g, "").replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
  const trimmed = plain.trim();
  return trimmed.length > longest ? `${trimmed.slice(0, longest)}…` : trimmed;
}

function firstLine(text) {
  return text.trim().split("\n", 1)[0] ?? "";
}

/** Two lines for each failed test of a report, and for each file that failed before any of its tests. */
function failuresOf({ testResults = [] }, root) {
  return testResults.flatMap(({ name, status, message = "", assertionResults = [] }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0) return status === "failed" ? [[file, message]] : [];
    return failed.map(({ fullName, failureMessages = [] }) => [`${file}: ${fullName}`, failureMessages[0] ?? ""]);
  });
}

/**
 * @param {readonly unknown[]} reports vitest's JSON reports, parsed
 * @param {string} root paths of files are shown relative to it
 * @returns {string[]} lines to print; none when nothing failed
 */
export function failingTests(reports, root) {
  const failures = reports.flatMap((report) => failuresOf(report, root));
  if (failures.length === 0) return [];
  const shown = failures.slice(0, mostTests).flatMap(([name, message]) => {
    const why = oneLine(firstLine(message), longestMessage);
    return [`  ${oneLine(name, longestName)}`, ...(why === "" ? [] : [`    ${why}`])];
  });
  const left = failures.length - mostTests;
  return [`failing tests (${failures.length}):`, ...shown, ...(left > 0 ? [`  … and ${left} more`] : [])];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const reports = process.argv.slice(2).filter((path) => existsSync(path));
  const lines = failingTests(
    reports.map((path) => JSON.parse(readFileSync(path, "utf8"))),
    process.cwd(),
  );
  if (lines.length > 0) console.log(`\n${lines.join("\n")}`);
}
