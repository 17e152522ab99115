import { plural } from "../judging/plural.js";
import type { CaseResult, Counterexample, Exploration } from "../judging/results.js";

/** What cases that draw their inputs tried, and what they found: lines of the closing block. */
export function explorationLines(cases: readonly CaseResult[]): string[] {
  return cases.flatMap(({ id, exploration }) => (exploration === undefined ? [] : [...tried(id, exploration)]));
}

function tried(id: string, exploration: Exploration): string[] {
  const { runs, requests, shrinks, seed, endedBy, distribution, notes = [], examples = [] } = exploration;
  const shrunk = shrinks === 0 ? "" : `, ${plural(shrinks, "smaller one")} tried`;
  return [
    `  ${id}: ${plural(runs, "input")}, ${plural(requests, "request")}${shrunk}, seed ${seed}, ${endings[endedBy]}`,
    ...distribution.flatMap(({ of, counts }) => [`    ${of}:`, ...table(counts)]),
    ...notes.map((note) => `    ${note}`),
    ...examples.map(({ file, outcome, reason }) => `    kept example ${file} ${outcome}: ${reason}`),
    ...[exploration.counterexample, ...(exploration.further ?? [])].flatMap((one) =>
      one === undefined ? [] : counterexample(one),
    ),
  ];
}

const endings: Readonly<Record<Exploration["endedBy"], string>> = {
  runs: "all runs done",
  budget: "ended by the budget",
  counterexample: "ended by a counterexample",
  outage: "ended because the target answered or served no more",
  obstacle: "ended because it could not go on",
  interrupted: "interrupted",
};

const columns = 3;

/** Three counts a line. */
function table(counts: Readonly<Record<string, number>>): string[] {
  const entries = Object.entries(counts);
  const name = Math.max(0, ...entries.map(([kind]) => kind.length));
  const number = Math.max(0, ...entries.map(([, count]) => String(count).length));
  const cells = entries.map(([kind, count]) => `${kind.padEnd(name)} ${String(count).padStart(number)}`);
  const lines = Array.from({ length: Math.ceil(cells.length / columns) }, (_, line) =>
    cells.slice(line * columns, (line + 1) * columns).join("   "),
  );
  return lines.map((line) => `      ${line}`);
}

function counterexample({ kind = "a failure", steps, repeat, replay, unfinished }: Counterexample): string[] {
  return [
    `    Counterexample, ${kind}:`,
    ...(unfinished === undefined ? [] : [`      Not the smallest: ${unfinished}`]),
    ...steps.map(
      ({ actor, words, outcome, failed }) => `      ${failed === true ? ">" : " "} ${actor}: ${words} -> ${outcome}`,
    ),
    ...(repeat === undefined ? [] : [`      ${repeat}`]),
    ...(replay === undefined ? [] : [`      Repeat it: ${replay}`]),
  ];
}
