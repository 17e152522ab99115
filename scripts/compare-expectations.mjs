// Compares a results.json with committed expectations: for each case its verdict, what blocks it, and the requirements that it
// found broken, doubtful or kept. Exit 0: all as expected; 1: a list of the differences; 2: wrong usage.
//
//   node scripts/compare-expectations.mjs RESULTS EXPECTED            compare
//   node scripts/compare-expectations.mjs RESULTS EXPECTED --update   write EXPECTED anew, keeping the reasons in it
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** The part of a case that is expected; lists in order, without repeats. */
export function expectationOf({ verdict, blockedBy, findings }) {
  const requirements = (outcome) =>
    [...new Set(findings.filter((one) => one.outcome === outcome).map((one) => one.requirement))].sort();
  const [fails, warns] = [requirements("fail"), requirements("warn")];
  const passes = requirements("pass").filter((id) => !fails.includes(id) && !warns.includes(id));
  return {
    verdict,
    ...(blockedBy === undefined ? {} : { blockedBy }),
    ...(fails.length === 0 ? {} : { fails }),
    ...(warns.length === 0 ? {} : { warns }),
    ...(passes.length === 0 ? {} : { passes }),
  };
}

/** Every difference, one sentence each. */
export function differences(results, expected) {
  const seen = new Map(results.cases.map((one) => [one.id, expectationOf(one)]));
  const found = [];
  for (const [id, { why: _why, ...wanted }] of Object.entries(expected.cases)) {
    const is = seen.get(id);
    if (is === undefined) found.push(`${id}: expected ${wanted.verdict}, but the run has no such case`);
    else found.push(...fieldDifferences(id, wanted, is));
  }
  for (const [id, { verdict }] of seen) {
    if (!(id in expected.cases)) found.push(`${id}: ${verdict}, but nothing is expected of it`);
  }
  return found;
}

function fieldDifferences(id, wanted, is) {
  return ["verdict", "blockedBy", "fails", "warns", "passes"].flatMap((field) => {
    const [left, right] = [wanted[field], is[field]].map(words);
    return left === right ? [] : [`${id}: ${field} is ${right}, expected ${left}`];
  });
}

function words(value) {
  return Array.isArray(value) ? value.join(", ") : (value ?? "none");
}

/** The expectations that these results would meet, with the reasons that are known already. */
export function updated(results, expected) {
  const cases = results.cases.map((one) => {
    const why = expected?.cases?.[one.id]?.why ?? "";
    return [one.id, { ...expectationOf(one), why }];
  });
  return { ...expected, cases: Object.fromEntries(cases) };
}

function main([resultsFile, expectedFile, flag]) {
  if (expectedFile === undefined || (flag !== undefined && flag !== "--update")) {
    console.error("usage: node scripts/compare-expectations.mjs RESULTS EXPECTED [--update]");
    return 2;
  }
  const results = read(resultsFile);
  if (flag === "--update") {
    const known = existsSync(expectedFile) ? read(expectedFile) : {};
    writeFileSync(expectedFile, `${JSON.stringify(updated(results, known), null, 2)}\n`);
    return 0;
  }
  const found = differences(results, read(expectedFile));
  for (const one of found) console.error(one);
  const total = results.cases.length;
  console.log(found.length === 0 ? `${total} cases, all as expected` : `${found.length} differences in ${total} cases`);
  return found.length === 0 ? 0 : 1;
}

function read(file) {
  try {
    const data = JSON.parse(readFileSync(file, "utf8"));
    if (typeof data.cases === "object" && data.cases !== null) return data;
    console.error(`${file} has no "cases"`);
  } catch (error) {
    console.error(`${file} cannot be read: ${error.message}`);
  }
  process.exit(2);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = main(process.argv.slice(2));
}
