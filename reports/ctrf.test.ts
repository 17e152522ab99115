import { type CTRFReport, validateStrict } from "ctrf";
import { expect, it } from "vitest";
import { emptyPart, noCaseHere } from "../harness/judging/headline.js";
import { ctrf } from "./ctrf.js";
import { anyRun } from "./testing/runs.js";
import { emptyPartRun, sampleRun } from "./testing/sample.js";

it.each(anyRun)(
  "is CTRF by the validator of its authors, and counts as the results do, for the %s run",
  (_name, record) => {
    const report: CTRFReport = JSON.parse(ctrf(record.results));
    expect(() => validateStrict(report)).not.toThrow();
    const { counts, exitCode, sentence } = record.results.summary;
    // Without a verdict, or without a case, there is one more, which did not pass.
    const more = exitCode === 3 ? 1 : 0;
    const empty = emptyPart(record.results) === undefined ? 0 : 1;
    expect(report.results.tests.filter(({ testId }) => testId === "run")).toHaveLength(more + empty);
    const incomplete = report.results.tests.find(({ rawStatus }) => rawStatus === "incomplete");
    expect(incomplete?.message).toBe(more === 0 ? undefined : `incomplete: ${sentence}`);
    expect(report.results.summary).toMatchObject({
      tests: record.results.cases.length + more + empty,
      passed: counts.pass,
      failed: counts.fail,
      skipped: counts.inconclusive + counts["not applicable"] + empty,
      other: counts.error + more,
    });
    for (const { status } of report.results.tests) {
      expect(report.results.tests.filter((test) => test.status === status)).toHaveLength(
        report.results.summary[status as "passed" | "failed" | "skipped" | "other"],
      );
    }
  },
);

it("is refused by that validator when a field is missing", () => {
  const report = JSON.parse(ctrf(sampleRun().results));
  delete report.results.summary;
  expect(() => validateStrict(report)).toThrow();
});

it("shows a part without a case as skipped, and says why", () => {
  const report: CTRFReport = JSON.parse(ctrf(emptyPartRun().results));
  const [last] = report.results.tests.slice(-1);
  expect(last).toMatchObject({ testId: "run", status: "skipped", rawStatus: "not judged", message: noCaseHere });
});

it("explains a failure, names its requirements and the command that repeats it", () => {
  const report: CTRFReport = JSON.parse(ctrf(sampleRun().results));
  const failed = report.results.tests.find(({ testId }) => testId === "settings-no-number");
  expect(failed).toMatchObject({ status: "failed", rawStatus: "fail", suite: ["[MS-ASMS]", "3.2.5.3"] });
  expect(failed?.message).toMatch(/^ASMS-3\.2\.5\.3-1: expected Status 5/);
  expect(failed?.trace).toContain("for the user: ");
  expect(failed?.extra?.replay).toContain("asms run");
});
