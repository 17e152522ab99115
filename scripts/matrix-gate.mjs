// Runs the whole mutant matrix and holds its gates, but for checks that are listed in vectors/unproven-checks.json: those
// that no mutant makes fail yet. The list may only shrink: a line that matches no idle check any more fails as well.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const ran = spawnSync(process.execPath, ["dist/harness/cli/main.js", "mutants", "--json", "--quiet"], {
  encoding: "utf8",
  maxBuffer: 1 << 28,
});
process.stderr.write(ran.stderr);
if (ran.status !== 0 && ran.status !== 1) process.exit(ran.status ?? 4);
const matrix = JSON.parse(ran.stdout);
const known = JSON.parse(readFileSync("vectors/unproven-checks.json", "utf8")).checks;
const patterns = known.map((line) => ({
  line,
  matches: new RegExp(`^${line.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`),
}));
const idle = matrix.checks.filter(({ kills }) => kills.length === 0).map(({ name }) => name);
const unlisted = idle.filter((name) => !patterns.some(({ matches }) => matches.test(name)));
const stale = patterns.filter(({ matches }) => !idle.some((name) => matches.test(name))).map(({ line }) => line);
for (const { gate, passed, words } of matrix.gates) console.log(`${passed ? "ok    " : "not ok"} ${gate}: ${words}`);
console.log(
  `${idle.length} of ${matrix.checks.length} checks kill nothing, ${idle.length - unlisted.length} of them listed`,
);
for (const name of unlisted) console.log(`not listed: ${name}`);
for (const line of stale) console.log(`listed and no longer idle: ${line}`);
const others = matrix.gates.filter(({ gate, passed }) => gate !== "checks" && !passed);
process.exitCode = others.length + unlisted.length + stale.length === 0 && matrix.complete ? 0 : 1;
