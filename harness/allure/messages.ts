import { createHash } from "node:crypto";
import { type Label, type Link, type Parameter, Severity, Status } from "allure-js-commons";
import type { RuntimeMessage } from "allure-js-commons/sdk";
import type { Exchange } from "../eas/index.js";
import { catalogue } from "../judging/catalogue.js";
import { counterexampleOf } from "../judging/counterexample.js";
import type { CaseResult, Finding, Profile } from "../judging/results.js";
import { rulings } from "../judging/rulings.js";
import { exchangeHex, exchangeXml } from "./exchange-text.js";
import { idLabel, verdictLabel, whyLabel } from "./tidy.js";

/** The run that a result belongs to. */
export interface AllureRun {
  /** Name of the target, as in results.json. */
  readonly target: string;
  readonly profile: Profile;
}

/**
 * All that Allure is told of a case or monitor: labels, parameters, links, one step for each finding, and the exchanges that
 * failures and warnings rest on.
 *
 * @param exchanges at least those that its findings name
 */
export function allureMessages(one: CaseResult, exchanges: readonly Exchange[], run: AllureRun): RuntimeMessage[] {
  const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
  const attached = new Set<string>();
  // An exchange that several findings rest on is attached to the first of them.
  const fresh = (ids: readonly string[]): Exchange[] =>
    ids.flatMap((id) => {
      const exchange = attached.has(id) ? undefined : byId.get(id);
      attached.add(id);
      return exchange === undefined ? [] : [exchange];
    });
  const at = Date.parse(one.startedAt);
  return [
    {
      type: "metadata",
      data: {
        displayName: `${one.id}: ${one.purpose}`,
        testCaseId: one.caseId,
        historyId: historyOf([run.target, one.id, one.protocolVersion]),
        description: `${one.purpose}.\n\n${one.kind === "monitor" ? "Repeat the whole run" : "Repeat it"}: \`${one.replay}\``,
        labels: labelsOf(one, run),
        links: linksOf(one.findings),
        parameters: [
          ...Object.entries(one.axes).map(([name, value]): Parameter => ({ name, value })),
          { name: "replay", value: one.replay, excluded: true },
        ],
      },
    },
    ...one.findings.flatMap((finding) =>
      step(finding, one, at, finding.outcome === "pass" ? [] : fresh(finding.exchanges)),
    ),
  ];
}

/** What is told of a run without a verdict, which has no case for that: no reader may take it for success. */
export function incompleteMessages(reason: string, { target, profile }: AllureRun): RuntimeMessage[] {
  return [
    {
      type: "metadata",
      data: {
        displayName: "run: The run comes to its end and to a verdict",
        testCaseId: incompleteId,
        historyId: historyOf([target, incompleteId]),
        labels: [
          { name: idLabel, value: incompleteId },
          { name: verdictLabel, value: "incomplete" },
          { name: whyLabel, value: `incomplete: ${reason}` },
          { name: "epic", value: "[MS-ASMS]" },
          { name: "feature", value: incompleteId },
          { name: "suite", value: "The run" },
          { name: "tag", value: `profile ${profile}` },
        ],
      },
    },
  ];
}

const incompleteId = "run";

/** The same in every run against the same target: Allure joins the runs of a case by it. */
function historyOf(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex");
}

/** Why a case did not pass, in one text; undefined when it did. */
function whyNot({ verdict, reason, findings }: CaseResult): string | undefined {
  if (verdict === "pass") return undefined;
  const failed = findings.filter(({ outcome }) => outcome === "fail");
  if (verdict !== "fail" || failed.length === 0) return reason === undefined ? verdict : `${verdict}: ${reason}`;
  return failed
    .map(({ requirement, expected, seen }) => `${requirement}: expected ${expected}; seen ${seen}`)
    .join("\n");
}

function labelsOf(one: CaseResult, { profile }: AllureRun): Label[] {
  const requirements = [...new Set(one.findings.map(({ requirement }) => requirement))];
  const severity = severityOf(one.findings);
  const why = whyNot(one);
  return [
    { name: idLabel, value: one.id },
    { name: verdictLabel, value: one.verdict },
    ...(why === undefined ? [] : [{ name: whyLabel, value: why }]),
    { name: "epic", value: "[MS-ASMS]" },
    { name: "feature", value: one.section },
    { name: "story", value: one.scenario },
    { name: "suite", value: one.kind === "monitor" ? "Monitors" : `Section ${one.section}` },
    { name: "tag", value: `profile ${profile}` },
    { name: "tag", value: `protocol ${one.protocolVersion}` },
    ...requirements.map((value): Label => ({ name: "requirement", value })),
    ...(severity === undefined ? [] : [{ name: "severity", value: severity }]),
  ];
}

/** After the highest normative level among the requirements that were missed, or that were looked at when none was. */
function severityOf(findings: readonly Finding[]): Severity | undefined {
  const failed = findings.filter(({ outcome }) => outcome === "fail");
  const levels = new Set(
    (failed.length > 0 ? failed : findings).map(({ requirement }) => catalogue().row(requirement)?.level),
  );
  if (levels.has("MUST") || levels.has("MUST NOT")) return Severity.CRITICAL;
  // A statement in the indicative binds without a keyword; a SHOULD may have its reasons.
  if (levels.has("STATEMENT")) return Severity.NORMAL;
  return levels.has("SHOULD") ? Severity.MINOR : undefined;
}

/** To what the rulings behind failures and warnings rest on. */
function linksOf(findings: readonly Finding[]): Link[] {
  const links = findings
    .filter(({ outcome }) => outcome === "fail" || outcome === "warn")
    .flatMap(({ ruling }) => rulings().ruling(ruling?.split(".")[0] ?? "")?.evidence ?? [])
    .flatMap(({ source, url }) => (url === undefined ? [] : [{ name: source, url }]));
  return [...new Map(links.map((link) => [link.url, link])).values()];
}

const stepStatus: Readonly<Record<Finding["outcome"], Status>> = {
  pass: Status.PASSED,
  fail: Status.FAILED,
  warn: Status.SKIPPED,
  inform: Status.SKIPPED,
};

function step(finding: Finding, one: CaseResult, at: number, exchanges: readonly Exchange[]): RuntimeMessage[] {
  const { requirement, outcome, expected, seen, ruling, remark, count, counterexample } = finding;
  const parameters: readonly (readonly [string, string | undefined])[] = [
    ["expected", expected],
    ["seen", seen],
    ["ruling", ruling],
    ["remark", remark],
    ["counterexample", counterexample],
    ["repeat", counterexampleOf(one, finding)?.replay],
    ["times", count === 1 ? undefined : String(count)],
    ["exchanges", outcome === "pass" ? undefined : finding.exchanges.join(", ")],
  ];
  return [
    { type: "step_start", data: { name: `${outcome} ${requirement}: ${expected}`, start: at } },
    {
      type: "step_metadata",
      data: { parameters: parameters.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])) },
    },
    ...exchanges.flatMap((exchange) => [
      attachment(`${exchange.command} ${exchange.id}`, exchangeXml(exchange)),
      attachment(`${exchange.command} ${exchange.id}, bytes`, exchangeHex(exchange)),
    ]),
    {
      type: "step_stop",
      data: {
        stop: at,
        status: stepStatus[outcome],
        statusDetails: outcome === "pass" ? {} : { message: seen, expected, actual: seen },
      },
    },
  ];
}

function attachment(name: string, content: string): RuntimeMessage {
  const encoded = Buffer.from(content).toString("base64");
  return {
    type: "attachment_content",
    data: { name, content: encoded, encoding: "base64", contentType: "text/plain", fileExtension: ".txt" },
  };
}
