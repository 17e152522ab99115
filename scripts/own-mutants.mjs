// Writes vectors/own-mutants.json anew: for each mutant of this project the runs of cases that see it, and for listed ones runs
// beside those of the scenarios that their entries name, as few as leave no check without a mutant. From the whole matrix: npx asms mutants --whole --json --quiet > matrix.json; node scripts/own-mutants.mjs matrix.json
import { readFileSync, writeFileSync } from "node:fs";
import { expand } from "../dist/harness/run/expand.js";
import { played } from "../dist/harness/run/mutation/axis-values.js";
import { mutantCatalogue } from "../dist/harness/run/mutation/catalogue.js";
import { suiteCases } from "../dist/harness/run/suites.js";

const file = "vectors/own-mutants.json";
const [, , source = "matrix.json"] = process.argv;
const { checks, mutants, complete, exitCode } = JSON.parse(readFileSync(source, "utf8"));
const partly = mutants.filter(({ heldAgainst }) => heldAgainst !== undefined);
if (!complete || exitCode !== 0 || partly.length > 0) {
  console.error(
    `${source} is no whole matrix in which everything holds; make it with: npx asms mutants --whole --json`,
  );
  process.exit(1);
}

const own = mutants.filter(({ id }) => id.startsWith("X-"));
const seen = new Map(
  own.map(({ id, seenBy, seenIn }) => [id, seenBy.map((check, at) => ({ check, run: seenIn[at] }))]),
);
const runs = new Map(own.map((one) => [one.id, new Set([detecting(one)])]));

/** The run that "fail ASMS-… in options-order: …" speaks of: what sees it there is what kills it. */
function detecting({ id, because }) {
  const found = seen.get(id).filter(({ check }) => because.includes(` in ${check.split(" ")[0]}: `));
  const row = found.find(({ check }) => because.includes(` ${check.split(" ")[1]} `)) ?? found[0];
  if (row === undefined) throw new Error(`${id}: nothing that it was seen by is what killed it: ${because}`);
  return row.run;
}

/** Runs that a listed mutant is held against anyway: first values of the scenarios that its entry names, at its versions. */
const cases = await suiteCases();
const versions = ["14.0", "14.1"];
const named = new Map(
  mutantCatalogue().mutants.map(({ id, detected_by, must_not_fail }) => [id, [detected_by, ...must_not_fail]]),
);
function runsAnyway(id) {
  const scenarios = named.get(id);
  const plays = { kind: "about", scenarios, ids: [] };
  const runs = versions.flatMap((version) =>
    played(cases, plays, version).flatMap((one) => expand(one, { full: true, versions: [version] })),
  );
  return new Set(runs.map((run) => run.id));
}

const listed = mutants.filter(({ id }) => id.startsWith("M-"));
const open = new Set(checks.map(({ name }) => name));
for (const [id, chosen] of runs) for (const { check, run } of seen.get(id)) if (chosen.has(run)) open.delete(check);
for (const { id, seenBy, seenIn } of listed) {
  const anyway = runsAnyway(id);
  const all = seenBy.map((check, at) => ({ check, run: seenIn[at] }));
  for (const { check, run } of all) if (anyway.has(run)) open.delete(check);
  const others = all.filter(({ run }) => !anyway.has(run));
  if (others.length > 0) seen.set(id, [...(seen.get(id) ?? []), ...others]);
}

/** What is still open and would be seen, by mutant and run. */
function offers() {
  const found = new Map();
  for (const [id, all] of seen) {
    for (const { check, run } of all) {
      if (!open.has(check)) continue;
      const key = JSON.stringify([id, run]);
      found.set(key, (found.get(key) ?? []).concat(check));
    }
  }
  return [...found].sort(([a, checksOfA], [b, checksOfB]) => checksOfB.length - checksOfA.length || (a < b ? -1 : 1));
}

for (let [best] = offers(); best !== undefined; [best] = offers()) {
  const [id, run] = JSON.parse(best[0]);
  runs.set(id, (runs.get(id) ?? new Set()).add(run));
  for (const check of best[1]) open.delete(check);
}
if (open.size > 0) throw new Error(`No mutant is seen by ${[...open].join(", ")}`);

const about =
  "Where to look first, so that the matrix need not hold all against all: runs of cases that see each mutant of this project, and those that see listed ones beside the scenarios of their entries. Written by scripts/own-mutants.mjs; a mutant that is not seen there as it must be, or that is not in it, is held against every case.";
const part = (prefix) => {
  const lines = [...runs]
    .filter(([id]) => id.startsWith(prefix))
    .map(
      ([id, chosen]) => `    ${JSON.stringify(id)}: ${JSON.stringify([...chosen].sort()).replaceAll('","', '", "')}`,
    );
  return `{\n${lines.sort().join(",\n")}\n  }`;
};
writeFileSync(
  file,
  `{\n  "about": ${JSON.stringify(about)},\n  "mutants": ${part("X-")},\n  "listed": ${part("M-")}\n}\n`,
);
console.log(`${file}: ${runs.size} mutants, ${[...runs.values()].reduce((sum, { size }) => sum + size, 0)} runs`);
