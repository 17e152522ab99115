import { createHash } from "node:crypto";
import { catalogue } from "../harness/judging/catalogue.js";
import { replayOf } from "../harness/judging/counterexample.js";
import { emptyPart, judgedInPart } from "../harness/judging/headline.js";
import type { CaseResult, Finding, RequirementResult, RunRecord } from "../harness/judging/results.js";
import { explainBreach, explainRequirement, type RequirementWords } from "../harness/judging/words/index.js";
import { incompleteReason } from "./incomplete.js";
import { type Baseline, baselineOf, knownReason } from "./standing.js";
import { visibleJson } from "./visible.js";
import { cut, findingLine, reasonOf } from "./wording.js";

// A server has no line of source code that we could point at. What shows the fault is an exchange, and it has a file and
// a line: those of exchanges.ndjson, which is written beside this one.

const levels = { fail: "error", warn: "warning", inform: "note" } as const;

type Level = (typeof levels)[keyof typeof levels] | "none";

/** At most so many places for one result: a monitor may have seen the same thing hundreds of times. */
const mostLocations = 10;

type Json = Readonly<Record<string, unknown>>;

interface Position {
  readonly finding: Finding;
  readonly judge: CaseResult;
}

function rule(row: RequirementResult, profile: RunRecord["results"]["profile"]): Json {
  const words = explainRequirement(row.id);
  return {
    id: row.id,
    shortDescription: { text: row.summary },
    fullDescription: { text: `${row.summary} ([MS-ASMS] ${row.section}, ${row.level})` },
    ...(words === undefined ? {} : { help: help(words) }),
    defaultConfiguration: { level: ruleLevel(row.id, profile) },
    properties: { tags: [row.level, row.actor, `section ${row.section}`], section: row.section, level: row.level },
  };
}

/** What a breach weighs; where the protocol versions differ, the heaviest. */
function ruleLevel(id: string, profile: RunRecord["results"]["profile"]): Level {
  const entry = catalogue().row(id)?.profiles[profile] ?? "none";
  const words = typeof entry === "string" ? [entry] : Object.values(entry);
  if (words.includes("fail")) return "error";
  if (words.includes("warn")) return "warning";
  return words.includes("inform") ? "note" : "none";
}

function help({ summary, section, user, mistake, rulings }: RequirementWords): Json {
  const parts = [
    ["Rule", `${summary} ([MS-ASMS] ${section})`],
    ["For the user", user],
    ["Probable mistake", mistake],
    ...rulings.map(({ id, ruling }) => [`Ruling ${id}`, ruling]),
  ] as const;
  return {
    text: parts.map(([name, text]) => `${name}: ${text}`).join("\n"),
    markdown: parts.map(([name, text]) => `**${name}.** ${text?.replace(/[\\`*_[\]<>]/g, "\\$&")}`).join("\n\n"),
  };
}

function result(
  { finding, judge }: Position,
  lines: ReadonlyMap<string, number>,
  indexes: ReadonlyMap<string, number>,
) {
  const index = indexes.get(finding.requirement);
  const replay = replayOf(judge, finding);
  return {
    ruleId: finding.requirement,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: finding.outcome === "pass" ? "none" : levels[finding.outcome],
    message: {
      text: `${findingLine(finding)}.${meaningHere(finding)} Case ${judge.id}. ${judge.kind === "monitor" ? "Repeat the whole run" : "Repeat it"}: ${replay}`,
    },
    locations: locations({ finding, judge }, lines),
    occurrenceCount: finding.count,
    properties: {
      case: judge.id,
      scenario: judge.scenario,
      protocolVersion: judge.protocolVersion,
      expected: cut(finding.expected),
      seen: cut(finding.seen),
      replay,
      ...(finding.counterexample === undefined ? {} : { counterexample: finding.counterexample }),
      ...(finding.ruling === undefined ? {} : { ruling: finding.ruling }),
      ...(finding.mark === undefined
        ? {}
        : { element: finding.mark.path, bytes: [finding.mark.start, finding.mark.end] }),
    },
  };
}

/** What a finding means where that is not what the help of its rule says. */
function meaningHere(finding: Finding): string {
  const here = finding.outcome === "pass" ? undefined : explainBreach(finding);
  if (here === undefined || here.user === explainBreach({ requirement: finding.requirement })?.user) return "";
  return ` For the user: ${here.user} Probable mistake: ${here.mistake}`;
}

function locations({ finding, judge }: Position, lines: ReadonlyMap<string, number>): Json[] {
  const logicalLocations = [{ name: judge.caseId, fullyQualifiedName: judge.id, kind: "function" }];
  // What can be pointed at comes first; else the exchange that was judged, which comes last among those that it rests on.
  const marked = finding.mark === undefined ? [] : [finding.mark.exchange];
  const ids = [...new Set([...marked, ...[...finding.exchanges].reverse()])];
  const numbers = ids.flatMap((id) => lines.get(id) ?? []);
  const shown = numbers.length === 0 ? [1] : numbers.slice(0, mostLocations);
  return shown.map((startLine) => ({
    physicalLocation: { artifactLocation: { uri: "exchanges.ndjson", index: 0 }, region: { startLine } },
    logicalLocations,
  }));
}

/**
 * The same for the same check in every run, whatever came back, so that a viewer knows a fault again; unique in a run,
 * so that it joins no two.
 */
function fingerprints(positions: readonly Position[]): string[] {
  const seen = new Map<string, number>();
  return positions.map(({ finding, judge }) => {
    const key = [finding.requirement, judge.id, judge.protocolVersion, finding.expected].join("\0");
    const number = (seen.get(key) ?? 0) + 1;
    seen.set(key, number);
    return createHash("sha256").update(`${key}\0${number}`).digest("hex").slice(0, 32);
  });
}

/** What the baseline of the run puts up with: viewers do not show it, and it can still be looked up. */
function suppression({ finding, judge }: Position, baseline: Baseline | undefined): Json {
  const justification = knownReason(judge, finding, baseline);
  return justification === undefined ? {} : { suppressions: [{ kind: "external", status: "accepted", justification }] };
}

function notifications(results: RunRecord["results"], incomplete: string | undefined): Json[] {
  const open = results.cases.filter(({ verdict }) => verdict === "error" || verdict === "inconclusive");
  const remarks = [judgedInPart(results), emptyPart(results)].filter((remark) => remark !== undefined);
  return [
    ...remarks.map((text) => ({ level: "warning", descriptor: { id: "run" }, message: { text } })),
    ...(incomplete === undefined
      ? []
      : [{ level: "error", descriptor: { id: "run" }, message: { text: `incomplete: ${incomplete}` } }]),
    ...open.map((judged) => ({
      level: judged.verdict === "error" ? "error" : "warning",
      descriptor: { id: judged.caseId },
      message: { text: `${judged.id}: ${reasonOf(judged)}` },
    })),
  ];
}

/**
 * report.sarif, SARIF 2.1.0: a rule for each requirement; a result for each finding that does not hold, located in
 * exchanges.ndjson by its line; what could not be judged as notifications of the run.
 */
export function sarif({ results, exchanges }: RunRecord): string {
  const { tool, target, profile, summary, startedAt, durationMs, requirements, cases } = results;
  const lines = new Map(exchanges.map(({ id }, index) => [id, index + 1]));
  const indexes = new Map(requirements.map(({ id }, index) => [id, index]));
  const positions = cases.flatMap((judge) =>
    judge.findings.filter(({ outcome }) => outcome !== "pass").map((finding) => ({ finding, judge })),
  );
  const prints = fingerprints(positions);
  const baseline = baselineOf(results);
  const incomplete = incompleteReason(results);
  const run = {
    tool: {
      driver: {
        name: tool.name,
        version: tool.version,
        semanticVersion: tool.version,
        rules: requirements.map((row) => rule(row, profile)),
      },
    },
    automationDetails: { id: `${tool.name}/${profile}/${target.name}/` },
    invocations: [
      {
        executionSuccessful: summary.exitCode !== 4 && incomplete === undefined,
        exitCode: summary.exitCode,
        startTimeUtc: startedAt,
        endTimeUtc: new Date(Date.parse(startedAt) + durationMs).toISOString(),
        toolExecutionNotifications: notifications(results, incomplete),
      },
    ],
    artifacts: [{ location: { uri: "exchanges.ndjson" }, mimeType: "application/x-ndjson" }],
    columnKind: "utf16CodeUnits",
    results: positions.map((position, index) => ({
      ...result(position, lines, indexes),
      ...suppression(position, baseline),
      partialFingerprints: { "asmsFinding/v1": prints[index], primaryLocationLineHash: `${prints[index]}:1` },
    })),
    properties: {
      verdict: summary.sentence,
      complete: summary.complete,
      target: target.name,
      url: target.url,
      profile,
    },
  };
  return `${visibleJson(
    JSON.stringify(
      { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] },
      null,
      2,
    ),
  )}\n`;
}
