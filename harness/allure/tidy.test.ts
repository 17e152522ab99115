import { Stage, Status, type TestResult } from "allure-js-commons";
import { InMemoryWriter, ReporterRuntime } from "allure-js-commons/sdk/reporter";
import { expect, test } from "vitest";
import type { CaseResult } from "../judging/results.js";
import { sampleCase, sampleExchange, sampleFinding } from "../judging/testing/samples.js";
import { allureMessages } from "./messages.js";
import { tidy } from "./tidy.js";

/** What is written of a case of which allure-vitest thinks `guess`. */
function told(one: CaseResult, guess: Partial<TestResult> = {}): TestResult {
  const writer = new InMemoryWriter();
  const runtime = new ReporterRuntime({ writer, listeners: [tidy] });
  const uuid = runtime.startTest({ name: "x", ...guess });
  runtime.applyRuntimeMessages(uuid, allureMessages(one, [sampleExchange("a/A/1")], { target: "t", profile: "seed" }));
  runtime.stopTest(uuid);
  runtime.writeTest(uuid);
  const [result] = writer.tests;
  if (result === undefined) throw new Error("nothing was written");
  return result;
}

function labels({ labels: all }: TestResult, wanted: string): string[] {
  return all.filter(({ name }) => name === wanted).map(({ value }) => value);
}

test("the verdict decides, not the words of an error; the reason is told", () => {
  const error = { verdict: "error", reason: "our own error: AssertionError" } as const;
  expect(told(sampleCase(error), { status: Status.FAILED })).toMatchObject({
    status: "broken",
    statusDetails: { message: "error: our own error: AssertionError" },
  });
  const verdict = "not applicable";
  const skipped = told(sampleCase({ verdict, reason: "no SMS here" }), { stage: Stage.PENDING });
  expect(skipped).toMatchObject({ status: "skipped", statusDetails: { message: "not applicable: no SMS here" } });
  expect(labels(skipped, "verdict")).toEqual(["not applicable"]);
});

test("nothing of the machine is told", () => {
  const machine = ["host", "thread", "package", "_fallbackTestCaseId"].map((name) => ({ name, value: "/home/alice" }));
  const statusDetails = { message: "x", trace: "at /home/alice/x.js:1" };
  const titlePath = ["home", "alice"];
  const result = told(sampleCase(), { labels: machine, statusDetails, titlePath, fullName: "/home/alice/x#y" });
  expect(JSON.stringify(result)).not.toContain("alice");
  expect(result).toMatchObject({ fullName: "sample", titlePath: ["[MS-ASMS] 3.2.5.1"], name: "sample: A sample" });
});

test("the severity follows the highest level that was missed", () => {
  const must = sampleFinding({ requirement: "ASMS-3.2.5.1-3", outcome: "fail" });
  const statement = sampleFinding({ requirement: "ASMS-1.4-1", outcome: "fail" });
  const severity = (findings: CaseResult["findings"]) =>
    labels(told(sampleCase({ verdict: "fail", findings })), "severity");
  expect(severity([statement, must])).toEqual(["critical"]);
  expect(severity([statement, { ...must, outcome: "pass" }])).toEqual(["normal"]);
  expect(severity([])).toEqual([]);
});

test("an exchange is attached to the first finding that rests on it, and to none that passed", () => {
  const fail = sampleFinding({ outcome: "fail", ruling: "Q1.place" });
  const findings = [sampleFinding(), fail, fail];
  const { steps, links, parameters } = told(sampleCase({ verdict: "fail", findings, axes: { order: "sms-first" } }));
  expect(steps.map(({ status, attachments }) => [status, attachments.map(({ name }) => name)])).toEqual([
    ["passed", []],
    ["failed", ["Sync a/A/1", "Sync a/A/1, bytes"]],
    ["failed", []],
  ]);
  expect(links.map(({ url }) => url)).toEqual([expect.stringContaining("/ms-ascmd/")]);
  expect(parameters.map(({ name, value }) => [name, value])).toEqual([
    ["order", "sms-first"],
    ["replay", "asms run --id sample"],
  ]);
});
