// Packs the project, installs the tarball into an empty folder whose path has a space, and runs the installed command
// there: it must list, run and report, write nothing into the installed package, and its pages must link to what is there.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { danglingLinks } from "./dangling-links.mjs";

const project = join(dirname(fileURLToPath(import.meta.url)), "..");
const workshop = mkdtempSync(join(tmpdir(), "asms pack "));
const consumer = join(workshop, "an empty folder");

function run(command, args, cwd) {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

/** Path → digest of every file below a folder. */
function digests(folder) {
  const found = new Map();
  for (const entry of readdirSync(folder, { recursive: true })) {
    const path = join(folder, entry);
    if (statSync(path).isFile()) {
      found.set(relative(folder, path), createHash("sha256").update(readFileSync(path)).digest("hex"));
    }
  }
  return found;
}

const ownMutant = `import { mutant } from "asms-conformance/mutants";
export default mutant("own-twice", { select: { copies: (item) => (item.class === "SMS" ? 2 : 1) } });
`;

function assert(condition, message) {
  if (!condition) throw new Error(message);
}

try {
  mkdirSync(consumer);
  const packed = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", workshop], project),
  );
  const tarball = join(workshop, (Array.isArray(packed) ? packed[0] : Object.values(packed)[0]).filename);
  run("npm", ["init", "--yes"], consumer);
  run("npm", ["install", "--no-save", tarball], consumer);
  const installed = join(consumer, "node_modules", "asms-conformance");
  const before = digests(installed);
  const dangling = danglingLinks(installed);
  assert(dangling.length === 0, `links of the packed pages that lead to nothing in it: ${dangling.join(", ")}`);

  const listed = run("npx", ["asms", "list"], consumer).trim().split("\n");
  assert(listed.length > 10, `asms list printed ${listed.length} lines`);
  run("npx", ["asms", "run", "--quiet"], consumer);
  for (const file of ["results.json", "exchanges.ndjson", "junit.xml", "report.html"]) {
    assert(existsSync(join(consumer, "asms-report", file)), `asms-report/${file} was not written`);
  }
  const results = JSON.parse(readFileSync(join(consumer, "asms-report", "results.json"), "utf8"));
  assert(results.cases.length > 10, "results.json holds hardly any case");
  run("npx", ["asms-conformance", "--help"], consumer);
  for (const name of ["own-mutant.mjs", "own-mutant.ts"]) {
    writeFileSync(join(consumer, name), ownMutant);
    const matrix = JSON.parse(run("npx", ["asms", "mutants", "--mutant", `./${name}`, "--json", "--quiet"], consumer));
    assert(matrix.mutants[0].verdict === "killed", `${name}: ${matrix.mutants[0].because}`);
  }

  const after = digests(installed);
  const changed = [...after.keys()].filter((path) => before.get(path) !== after.get(path));
  assert(
    changed.length === 0 && before.size === after.size,
    `written into the installed package: ${changed.join(", ")}`,
  );
  console.log(`packed, installed, listed ${listed.length} cases, ran and reported; the installed package is untouched`);
} finally {
  rmSync(workshop, { recursive: true, force: true });
}
