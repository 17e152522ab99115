import type { CTRFReport } from "ctrf";
import { expect, it } from "vitest";
import { convert } from "xmlbuilder2";
import { knowable } from "../harness/judging/baseline.js";
import type { RunResults } from "../harness/judging/results.js";
import { ctrf } from "./ctrf.js";
import { githubLines } from "./github.js";
import { junitXml } from "./junit.js";
import { sarif } from "./sarif.js";
import { sampleRun } from "./testing/sample.js";

const { results, exchanges } = sampleRun();
const entries = results.cases.flatMap(knowable).map((known) => ({ ...known, reason: "ticket 7" }));

/** The sample with a baseline that knows all but so many of its verdicts. */
function knownBut(unknown: number): RunResults {
  const kept = entries.slice(unknown);
  const baseline = {
    file: "b.json",
    known: kept.length,
    entries: kept,
    unexpected: entries.slice(0, unknown),
    stale: [],
  };
  return { ...results, baseline };
}

it.each([0, 1, 3])("no report disagrees about what %i verdicts that a baseline does not know are", (unknown) => {
  const record = { results: knownBut(unknown), exchanges };
  const junit = JSON.stringify(convert(junitXml(record.results), { format: "object" }));
  const report: CTRFReport = JSON.parse(ctrf(record.results));
  const failing = new Set(entries.slice(0, unknown).map((entry) => entry.case));
  expect(report.results.summary.failed).toBe(failing.size);
  expect(junit).toContain(`"@failures":"${failing.size}"`);
  const errors = record.results.summary.counts.error;
  expect(githubLines(record.results)).toHaveLength(Math.min(10, unknown + errors));
  const { runs } = JSON.parse(sarif(record));
  const open = runs[0].results.filter(
    ({ level, suppressions }: { level: string; suppressions?: unknown }) =>
      level === "error" && suppressions === undefined,
  );
  const unlisted = results.cases.flatMap(({ id, findings }) =>
    findings.filter(
      ({ outcome, requirement }) =>
        outcome === "fail" &&
        !entries.slice(unknown).some((entry) => entry.case === id && entry.requirement === requirement),
    ),
  );
  expect(open).toHaveLength(unlisted.length);
});
