import type { CounterexampleStep } from "../harness/judging/results.js";
import { type Failure, type ModelViolation, observationOf, type Told } from "../harness/model/index.js";

/** A history as a ladder: who did what, and what came of it. */
export function stepsOf(story: readonly Told[], violation: ModelViolation): CounterexampleStep[] {
  const steps = story.map((told) => stepOf(told, violation));
  if (steps.some(({ failed }) => failed === true)) return steps;
  // An invariant that is looked at when everything is at rest belongs to no step.
  const outcome = wrongIn(violation);
  return [...steps, { actor: "mailbox", words: violation.step, outcome, exchanges: [], failed: true }];
}

function stepOf({ text, outcome, exchanges, failed }: Told, violation: ModelViolation): CounterexampleStep {
  const [who = "", words = text] = splitOnce(text, ": ");
  const [device = "", folder] = who.split("/");
  const step = {
    actor: who === "server" ? "mailbox" : device === "W" ? "witness" : `device ${device}`,
    words: folder === undefined ? words : `${folder}: ${words}`,
    outcome: failed === true ? `${outcome}; ${wrongIn(violation)}` : outcome,
    exchanges,
  };
  return failed === true ? { ...step, failed } : step;
}

function wrongIn({ failures }: ModelViolation): string {
  return failures
    .map(observationOf)
    .map(({ expected, seen }) => `expected ${expected}, seen ${seen}`)
    .join("; ");
}

function splitOnce(text: string, separator: string): [string, string] | [] {
  const at = text.indexOf(separator);
  return at < 0 ? [] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** What was expected after a step, as the history tells it: who did what, and where. */
export function expectedAfter(step: string, failure: Failure): string {
  const { device, folder } = failure;
  const own = `${device}/${folder}: `;
  if (!step.startsWith(own)) return `After "${step}": ${observationOf(failure).expected}`;
  return `After the step "${step.slice(own.length)}" of device ${device} in ${folder}: ${failure.expected}`;
}
