import { createHash } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Exchange, Message } from "../harness/eas/index.js";
import type { CaseResult, Finding, RunRecord, Verdict } from "../harness/judging/results.js";
import { toXml } from "../harness/wbxml/index.js";
import { urlWithoutSecrets, withoutSecrets } from "./secrets.js";
import { type ReportFile, reportError, writeAside } from "./write-aside.js";

// Allure's results are files of JSON. They are made from the record of the run like every other report; Allure's own reporter
// would see tests pass and fail, but no rows, no findings and no bytes.

type Status = "passed" | "failed" | "broken" | "skipped";

interface Named {
  readonly name: string;
  readonly value: string;
}

interface Attachment {
  readonly name: string;
  readonly type: string;
  /** Name of its file in the same folder. */
  readonly source: string;
}

interface Executed {
  readonly name: string;
  readonly status: Status;
  readonly statusDetails: { readonly message?: string; readonly expected?: string; readonly actual?: string };
  readonly stage: "finished";
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly stop: number;
  readonly parameters: readonly Named[];
  readonly steps: readonly Executed[];
  readonly attachments: readonly Attachment[];
}

/** A `*-result.json` as Allure reads it. */
export interface AllureResult extends Executed {
  readonly uuid: string;
  /** The same in every run against the same target: Allure joins the runs of a case by it. */
  readonly historyId: string;
  readonly testCaseId: string;
  readonly fullName: string;
  readonly description: string;
  readonly titlePath: readonly string[];
  readonly labels: readonly Named[];
  readonly links: readonly never[];
}

type Attach = (id: string) => readonly Attachment[];

const statuses: Readonly<Record<Verdict, Status>> = {
  pass: "passed",
  fail: "failed",
  inconclusive: "skipped",
  "not applicable": "skipped",
  error: "broken",
};

/** One file a case or monitor, and one for every exchange that a failure or warning rests on. */
export function allureFiles({ results, exchanges }: RunRecord): ReportFile[] {
  const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
  const attached = new Map<string, ReportFile>();
  const attach = (id: string): readonly Attachment[] => {
    const exchange = byId.get(id);
    if (exchange === undefined) return [];
    const file = attached.get(id) ?? {
      name: `${uuid(results.startedAt, id)}-attachment.txt`,
      chunks: [shown(exchange)],
    };
    attached.set(id, file);
    return [{ name: `${exchange.command} ${id}`, type: "text/plain", source: file.name }];
  };
  const run = { startedAt: results.startedAt, target: results.target.name, profile: results.profile };
  const tests = results.cases.map((one): ReportFile => {
    const result = testResult(one, run, attach);
    return { name: `${result.uuid}-result.json`, chunks: [`${JSON.stringify(result, null, 1)}\n`] };
  });
  const environment = { name: "environment.properties", chunks: [environmentText(run, results.protocolVersion)] };
  return [environment, ...attached.values(), ...tests];
}

/**
 * Writes the results into a folder of their own, in the place of those of an earlier run.
 * @returns the path of the folder
 * @throws ReportError
 */
export async function writeAllure(record: RunRecord, folder: string): Promise<string> {
  const aside = `${folder}.${process.pid}.part`;
  try {
    await rm(aside, { recursive: true, force: true });
    await writeAside(aside, allureFiles(record));
    await rm(folder, { recursive: true, force: true });
    await mkdir(join(folder, ".."), { recursive: true });
    await rename(aside, folder);
  } catch (error) {
    // The first error is the one to tell; what is left aside is in nobody's way.
    await rm(aside, { recursive: true, force: true }).catch(() => undefined);
    throw reportError(folder, error);
  }
  return folder;
}

interface Run {
  readonly startedAt: string;
  readonly target: string;
  readonly profile: string;
}

function testResult(one: CaseResult, run: Run, attach: Attach): AllureResult {
  const start = Date.parse(one.startedAt);
  const message = messageOf(one);
  const first = one.findings.find(({ outcome }) => outcome === "fail");
  const name = `${one.id}: ${one.purpose}`;
  return {
    uuid: uuid(run.startedAt, one.id, one.protocolVersion),
    historyId: uuid(run.target, one.id, one.protocolVersion),
    testCaseId: one.caseId,
    fullName: one.id,
    name,
    description: `${one.purpose}.\n\nRepeat it: \`${one.replay}\``,
    titlePath: [`[MS-ASMS] ${one.section}`],
    status: statuses[one.verdict],
    statusDetails: {
      ...(message === undefined ? {} : { message }),
      ...(first === undefined ? {} : { expected: first.expected, actual: first.seen }),
    },
    stage: "finished",
    start,
    stop: start + Math.round(one.durationMs),
    labels: labelsOf(one, run),
    parameters: Object.entries(one.axes).map(([axis, value]): Named => ({ name: axis, value })),
    links: [],
    steps: one.findings.map((finding) => step(finding, start, attach)),
    attachments: [],
  };
}

function messageOf({ verdict, reason, findings }: CaseResult): string | undefined {
  if (verdict === "pass") return undefined;
  const failed = findings.filter(({ outcome }) => outcome === "fail");
  if (failed.length === 0) return reason === undefined ? verdict : `${verdict}: ${reason}`;
  return failed
    .map(({ requirement, expected, seen }) => `${requirement}: expected ${expected}; seen ${seen}`)
    .join("\n");
}

function labelsOf(one: CaseResult, { profile }: Run): Named[] {
  const requirements = [...new Set(one.findings.map(({ requirement }) => requirement))];
  return [
    { name: "framework", value: "asms-conformance" },
    { name: "epic", value: "[MS-ASMS]" },
    { name: "feature", value: one.section },
    { name: "story", value: one.scenario },
    { name: "suite", value: one.kind === "monitor" ? "Monitors" : `Section ${one.section}` },
    { name: "tag", value: `profile ${profile}` },
    { name: "tag", value: `protocol ${one.protocolVersion}` },
    ...requirements.map((value): Named => ({ name: "requirement", value })),
  ];
}

function step(finding: Finding, start: number, attach: Attach): Executed {
  const { requirement, outcome, expected, seen, ruling, remark, exchanges, count } = finding;
  const judged = outcome === "pass" ? "passed" : outcome === "fail" ? "failed" : "skipped";
  const parameters: readonly (readonly [string, string | undefined])[] = [
    ["expected", expected],
    ["seen", seen],
    ["ruling", ruling],
    ["remark", remark],
    ["times", count === 1 ? undefined : String(count)],
  ];
  return {
    name: `${outcome} ${requirement}: ${expected}`,
    status: judged,
    statusDetails: outcome === "pass" ? {} : { message: seen },
    stage: "finished",
    start,
    stop: start,
    parameters: parameters.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    steps: [],
    attachments: outcome === "pass" ? [] : exchanges.flatMap(attach),
  };
}

/** The exchange as text, without what logs somebody in. */
function shown({ request, response, failure, deliberate }: Exchange): string {
  const lines = [
    ...(deliberate === undefined ? [] : [`Wrong on purpose: ${deliberate}`, ""]),
    `${request.method} ${urlWithoutSecrets(request.url)}`,
    ...messageLines(request),
    "",
    response === undefined
      ? `No answer: ${failure?.message ?? "none was recorded"}`
      : `HTTP ${response.status} ${response.reason}`,
    ...(response === undefined ? [] : messageLines(response)),
  ];
  return `${lines.join("\n")}\n`;
}

function messageLines({ headers, body, document }: Message): string[] {
  return [
    ...withoutSecrets(headers).map(([name, value]) => `${name}: ${value}`),
    "",
    document === undefined ? `(${body.length} bytes)` : toXml(document, { indent: 2 }),
  ];
}

function environmentText({ target, profile }: Run, protocol: string): string {
  return `Target=${target}\nProfile=${profile}\nProtocol=${protocol}\n`;
}

/** A UUID that follows from the words. */
function uuid(...words: readonly string[]): string {
  const hex = createHash("sha256").update(words.join("\0")).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
