import { expect, test } from "vitest";
import { counterexampleOf, counterexamplesOf, replayOf } from "../harness/judging/counterexample.js";
import { ctrf } from "./ctrf.js";
import { junitXml } from "./junit.js";
import { sarif } from "./sarif.js";
import { ofEmail, ofSms, seenByTheWay, twoCounterexamples, twoCounterexamplesRun } from "./testing/drawn.js";

const { exploration } = twoCounterexamples;

test("each finding has its own counterexample and command, and one that belongs to none has the case's", () => {
  const found = exploration === undefined ? [] : counterexamplesOf(exploration);
  expect(found.map(({ kind }) => kind)).toEqual(["delete-alive e-mail", "delete-alive SMS"]);
  expect(counterexampleOf(twoCounterexamples, ofEmail)).toBe(found[0]);
  expect(counterexampleOf(twoCounterexamples, ofSms)).toBe(found[1]);
  expect(counterexampleOf(twoCounterexamples, seenByTheWay)).toBeUndefined();
  expect(replayOf(twoCounterexamples, ofSms)).toBe(found[1]?.replay);
  expect(replayOf(twoCounterexamples, seenByTheWay)).toBe(twoCounterexamples.replay);
});

/** The lines of a text that name a seed, without what comes before it. */
function commandsAfter(text: string, mark: string): string[] {
  return text
    .split(mark)
    .slice(1)
    .map((part) => /--seed \d+/.exec(part)?.[0] ?? "");
}

test("JUnit and CTRF print with each failure the command of its own counterexample", () => {
  const { results, exchanges } = twoCounterexamplesRun();
  const wanted = ["--seed 1", "--seed 2"];
  const marks = ["seen:     Delete of e-mail", "seen:     Delete of SMS"];
  const trace = ctrf(results);
  const xml = junitXml(results, exchanges);
  expect(marks.flatMap((mark) => commandsAfter(xml, mark))).toEqual(wanted);
  expect(marks.flatMap((mark) => commandsAfter(trace, mark))).toEqual(wanted);
});

test("SARIF repeats each result with the command of its own counterexample, and names it", () => {
  const results: { message: { text: string }; properties: { replay: string; counterexample?: string } }[] = JSON.parse(
    sarif(twoCounterexamplesRun()),
  ).runs[0].results;
  const told = results.map(({ properties: { replay, counterexample } }) => `${counterexample}: ${replay}`);
  expect(told).toEqual([
    "delete-alive e-mail: asms run --suite model --seed 1 --path 1:11",
    "delete-alive SMS: asms run --suite model --seed 2 --path 0:4",
    `undefined: ${twoCounterexamples.replay}`,
  ]);
  for (const { message, properties } of results) expect(message.text).toContain(`Repeat it: ${properties.replay}`);
});
