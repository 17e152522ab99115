import type { Exchange } from "../../harness/eas/index.js";
import type { Capability, CaseResult, Finding } from "../../harness/judging/results.js";
import { markAt } from "./exchange-builder.js";
import { crash, estimate, roundTrip, settingsNoNumber, threeOptions } from "./sample-exchanges.js";

// Judgements about a server that acknowledges SMS and files them as mail: every verdict and outcome occurs.

export function makeFinding(finding: Partial<Finding> & Pick<Finding, "requirement" | "exchanges">): Finding {
  return { outcome: "pass", expected: "Status 1", seen: "Status 1", count: 1, ...finding };
}

export function makeCase(judged: Partial<CaseResult> & Pick<CaseResult, "id" | "section" | "purpose">): CaseResult {
  const caseId = judged.id.replace(/\[.*$/, "");
  return {
    caseId,
    scenario: "ERR-01",
    kind: "case",
    axes: {},
    verdict: "pass",
    unjudged: [],
    findings: [],
    protocolVersion: "14.1",
    startedAt: "2026-11-22T20:03:12.000Z",
    durationMs: 412.5,
    replay: `asms run --target http://127.0.0.1:20000/SOGo/Microsoft-Server-ActiveSync --case '${judged.id}'`,
    exchanges: [],
    ...judged,
  };
}

function ids(exchanges: readonly Exchange[]): string[] {
  return exchanges.map(({ id }) => id);
}

function at<T>(items: readonly T[], index: number): T {
  const item = items.at(index);
  if (item === undefined) throw new Error(`no item ${index}`);
  return item;
}

const refused = at(threeOptions, 1);
const readBack = at(roundTrip, 1);
const settings = at(settingsNoNumber, 0);

const threeOptionsFinding = makeFinding({
  requirement: "ASMS-3.2.5.1-5",
  outcome: "fail",
  expected: "Status 4 under Sync or Collection, and no Commands",
  seen: "Status 1 under Collection, with 5 Add commands",
  ruling: "Q1.place",
  exchanges: [refused.id],
  mark: markAt(refused, "response", "Sync/Collections/Collection/Status"),
});

export const sampleCases: readonly CaseResult[] = [
  makeCase({
    id: "sms-round-trip",
    scenario: "CAP-01",
    section: "1.3",
    purpose: "An SMS that one device stores is read back by a second device as an SMS",
    verdict: "fail",
    findings: [
      makeFinding({ requirement: "ASMS-2.1-1", exchanges: ids(roundTrip), expected: "HTTP 200", seen: "HTTP 200" }),
      makeFinding({
        requirement: "ASMS-1.3-1",
        outcome: "fail",
        expected: "an Add with Class SMS that carries the text sent by device B",
        seen: "an Add without Class: the SMS was filed as e-mail (disguised)",
        exchanges: ids(roundTrip),
        mark: markAt(readBack, "response", "Sync/Collections/Collection/Commands/Add"),
        remark: "Device B was answered Status 1, so the item counts as stored.",
      }),
    ],
    exchanges: ids(roundTrip),
  }),
  ...["sms-first", "email-first", "default-first"].map((order) =>
    makeCase({
      id: `sync-three-options[order=${order}]`,
      section: "3.2.5.1",
      purpose: "A Sync with three Options in one Collection is refused with Status 4 and changes nothing",
      axes: { order },
      verdict: "fail",
      findings: [threeOptionsFinding],
      exchanges: ids(threeOptions),
    }),
  ),
  makeCase({
    id: "sync-foreign-class[class=Calendar]",
    scenario: "ERR-03",
    section: "3.2.5.1",
    purpose: "Options that name a class other than SMS or Email are refused with Status 4",
    axes: { class: "Calendar" },
    verdict: "fail",
    findings: [
      makeFinding({
        requirement: "ASMS-3.2.5.1-6",
        outcome: "fail",
        expected: "Status 4 under Sync or Collection",
        seen: "no answer: the server closed the connection before it sent one",
        exchanges: ids(crash),
      }),
    ],
    exchanges: ids(crash),
  }),
  makeCase({
    id: "settings-no-number",
    scenario: "SET-01",
    section: "3.2.5.3",
    purpose: "EnableOutboundSMS 1 without a telephone number is answered with Status 5",
    verdict: "fail",
    findings: [
      makeFinding({
        requirement: "ASMS-3.2.5.3-1",
        outcome: "fail",
        expected: "Status 5 under DeviceInformation",
        seen: "Status 1 under Settings, and no DeviceInformation",
        ruling: "Q32.phone-number",
        exchanges: ids(settingsNoNumber),
        mark: markAt(settings, "response", "Settings/Status"),
      }),
      makeFinding({
        requirement: "ASMS-3.1.4.3-1",
        outcome: "warn",
        expected: "DeviceInformation in the answer",
        seen: "Settings with a Status only",
        exchanges: ids(settingsNoNumber),
        mark: markAt(settings, "response", "Settings"),
      }),
    ],
    exchanges: ids(settingsNoNumber),
  }),
  makeCase({
    id: "estimate-email",
    scenario: "EST-01",
    section: "3.2.5.2",
    purpose: "An estimate without Options counts the pending mail and no SMS",
    findings: [
      makeFinding({
        requirement: "ASMS-3.2.5.2-1",
        exchanges: ids(estimate),
        expected: "Status 1 and an Estimate of 5",
        seen: "Status 1 and an Estimate of 5",
      }),
    ],
    unjudged: [{ part: "the SMS half", reason: "no SMS could be stored", blockedBy: "CAP-01" }],
    exchanges: ids(estimate),
  }),
  ...["sticky-options-kept", "soft-delete-dropped-sms", "filter-sms-one-day"].map((id) =>
    makeCase({
      id,
      scenario: "STK-01",
      section: "3.1.4.1.1.1",
      purpose: "Options stay in force until they are named again",
      verdict: "inconclusive",
      reason: "no SMS could be stored in the mailbox",
      blockedBy: "sms-round-trip",
    }),
  ),
  makeCase({
    id: "sms-older-than-month",
    scenario: "FLT-02",
    section: "3.1.4.1.1.2",
    purpose: "A filter of one month leaves older items out",
    verdict: "inconclusive",
    reason: "old e-mail cannot be made without a seeding adapter",
  }),
  makeCase({
    id: "outbox-hanging-sync",
    scenario: "OUT-01",
    section: "3.2.5.1.1",
    purpose: "A waiting Sync of the Outbox is answered when an SMS is added",
    verdict: "not applicable",
    reason: "FolderSync lists no Outbox (type 6)",
  }),
  makeCase({
    id: "hanging-sync-wakes",
    scenario: "HNG-02",
    section: "3.2.5.1",
    purpose: "A waiting Sync is answered when mail comes",
    verdict: "error",
    reason: "the IMAP adapter could not log in to 127.0.0.1:20143",
  }),
  makeCase({
    id: "ORC-HTTP",
    scenario: "ORC-HTTP",
    kind: "monitor",
    section: "2.1",
    purpose: "Every answer is HTTP 200 and carries the right Content-Type",
    findings: [
      makeFinding({ requirement: "ASMS-2.1-1", exchanges: [...ids(roundTrip), ...ids(estimate)], count: 187 }),
      makeFinding({
        requirement: "ASMS-3.2.1-1",
        outcome: "inform",
        expected: "Connection: keep-alive, or close",
        seen: "neither, and the connection is closed",
        exchanges: ids(estimate),
        count: 42,
      }),
    ],
    exchanges: [...ids(roundTrip), ...ids(estimate)],
  }),
];

export const sampleCapabilities: readonly Capability[] = [
  {
    name: "base",
    value: "yes",
    reason: "14.1 is offered; Provision, FolderSync and Sync succeed",
    evidence: ["probe/A/1"],
  },
  { name: "device2", value: "yes", reason: "a second DeviceId is admitted", evidence: ["probe/A/1"] },
  {
    name: "sms.seed",
    value: "broken",
    reason: "every rung is acknowledged with Status 1 and filed as e-mail",
    outcome: "disguised",
    rung: 1,
    evidence: ids(roundTrip),
  },
  { name: "email.backdate", value: "unknown", reason: "no seeding adapter is configured", evidence: [] },
  { name: "folder.outbox", value: "no", reason: "FolderSync lists no folder of type 6", evidence: ["probe/A/1"] },
  { name: "settleMs", value: "yes", reason: "three times the longest of five probes", measured: 1800, evidence: [] },
];
