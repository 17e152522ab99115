import { failedOf, withSupport } from "../../harness/judging/headline.js";
import type { Counterexample, Exploration, RunRecord, RunResults } from "../../harness/judging/results.js";
import { makeResults, sampleRun } from "./sample.js";
import { makeCase, makeFinding } from "./sample-cases.js";
import { roundTrip } from "./sample-exchanges.js";

// A run that has everything a run can have: what the target makes of SMS, a baseline, a part of a divided run, drawn
// histories with a counterexample.

const counterexample: Counterexample = {
  seed: 7,
  path: "12:0:3",
  replayPath: "AAB:C",
  kind: "held-differs SMS",
  steps: [
    { actor: "mailbox", words: "an e-mail arrives", outcome: "stored", exchanges: [] },
    { actor: "device B", words: "uploads an SMS", outcome: "Status 1", exchanges: ["sms-round-trip/B/1"] },
    {
      actor: "device A",
      words: "Sync with the SMS set alone (filter 3)",
      outcome: "the SMS comes as an e-mail",
      exchanges: ["sms-round-trip/A/2"],
      failed: true,
    },
    { actor: "witness", words: "Sync with both sets", outcome: "1 Add", exchanges: [] },
  ],
};

const exploration: Exploration = {
  seed: 7,
  runs: 40,
  requests: 612,
  shrinks: 18,
  endedBy: "counterexample",
  distribution: [
    { of: "commands", counts: { Sync: 210, GetItemEstimate: 44, "upload an SMS": 61, "an e-mail arrives": 0 } },
    { of: "option sets", counts: { "SMS + default": 101, "SMS alone": 64, none: 45 } },
  ],
  notes: ['No e-mail arrived: there is no hook "deliverEmail" (seeding).'],
  examples: [
    { file: "random-histories.values-SMS.json", outcome: "passes", reason: "values SMS does not show any more" },
  ],
  counterexample,
};

const explored = makeCase({
  id: "model-histories",
  scenario: "MOD-01",
  section: "1.3",
  purpose: "Whatever the history, a device ends up with what the mailbox holds",
  verdict: "fail",
  exchanges: roundTrip.map(({ id }) => id),
  findings: [
    makeFinding({
      requirement: "ASMS-1.3-1",
      outcome: "fail",
      expected: "the device holds what the mailbox holds",
      seen: "an SMS that the device was told to keep as an e-mail",
      exchanges: roundTrip.map(({ id }) => id),
      counterexample: "held-differs SMS",
    }),
  ],
  exploration,
});

const more: Partial<RunResults> = {
  shard: { index: 2, total: 5 },
  baseline: {
    file: "known.json",
    known: 6,
    unexpected: [{ case: "sms-round-trip", requirement: "ASMS-1.3-1", verdict: "fail" }],
    stale: [
      { case: "estimate-email", verdict: "inconclusive", reason: "no e-mail arrives on this machine", now: "pass" },
    ],
  },
  support: {
    class: "offered and wrong",
    sentence: "SMS is accepted but filed as e-mail.",
    harms: [
      {
        kind: "filed as mail",
        sentence: "A text message that a phone uploads turns up among the e-mails, and may be answered as one.",
        cases: ["sms-round-trip"],
        exchanges: ["sms-round-trip/A/2"],
      },
      {
        kind: "connection dropped",
        sentence: "The phone loses its connection and tries again and again.",
        cases: ["sync-foreign-class[class=Calendar]", "a", "b", "c", "d", "e"],
        exchanges: [],
      },
    ],
  },
};

export function richRun(): RunRecord {
  const { results, exchanges } = sampleRun();
  const whole = makeResults([...results.cases, explored], more);
  const sentence = withSupport(`Not conformant: ${failedOf(whole.requirements)}.`, more.support);
  return { results: { ...whole, summary: { ...whole.summary, sentence } }, exchanges };
}
