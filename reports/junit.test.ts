import { expect, it } from "vitest";
import { convert } from "xmlbuilder2";
import type { Exchange } from "../harness/eas/index.js";
import { noCaseHere } from "../harness/judging/headline.js";
import type { CaseResult, RunRecord, RunResults } from "../harness/judging/results.js";
import { junitXml } from "./junit.js";
import { hostileRun } from "./testing/hostile.js";
import { emptyPartRun, emptyRun, interruptedRun, makeResults, sampleRun } from "./testing/sample.js";
import { makeCase, makeFinding } from "./testing/sample-cases.js";

// Read as the readers read it: an element, its attributes, its children by name, its text.

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  readonly text: string;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nodesOf(name: string, value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap((item) => nodesOf(name, item));
  if (!isRecord(value)) return [{ name, attributes: {}, children: [], text: String(value) }];
  const attributes: Record<string, string> = {};
  const children: Node[] = [];
  let text = "";
  for (const [key, inner] of Object.entries(value)) {
    if (key.startsWith("@")) attributes[key.slice(1)] = String(inner);
    else if (key === "#") text = String(inner);
    else children.push(...nodesOf(key, inner));
  }
  return [{ name, attributes, children, text }];
}

function read(results: RunResults, exchanges: readonly Exchange[] = []): Node {
  const [root] = nodesOf("#document", convert(junitXml(results, exchanges), { format: "object" }))[0]?.children ?? [];
  if (root === undefined) throw new Error("no root element");
  return root;
}

function testcases(root: Node): Node[] {
  return root.children.flatMap(({ children }) => children);
}

function testcase(root: Node, id: string): Node {
  const found = testcases(root).find(({ attributes }) => attributes.name?.startsWith(`${id} `));
  if (found === undefined) throw new Error(`no test case ${id}`);
  return found;
}

function child(node: Node, name: string): Node {
  const found = node.children.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

const records: readonly (readonly [string, RunRecord])[] = [
  ["sample", sampleRun()],
  ["empty", emptyRun()],
  ["interrupted", interruptedRun()],
  ["hostile", hostileRun()],
];
const runs = records.map(([name, { results }]) => [name, results] as const);

/** What Jenkins, GitLab and the GitHub readers have in common, after the surefire reading. */
const attributesOf: Readonly<Record<string, readonly string[]>> = {
  testsuites: ["name", "tests", "failures", "errors", "time"],
  testsuite: ["name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname"],
  testcase: ["classname", "name", "time"],
  properties: [],
  property: ["name", "value"],
  failure: ["type", "message"],
  error: ["type", "message"],
  skipped: ["message"],
};

const childrenOf: Readonly<Record<string, readonly string[]>> = {
  testsuites: ["testsuite"],
  testsuite: ["testcase"],
  testcase: ["properties", "failure", "error", "skipped"],
  properties: ["property"],
};

/** Where the failure can be seen; the readers that do not know them pass them over. */
const further: readonly string[] = ["file", "line"];

function inspect(node: Node): void {
  const own = Object.keys(node.attributes).filter((name) => node.name !== "testcase" || !further.includes(name));
  expect(own, node.name).toEqual(attributesOf[node.name]);
  for (const inner of node.children) {
    expect(childrenOf[node.name], node.name).toContain(inner.name);
    inspect(inner);
  }
}

it.each(records)("is what readers of JUnit know, for the %s run", (_name, { results, exchanges }) => {
  const root = read(results, exchanges);
  expect(root.name).toBe("testsuites");
  inspect(root);
  for (const { children, attributes } of testcases(root)) {
    if (attributes.classname !== "run") expect(children[0]?.name).toBe("properties");
    expect(children.length).toBeLessThanOrEqual(2);
  }
});

it.each([
  ["an attribute too many", { name: "skipped", attributes: { message: "x", type: "y" }, children: [], text: "" }],
  ["one that is missing", { name: "failure", attributes: { message: "x" }, children: [], text: "" }],
  ["an element that is unknown", { name: "warning", attributes: {}, children: [], text: "" }],
])("those rules refuse %s", (_what, wrong) => {
  const time = { classname: "2.1", name: "a", time: "0" };
  expect(() => inspect({ name: "testcase", attributes: time, children: [], text: "" })).not.toThrow();
  expect(() => inspect({ name: "testcase", attributes: time, children: [wrong], text: "" })).toThrow();
});

it.each(runs)("counts as the results count, for the %s run", (_name, results) => {
  const root = read(results);
  const { counts, exitCode } = results.summary;
  const incomplete = exitCode === 3 ? 1 : 0;
  expect(root.attributes).toMatchObject({
    tests: String(results.cases.length + incomplete),
    failures: String(counts.fail),
    errors: String(counts.error + incomplete),
  });
  const number = (name: string) => testcases(root).filter((node) => node.children.some((one) => one.name === name));
  expect(number("failure").length).toBe(counts.fail);
  expect(number("error").length).toBe(counts.error + incomplete);
  expect(number("skipped").length).toBe(counts.inconclusive + counts["not applicable"]);
});

it.each([
  ["empty", emptyRun()],
  ["interrupted", interruptedRun()],
])("is not green for the %s run, even where nothing failed", (_name, { results }) => {
  const passed = { ...results, cases: results.cases.filter(({ verdict }) => verdict === "pass") };
  const root = read(passed);
  const run = root.children.find(({ attributes }) => attributes.name === "run");
  expect(run?.attributes).toMatchObject({ tests: "1", errors: "1", failures: "0", skipped: "0" });
  expect(child(run?.children[0] ?? root, "error").attributes).toEqual({
    type: "incomplete",
    message: `incomplete: ${results.summary.sentence}`,
  });
  expect(root.attributes).toMatchObject({ tests: String(passed.cases.length + 1), errors: "1" });
});

it("shows a part without a case as skipped, and says why", () => {
  const { results } = emptyPartRun();
  const root = read(results);
  const run = root.children.find(({ attributes }) => attributes.name === "run");
  expect(run?.attributes).toMatchObject({ tests: "1", errors: "0", failures: "0", skipped: "1" });
  expect(child(run?.children[0] ?? root, "skipped").attributes).toEqual({ message: noCaseHere });
  expect(root.attributes).toMatchObject({ tests: String(results.cases.length + 1), errors: "0" });
});

it("names the line of exchanges.ndjson that shows a failure", () => {
  const { results, exchanges } = sampleRun();
  const failed = testcase(read(results, exchanges), "settings-no-number");
  const line = exchanges.findIndex(({ id }) => id === "settings-no-number/A/1") + 1;
  expect(line).toBeGreaterThan(0);
  expect(failed.attributes).toMatchObject({ file: "exchanges.ndjson", line: String(line) });
});

it("has no two tests of one classname and name, of which GitLab would drop one", () => {
  for (const [, results] of runs) {
    const keys = testcases(read(results)).map(({ attributes }) => `${attributes.classname} ${attributes.name}`);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

it("explains a failure in its text, with level, section, both sides and the way to repeat it", () => {
  const failed = testcase(read(sampleRun().results), "settings-no-number");
  expect(failed.attributes.classname).toBe("3.2.5.3");
  const failure = child(failed, "failure");
  expect(failure.attributes).toEqual({
    type: "STATEMENT",
    message:
      "ASMS-3.2.5.3-1: expected Status 5 under DeviceInformation; seen Status 1 under Settings, and no DeviceInformation",
  });
  expect(failure.text).toContain("ASMS-3.2.5.3-1 (STATEMENT, [MS-ASMS] 3.2.5.3)");
  expect(failure.text).toContain("expected: Status 5 under DeviceInformation");
  expect(failure.text).toContain("exchange: settings-no-number/A/1");
  expect(failure.text).toContain("repeat: asms run");
  expect(failure.text).not.toContain("ASMS-3.1.4.3-1");
});

it("takes the heaviest level that was broken as the type", () => {
  const findings = ["ASMS-3.2.5.1-5", "ASMS-3.2.5.1-4", "ASMS-2.2-1"].map((requirement) =>
    makeFinding({ requirement, outcome: "fail", exchanges: ["x"] }),
  );
  const judged = makeCase({ id: "three", section: "2.2", purpose: "Three rules hold", verdict: "fail", findings });
  const failure = child(testcase(read(makeResults([judged])), "three"), "failure");
  expect(failure.attributes.type).toBe("MUST");
  expect(failure.attributes.message).toContain("(and 2 more)");
});

it("tells inconclusive from not applicable, and says why", () => {
  const root = read(sampleRun().results);
  const blocked = "inconclusive: no SMS could be stored in the mailbox (blocked by sms-round-trip)";
  expect(child(testcase(root, "sticky-options-kept"), "skipped")).toMatchObject({
    attributes: { message: blocked },
    text: blocked,
  });
  const absent = "not applicable: FolderSync lists no Outbox (type 6)";
  expect(child(testcase(root, "outbox-hanging-sync"), "skipped").attributes.message).toBe(absent);
  expect(child(testcase(root, "hanging-sync-wakes"), "error").text).toContain("could not log in");
});

it("names requirement, level and section as properties", () => {
  const { children } = child(testcase(read(sampleRun().results), "estimate-email"), "properties");
  const values = Object.fromEntries(children.map(({ attributes }) => [attributes.name, attributes.value]));
  expect(values).toMatchObject({ requirement: "ASMS-3.2.5.2-1", level: "STATEMENT", section: "3.2.5.2" });
});

it("shows what XML cannot hold by its code, and keeps the file small", () => {
  const xml = junitXml(hostileRun().results);
  expect(xml).toContain("[U+0001]");
  expect(xml).toContain("[U+D800]");
  expect(xml).not.toMatch(/<script/);
  expect(xml.length).toBeLessThan(60_000);
});

it("shows with a baseline what the exit code says: known is skipped, what differs is a failure", () => {
  const [first, second, third] = ["ASMS-3.2.5.1-5", "ASMS-2.1-1", "ASMS-2.2-1"];
  const made = (changes: Partial<CaseResult> & Pick<CaseResult, "id">) =>
    makeCase({ purpose: "a purpose", section: "2.1", ...changes });
  const broken = (requirement: string) => makeFinding({ requirement, outcome: "fail", exchanges: ["a/A/1"] });
  const known = { case: "old", requirement: first, verdict: "fail", reason: "ticket 7" } as const;
  const gone = { ...known, case: "fixed", now: "it passes" };
  const results: RunResults = {
    ...makeResults([
      made({ id: "old", verdict: "fail", findings: [broken(first)] }),
      made({ id: "half", verdict: "fail", findings: [first, second].map(broken) }),
      made({ id: "fixed" }),
      made({ id: "stuck", verdict: "inconclusive", reason: "no stage" }),
      made({ id: "fine" }),
    ]),
    baseline: {
      file: "b.json",
      known: 2,
      entries: [known, { ...known, case: "half" }],
      unexpected: [
        { case: "half", requirement: second, verdict: "fail" },
        { case: "stuck", verdict: "inconclusive" },
      ],
      stale: [gone, { ...gone, case: "vanished", requirement: third, now: "the run has no such case" }],
    },
  };
  const root = read(results);
  const outcome = (id: string) => testcase(root, id).children.find(({ name }) => name !== "properties");
  expect(outcome("old")).toMatchObject({ name: "skipped", text: "known: fail: ticket 7" });
  expect(outcome("half")).toMatchObject({ name: "failure" });
  expect(outcome("half")?.text).toContain(second);
  expect(outcome("half")?.text).not.toContain(first);
  expect(outcome("fixed")?.attributes.message).toContain("now it passes");
  expect(outcome("stuck")?.attributes.message).toBe("not in the baseline: stuck is inconclusive");
  expect(outcome("fine")).toBeUndefined();
  expect(outcome("vanished")?.attributes.message).toContain("the run has no such case");
  expect(root.attributes).toMatchObject({ tests: "6", failures: "4", errors: "0" });
});
