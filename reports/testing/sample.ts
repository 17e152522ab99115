import { readFileSync } from "node:fs";
import { noCaseHere } from "../../harness/judging/headline.js";
import type {
  CaseResult,
  Finding,
  RequirementResult,
  RunRecord,
  RunResults,
  Verdict,
} from "../../harness/judging/results.js";
import { makeExchange } from "./exchange-builder.js";
import { sampleCapabilities, sampleCases } from "./sample-cases.js";
import { crash, estimate, offer, roundTrip, settingsNoNumber, threeOptions } from "./sample-exchanges.js";

// Runs for the tests of the reports: one against a server that does not know SMS, an empty one, an interrupted one.

interface Row {
  readonly id: string;
  readonly section: string;
  readonly level: RequirementResult["level"];
  readonly actor: RequirementResult["actor"];
  readonly summary: string;
  readonly testable: "active" | "passive" | "untestable";
  readonly why?: string;
}

const rows: readonly Row[] = JSON.parse(
  readFileSync(new URL("../../vectors/requirements.json", import.meta.url), "utf8"),
);

const severity: readonly Finding["outcome"][] = ["fail", "warn", "inform", "pass"];

function requirementOf(row: Row, cases: readonly CaseResult[]): RequirementResult {
  const found = cases.flatMap((judged) =>
    judged.findings.filter(({ requirement }) => requirement === row.id).map((finding) => ({ judged, finding })),
  );
  const worst = severity.find((outcome) => found.some(({ finding }) => finding.outcome === outcome));
  const { id, section, level, actor, summary } = row;
  const base = { id, section, level, actor, summary, cases: [...new Set(found.map(({ judged }) => judged.id))] };
  if (worst !== undefined) return { ...base, verdict: worst };
  if (row.testable === "untestable") return { ...base, verdict: "untestable", reason: row.why ?? "not on the wire" };
  if (row.actor === "client") return { ...base, verdict: "client", reason: "binds clients; this run judges a server" };
  if (row.section.startsWith("3.1.4.1.1")) {
    return { ...base, verdict: "inconclusive", reason: "no SMS could be stored (blocked by sms-round-trip)" };
  }
  return { ...base, verdict: "untested", reason: "no case of this run looked at it" };
}

function counted<K extends string>(keys: readonly K[], values: readonly K[]): Record<K, number> {
  const counts = keys.map((key) => [key, values.filter((value) => value === key).length]);
  return Object.fromEntries(counts) as Record<K, number>;
}

const verdicts: readonly Verdict[] = ["pass", "fail", "inconclusive", "not applicable", "error"];

/** The results of these cases, counted as a run counts them. */
export function makeResults(cases: readonly CaseResult[], more: Partial<RunResults> = {}): RunResults {
  const requirements = rows.map((row) => requirementOf(row, cases));
  const outcomes = cases.flatMap(({ findings }) => findings.map(({ outcome }) => outcome));
  const byVerdict: Record<string, number> = {};
  for (const { verdict } of requirements) byVerdict[verdict] = (byVerdict[verdict] ?? 0) + 1;
  const failed = byVerdict.fail ?? 0;
  return {
    schemaVersion: "1.0",
    tool: { name: "asms-conformance", version: "0.1.0" },
    target: {
      name: "http://127.0.0.1:20000/SOGo/Microsoft-Server-ActiveSync",
      url: "http://127.0.0.1:20000/SOGo/Microsoft-Server-ActiveSync",
      embedded: false,
      server: "SOGo 5.8.0; MS-Server-ActiveSync 14.1",
      protocolVersions: ["2.5", "12.0", "12.1", "14.0", "14.1"],
      commands: ["Sync", "SendMail", "GetItemEstimate", "FolderSync", "Settings", "Ping"],
    },
    profile: "seed",
    tolerance: "field",
    claims: "asms",
    protocolVersion: "14.1",
    startedAt: "2026-11-22T20:01:12.345Z",
    durationMs: 192_400,
    configuration: {
      target: "http://127.0.0.1:20000/SOGo/Microsoft-Server-ActiveSync",
      accounts: ["alice"],
      timeouts: { answerMs: 30_000, settleMs: 1_800 },
      seeding: { kind: "imap", host: "127.0.0.1", port: 20_143 },
    },
    capabilities: sampleCapabilities,
    cases,
    requirements,
    summary: {
      conformant: failed === 0,
      exitCode: failed === 0 ? 0 : 1,
      sentence:
        failed === 0
          ? "Conformant: nothing that was judged failed."
          : `Not conformant: ${failed} of 119 server requirements failed; SMS is acknowledged but filed as e-mail.`,
      complete: true,
      counts: counted(
        verdicts,
        cases.map(({ verdict }) => verdict),
      ),
      findings: counted(severity, outcomes),
      requirements: byVerdict,
      interrupted: false,
    },
    ...more,
  };
}

/** A run against a server that acknowledges SMS and files them as mail: every verdict and outcome occurs. */
export function sampleRun(): RunRecord {
  return {
    results: makeResults(sampleCases),
    exchanges: [offer, ...threeOptions, ...roundTrip, ...settingsNoNumber, ...estimate, ...crash],
  };
}

/** A target that was never reached: nothing was judged. */
export function emptyRun(): RunRecord {
  const whole = makeResults([], { capabilities: [], protocolVersion: "" });
  const { server: _, ...target } = whole.target;
  return {
    results: {
      ...whole,
      target: { ...target, protocolVersions: [], commands: [] },
      requirements: whole.requirements.map((row) => ({
        ...row,
        verdict: row.verdict === "client" || row.verdict === "untestable" ? row.verdict : "untested",
      })),
      summary: {
        ...whole.summary,
        conformant: false,
        complete: false,
        exitCode: 3,
        sentence: "No verdict: the target could not be reached (connection refused).",
      },
    },
    exchanges: [
      makeExchange({
        id: "probe/A/1",
        command: "OPTIONS",
        failure: { kind: "refused", message: "connection refused by 127.0.0.1:1" },
      }),
    ],
  };
}

/** As a run reports that its target stopped before the first case. */
export function unreachedRun(): RunRecord {
  const { results, exchanges } = emptyRun();
  return { results: { ...results, summary: { ...results.summary, interrupted: true } }, exchanges };
}

/** A part of a divided run to which no case fell: monitors alone watched the probe. */
export function emptyPartRun(): RunRecord {
  const { results, exchanges } = sampleRun();
  const monitors = results.cases.filter(({ kind, verdict }) => kind === "monitor" && verdict === "pass");
  const whole = makeResults(monitors, { shard: { index: 2, total: 2 } });
  const summary = { ...whole.summary, conformant: false, complete: false, sentence: noCaseHere };
  return { results: { ...whole, summary }, exchanges };
}

/** Stopped by the operator half-way. */
export function interruptedRun(): RunRecord {
  const { results, exchanges } = sampleRun();
  const whole = makeResults(results.cases.slice(0, 3));
  return {
    results: {
      ...whole,
      summary: {
        ...whole.summary,
        exitCode: 3,
        complete: false,
        interrupted: true,
        sentence: "Interrupted: 3 of 16 cases were judged, 3 of them failed.",
      },
    },
    exchanges: exchanges.slice(0, 5),
  };
}
