import type { CaseResult, Counterexample, Finding, RunRecord } from "../../harness/judging/results.js";
import { markAt } from "./exchange-builder.js";
import { makeResults } from "./sample.js";
import { makeCase, makeFinding } from "./sample-cases.js";
import { roundTrip, threeOptions } from "./sample-exchanges.js";

// A case that drew its inputs and found two counterexamples, of two different rules, and a departure by the way.

function found(kind: string, seed: number, path: string, words: string, exchange: string): Counterexample {
  return {
    seed,
    path,
    kind,
    replay: `asms run --suite model --seed ${seed} --path ${path}`,
    steps: [
      { actor: "mailbox", words: `${kind}: it arrives`, outcome: "done", exchanges: [] },
      { actor: "device A", words, outcome: "Status 1: 1 Delete", exchanges: [exchange], failed: true },
    ],
  };
}

const [emailAnswer, smsAnswer] = [roundTrip[1], threeOptions[1]];
if (emailAnswer === undefined || smsAnswer === undefined) throw new Error("The sample has lost its exchanges");

export const ofEmail: Finding = makeFinding({
  requirement: "ASMS-1.3-1",
  outcome: "fail",
  expected: "SoftDelete of the e-mail",
  seen: "Delete of e-mail",
  exchanges: [emailAnswer.id],
  counterexample: "delete-alive e-mail",
});

export const ofSms: Finding = makeFinding({
  requirement: "ASMS-3.2.5.1-5",
  outcome: "fail",
  expected: "SoftDelete of the SMS",
  seen: "Delete of SMS",
  exchanges: [smsAnswer.id],
  mark: markAt(smsAnswer, "response", "Sync/Collections/Collection/Status"),
  counterexample: "delete-alive SMS",
});

export const seenByTheWay: Finding = makeFinding({
  requirement: "ASMS-3.2.5.1-6",
  outcome: "warn",
  expected: "At most 2 commands",
  seen: "3 commands",
  exchanges: [emailAnswer.id],
});

export const twoCounterexamples: CaseResult = makeCase({
  id: "random-histories",
  scenario: "MODEL-01",
  section: "3.1.4.1",
  purpose: "Whatever devices and the mailbox do, each device is given what its options ask for",
  verdict: "fail",
  replay: "asms run --suite model --id random-histories --seed 9",
  exchanges: [...roundTrip, ...threeOptions].map(({ id }) => id),
  findings: [ofEmail, ofSms, seenByTheWay],
  exploration: {
    seed: 9,
    runs: 15,
    requests: 90,
    shrinks: 4,
    endedBy: "counterexample",
    distribution: [],
    counterexample: found("delete-alive e-mail", 1, "1:11", "Sync with the SMS set alone", emailAnswer.id),
    further: [found("delete-alive SMS", 2, "0:4", "Sync with the default set alone", smsAnswer.id)],
  },
});

export function twoCounterexamplesRun(): RunRecord {
  return { results: makeResults([twoCounterexamples]), exchanges: [...roundTrip, ...threeOptions] };
}
