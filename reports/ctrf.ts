import { emptyPart, verdictIn } from "../harness/judging/headline.js";
import type { CaseResult, RequirementResult, RunResults } from "../harness/judging/results.js";
import { requirementsById } from "./findings.js";
import { incompleteReason } from "./incomplete.js";
import { type Baseline, baselineOf, type Outcome, outcomeOf } from "./standing.js";
import { visibleJson } from "./visible.js";
import { findingLine, findingText, oneLine, reasonOf, requirementsOf, versionWords } from "./wording.js";

/** An error of ours says nothing about the target: neither passed nor failed. */
const statuses = {
  passed: "passed",
  failure: "failed",
  error: "other",
  skipped: "skipped",
} as const satisfies Record<Outcome, string>;

type Json = Readonly<Record<string, unknown>>;

function test(judged: CaseResult, rows: ReadonlyMap<string, RequirementResult>, baseline: Baseline | undefined): Json {
  const start = Math.round(Date.parse(judged.startedAt));
  const duration = Math.round(judged.durationMs);
  const failed = judged.findings.filter(({ outcome }) => outcome === "fail");
  const [first] = failed;
  const message = first === undefined ? reasonOf(judged) : findingLine(first);
  const requirements = requirementsOf(judged);
  const warnings = judged.findings.filter(({ outcome }) => outcome === "warn").map(findingLine);
  return {
    name: oneLine(`${judged.id} ${judged.purpose}`),
    testId: judged.id,
    status: statuses[outcomeOf(judged, baseline)],
    rawStatus: judged.verdict,
    duration,
    start,
    stop: start + duration,
    suite: ["[MS-ASMS]", judged.section],
    type: judged.kind,
    tags: [`protocol ${judged.protocolVersion}`, judged.scenario],
    ...(judged.verdict === "pass" ? {} : { message }),
    ...(failed.length === 0
      ? {}
      : { trace: failed.map((finding) => findingText(finding, judged, rows.get(finding.requirement))).join("\n\n") }),
    ...(Object.keys(judged.axes).length === 0 ? {} : { parameters: judged.axes }),
    extra: {
      requirements,
      section: judged.section,
      replay: judged.replay,
      exchanges: judged.exchanges.length,
      ...(warnings.length === 0 ? {} : { warnings }),
    },
  };
}

/** As in junit.xml: neither what has no verdict nor a part without a case must look like success. */
function ofRun(results: RunResults): (Json & { readonly status: "other" | "skipped" }) | undefined {
  const reason = incompleteReason(results);
  const empty = emptyPart(results);
  if (reason !== undefined) {
    const name = "The run comes to its end and to a verdict";
    return { name, status: "other", rawStatus: "incomplete", ...aboutRun(results, `incomplete: ${reason}`) };
  }
  if (empty === undefined) return undefined;
  return {
    name: "A case falls to this part of the run",
    status: "skipped",
    rawStatus: "not judged",
    ...aboutRun(results, empty),
  };
}

function aboutRun({ startedAt, durationMs }: RunResults, message: string): Json {
  const start = Date.parse(startedAt);
  return {
    testId: "run",
    duration: 0,
    start,
    stop: start + Math.round(durationMs),
    suite: ["[MS-ASMS]", "run"],
    type: "run",
    message: oneLine(message),
  };
}

/**
 * ctrf.json, the Common Test Report Format: a test for each case and monitor, the verdict as `rawStatus`;
 * with a baseline what it knows is skipped, as in junit.xml.
 */
export function ctrf(results: RunResults): string {
  const { tool, target, profile, summary, startedAt, durationMs, cases, shard } = results;
  const rows = requirementsById(results);
  const start = Date.parse(startedAt);
  const baseline = baselineOf(results);
  const outcomes = cases.map((judged) => outcomeOf(judged, baseline));
  const own = ofRun(results);
  const more = own === undefined ? [] : [own];
  const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
  return `${visibleJson(
    JSON.stringify(
      {
        reportFormat: "CTRF",
        specVersion: "0.0.0",
        timestamp: startedAt,
        generatedBy: `${tool.name} ${tool.version}`,
        results: {
          tool: { name: tool.name, version: tool.version },
          summary: {
            tests: cases.length + more.length,
            passed: count("passed"),
            failed: count("failure"),
            skipped: count("skipped") + more.filter(({ status }) => status === "skipped").length,
            pending: 0,
            other: count("error") + more.filter(({ status }) => status === "other").length,
            suites: new Set(cases.map(({ section }) => section)).size + more.length,
            start,
            stop: start + Math.round(durationMs),
            extra: {
              verdict: verdictIn(results),
              complete: summary.complete,
              exitCode: summary.exitCode,
              requirements: summary.requirements,
            },
          },
          tests: [...cases.map((judged) => test(judged, rows, baseline)), ...more],
          environment: {
            reportName: "[MS-ASMS] conformance",
            appName: target.name,
            testEnvironment: `profile ${profile}, protocol ${versionWords(results)}`,
            healthy: summary.exitCode === 0,
            ...(shard === undefined ? {} : { shardId: `${shard.index}/${shard.total}` }),
          },
        },
      },
      null,
      2,
    ),
  )}\n`;
}
