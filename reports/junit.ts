import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces.js";
import type { Exchange } from "../harness/eas/index.js";
import { type Standing, sayKnown } from "../harness/judging/baseline.js";
import { emptyPart, verdictIn } from "../harness/judging/headline.js";
import type {
  BaselineResult,
  CaseResult,
  NormativeLevel,
  RequirementResult,
  RunResults,
} from "../harness/judging/results.js";
import { requirementsById } from "./findings.js";
import { groupBy } from "./grouping.js";
import { incompleteReason } from "./incomplete.js";
import { type Baseline, baselineOf, type Outcome, outcomeOf } from "./standing.js";
import { visible } from "./visible.js";
import { cut, findingText, oneLine, reasonOf, repeatWords, requirementsOf } from "./wording.js";

// Readers differ. GitLab and Jenkins show the text of failure, error and skipped, GitHub's annotations their message: so
// the text stands on its own. GitLab drops a second test of the same classname and name: case ids are unique. Only what
// the surefire reading of testcase knows is written: properties first, then at most one outcome.

const weights: readonly NormativeLevel[] = ["MUST", "MUST NOT", "SHOULD", "STATEMENT"];

/** Text of case and finding can be anything that a target sent; what XML 1.0 cannot hold is shown by its code. */
function invalidCharacter(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;
}

type Attributes = Readonly<Record<string, string | number>>;

/** xmlbuilder2 leaves alone what looks like an entity, as "&#0;" does, which no XML may hold: each & is one already. */
function literal(text: string): string {
  return visible(text).replaceAll("&", "&amp;");
}

function add(parent: XMLBuilder, name: string, attributes: Attributes = {}, text?: string): XMLBuilder {
  const entries = Object.entries(attributes);
  const element = parent.ele(
    name,
    Object.fromEntries(entries.map(([key, value]) => [key, typeof value === "string" ? literal(value) : value])),
  );
  return text === undefined ? element : element.txt(literal(text));
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function tally(
  cases: readonly CaseResult[],
  baseline: Baseline | undefined,
): Record<"tests" | "failures" | "errors" | "skipped", number> {
  const count = (outcome: Outcome) => cases.filter((judged) => outcomeOf(judged, baseline) === outcome).length;
  return { tests: cases.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") };
}

function heaviest(ids: readonly string[], rows: ReadonlyMap<string, RequirementResult>): NormativeLevel | undefined {
  const levels = ids.map((id) => rows.get(id)?.level);
  return weights.find((level) => levels.includes(level));
}

function properties(parent: XMLBuilder, judged: CaseResult, rows: ReadonlyMap<string, RequirementResult>): void {
  const ids = requirementsOf(judged);
  const values: readonly (readonly [string, string | undefined])[] = [
    ["requirement", ids.join(" ")],
    ["level", heaviest(ids, rows)],
    ["section", judged.section],
    ["verdict", judged.verdict],
    ["scenario", judged.scenario],
    ["protocolVersion", judged.protocolVersion],
  ];
  const element = add(parent, "properties");
  for (const [name, value] of values) {
    if (value !== undefined && value !== "") add(element, "property", { name, value });
  }
}

function failure(parent: XMLBuilder, judged: CaseResult, rows: ReadonlyMap<string, RequirementResult>): void {
  const failed = judged.findings.filter(({ outcome }) => outcome === "fail");
  const [first] = failed;
  const ids = failed.map(({ requirement }) => requirement);
  const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : "";
  const message =
    first === undefined
      ? (judged.reason ?? "failed")
      : `${first.requirement}: expected ${cut(first.expected)}; seen ${cut(first.seen)}${more}`;
  const text = [
    ...failed.map((finding) => findingText(finding, judged, rows.get(finding.requirement))),
    `${repeatWords(judged)}: ${judged.replay}`,
  ].join("\n\n");
  const type = heaviest(ids, rows) ?? "MUST";
  add(parent, "failure", { type, message: message.replace(/\s+/g, " ").trim() }, text);
}

/** What the baseline does not know of the case, or knows no longer. */
function difference(parent: XMLBuilder, judged: CaseResult, standing: Standing): void {
  const lines = [
    ...standing.unexpected.map((known) => `not in the baseline: ${sayKnown(known)}`),
    ...standing.stale.map((entry) => `stale in the baseline: ${sayKnown(entry)}; now ${entry.now}`),
  ];
  const reason = judged.reason === undefined ? [] : [reasonOf(judged)];
  const text = [...lines, ...reason, `${repeatWords(judged)}: ${judged.replay}`].join("\n");
  add(parent, "failure", { type: "baseline", message: oneLine(lines.join("; ")) }, text);
}

function knownText(judged: CaseResult, standing: Standing | undefined): string {
  const reasons = [...new Set((standing?.known ?? []).map(({ reason }) => reason))];
  return reasons.length === 0 ? reasonOf(judged) : oneLine(`known: ${judged.verdict}: ${reasons.join("; ")}`);
}

/** Readers that annotate want a file and a line; what shows a fault is a line of exchanges.ndjson. */
function placeOf(
  { findings, exchanges }: CaseResult,
  lines: Lines,
): { readonly file?: string; readonly line?: number } {
  const failed = findings.find(({ outcome }) => outcome === "fail");
  const line = (failed?.exchanges ?? exchanges).flatMap((id) => lines.get(id) ?? []).at(-1);
  return line === undefined ? {} : { file: "exchanges.ndjson", line };
}

type Lines = ReadonlyMap<string, number>;

function testcase(
  parent: XMLBuilder,
  judged: CaseResult,
  rows: ReadonlyMap<string, RequirementResult>,
  lines: Lines,
  baseline: Baseline | undefined,
): void {
  const element = add(parent, "testcase", {
    classname: judged.section,
    name: oneLine(`${judged.id} ${judged.purpose}`),
    time: seconds(judged.durationMs),
    ...placeOf(judged, lines),
  });
  properties(element, judged, rows);
  const standing = baseline?.get(judged.id);
  const reason = reasonOf(judged);
  switch (outcomeOf(judged, baseline)) {
    case "failure": {
      const failsAnew = judged.verdict === "fail" && (standing === undefined || standing.stale.length === 0);
      if (failsAnew) failure(element, newIn(judged, standing), rows);
      else if (standing !== undefined) difference(element, judged, standing);
      break;
    }
    case "error":
      add(
        element,
        "error",
        { type: "error", message: reason },
        `${reason}\n\n${repeatWords(judged)}: ${judged.replay}`,
      );
      break;
    case "skipped": {
      const text = knownText(judged, standing);
      add(element, "skipped", { message: text }, text);
      break;
    }
    default:
  }
}

/** The case with those failures alone that the baseline does not know. */
function newIn(judged: CaseResult, standing: Standing | undefined): CaseResult {
  const known = new Set(standing?.known.map(({ requirement }) => requirement));
  return { ...judged, findings: judged.findings.filter(({ requirement }) => !known.has(requirement)) };
}

/** Entries that no case of the run belongs to: a suite of their own, so that no reader counts them as passed. */
function orphans(root: XMLBuilder, { stale }: BaselineResult, results: RunResults): void {
  const known = new Set(results.cases.map(({ id }) => id));
  const lost = stale.filter((entry) => !known.has(entry.case));
  if (lost.length === 0) return;
  const counts = {
    tests: lost.length,
    failures: lost.length,
    errors: 0,
    skipped: 0,
    time: "0.000",
    ...placeAndTime(results),
  };
  const suite = add(root, "testsuite", { name: "baseline", ...counts });
  for (const entry of lost) {
    const text = oneLine(`stale in the baseline: ${sayKnown(entry)}; now ${entry.now}`);
    const element = add(suite, "testcase", { classname: "baseline", name: oneLine(sayKnown(entry)), time: "0.000" });
    add(element, "failure", { type: "baseline", message: text }, text);
  }
}

/** The Ant schema knows no time zone here. */
function placeAndTime({ startedAt, target }: RunResults): { readonly timestamp: string; readonly hostname: string } {
  return { timestamp: startedAt.slice(0, 19), hostname: oneLine(target.name) };
}

interface OfRun {
  readonly name: string;
  readonly outcome: "error" | "skipped";
  readonly text: string;
}

/**
 * A run without a verdict is no success, even if all that it came to passed, and a part without a case none at all: readers
 * look at test cases alone.
 */
function ofRun(results: RunResults): OfRun | undefined {
  const reason = incompleteReason(results);
  const empty = emptyPart(results);
  if (reason !== undefined) {
    const name = "The run comes to its end and to a verdict";
    return { name, outcome: "error", text: oneLine(`incomplete: ${reason}`) };
  }
  return empty === undefined
    ? undefined
    : { name: "A case falls to this part of the run", outcome: "skipped", text: empty };
}

function addOfRun(root: XMLBuilder, { name, outcome, text }: OfRun, results: RunResults): void {
  const errors = outcome === "error" ? 1 : 0;
  const counts = { tests: 1, failures: 0, errors, skipped: 1 - errors, time: "0.000", ...placeAndTime(results) };
  const suite = add(root, "testsuite", { name: "run", ...counts });
  const element = add(suite, "testcase", { classname: "run", name, time: "0.000" });
  add(element, outcome, { ...(errors === 1 ? { type: "incomplete" } : {}), message: text }, text);
}

/**
 * junit.xml: a suite a section, a testcase a case or monitor. fail is a failure whose type is the heaviest level that was
 * broken; error is an error; inconclusive and not applicable are skipped, with the verdict before the reason. With a baseline
 * what it knows is skipped as "known", and what differs from it is a failure: JUnit and exit code say the same. A run without
 * a verdict has one error more, a part without a case one skipped test case.
 *
 * @param exchanges those of the run in the order of exchanges.ndjson, for `file` and `line` of a test case
 */
export function junitXml(results: RunResults, exchanges: readonly Exchange[] = []): string {
  const lines = new Map(exchanges.map(({ id }, index) => [id, index + 1]));
  const rows = requirementsById(results);
  const document = create({ version: "1.0", encoding: "UTF-8", invalidCharReplacement: invalidCharacter });
  const baseline = baselineOf(results);
  const { skipped: _, tests, failures, errors } = tally(results.cases, baseline);
  const ids = new Set(results.cases.map(({ id }) => id));
  const lost = results.baseline?.stale.filter((entry) => !ids.has(entry.case)).length ?? 0;
  const own = ofRun(results);
  const root = add(document, "testsuites", {
    name: oneLine(`[MS-ASMS] ${results.target.name}: ${verdictIn(results)}`),
    tests: tests + lost + (own === undefined ? 0 : 1),
    failures: failures + lost,
    errors: errors + (own?.outcome === "error" ? 1 : 0),
    time: seconds(results.durationMs),
  });
  for (const [section, cases] of groupBy(results.cases, (judged) => judged.section)) {
    const suite = add(root, "testsuite", {
      name: `[MS-ASMS] ${section}`,
      ...tally(cases, baseline),
      time: seconds(cases.reduce((sum, { durationMs }) => sum + durationMs, 0)),
      ...placeAndTime(results),
    });
    for (const judged of cases) testcase(suite, judged, rows, lines, baseline);
  }
  if (own !== undefined) addOfRun(root, own, results);
  if (results.baseline !== undefined) orphans(root, results.baseline, results);
  return document.end({ prettyPrint: true });
}
