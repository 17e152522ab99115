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

/** npm is started as `npm run` was itself: on Windows `npm` and `npx` are scripts, which nothing but a shell can start. */
function npm(args, cwd) {
  const cli = process.env.npm_execpath;
  const [command, before] = cli === undefined ? ["npm", []] : [process.execPath, [cli]];
  return execFileSync(command, [...before, ...args], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

/** An installed command; one that is not there must not be fetched from anywhere. */
function npx(args, cwd) {
  return npm(["exec", "--no", "--", ...args], cwd);
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
  const packed = JSON.parse(npm(["pack", "--json", "--ignore-scripts", "--pack-destination", workshop], project));
  const tarball = join(workshop, (Array.isArray(packed) ? packed[0] : Object.values(packed)[0]).filename);
  npm(["init", "--yes"], consumer);
  npm(["install", "--no-save", tarball], consumer);
  const installed = join(consumer, "node_modules", "asms-conformance");
  const before = digests(installed);
  const dangling = danglingLinks(installed);
  assert(dangling.length === 0, `links of the packed pages that lead to nothing in it: ${dangling.join(", ")}`);

  const listed = npx(["asms", "list"], consumer).trim().split("\n");
  assert(listed.length > 10, `asms list printed ${listed.length} lines`);
  npx(["asms", "run", "--quiet"], consumer);
  for (const file of ["results.json", "exchanges.ndjson", "junit.xml", "report.html"]) {
    assert(existsSync(join(consumer, "asms-report", file)), `asms-report/${file} was not written`);
  }
  const results = JSON.parse(readFileSync(join(consumer, "asms-report", "results.json"), "utf8"));
  assert(results.cases.length > 10, "results.json holds hardly any case");
  npx(["asms-conformance", "--help"], consumer);
  for (const name of ["own-mutant.mjs", "own-mutant.ts"]) {
    writeFileSync(join(consumer, name), ownMutant);
    const matrix = JSON.parse(npx(["asms", "mutants", "--mutant", `./${name}`, "--json", "--quiet"], consumer));
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
