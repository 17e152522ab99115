import { expect, test } from "vitest";
import { strictRules } from "./rules.js";
import { tryToy } from "./testing/toy-run.js";

/** Counts of everything that so many histories reached, by "way of counting: kind". */
async function reachedIn(trial: Pick<Parameters<typeof tryToy>[0], "rules" | "runs" | "seed">) {
  const reached: Record<string, number> = {};
  const details = await tryToy({
    ...trial,
    watch: ({ history }) => {
      for (const { of, kind, times } of history.reached.entries) {
        reached[`${of}: ${kind}`] = (reached[`${of}: ${kind}`] ?? 0) + times;
      }
    },
  });
  expect(details.failed, `${details.report}\n${details.error}`).toBe(false);
  return reached;
}

function missedIn(reached: Readonly<Record<string, number>>, wanted: Readonly<Record<string, number>>): string[] {
  return Object.entries(wanted).flatMap(([what, least]) =>
    (reached[what] ?? 0) >= least ? [] : [`${what}: ${reached[what] ?? 0}, not ${least}`],
  );
}

const everyCommand = [
  "init",
  "reset",
  "sync",
  "sync-both",
  "lost",
  "retry",
  "resend",
  "estimate",
  "bad-options",
].concat(["settings", "quiesce", "deliver", "edit", "remove"]);
const eachSet = ["none", "email", "sms", "email and sms"];
const everySet = eachSet.flatMap((sets) => ["sync", "sync-both", "lost", "estimate"].map((what) => `${what} ${sets}`));

/** What a thousand histories must have reached, each so many times: about half of what they do. */
const atLeast: Readonly<Record<string, number>> = Object.fromEntries([
  ...everyCommand.map((what) => [`commands: ${what}`, 180]),
  ...everySet.map((what) => [`option sets: ${what}`, 80]),
  ...["three sets", "Tasks alone", "default and Calendar", "unknown class alone"].map((what) => [
    `refused Options: ${what}`,
    75,
  ]),
  ...["one", "two"].map((folder) => [`folders: ${folder}`, 2000]),
  ["folders: one with two", 600],
  ["commands: lost-both", 170],
  ["commands: retry-both", 70],
  ["commands: resend-both", 17],
  ...eachSet.map((sets) => [`option sets: lost-both ${sets}`, 50]),
  ...["1", "2", "3"].map((size) => [`WindowSize: ${size}`, 450]),
  ["WindowSize: 100", 1400],
  ["client commands: Add", 900],
  ...["Change", "Delete"].map((kind) => [`client commands: ${kind}`, 200]),
  // Freedoms N1 (batches) and N4 (empty answers).
  ...["no Commands", "complete", "empty"].map((kind) => [`answers: ${kind}`, 2000]),
  ["answers: MoreAvailable", 150],
  ["server commands: Add", 2500],
  ["server commands: Change", 450],
  ["server commands: SoftDelete", 350],
  ["server commands: Delete", 130],
  ["estimates: 3 and more, option sets email and sms", 20],
]);

const conflictsAtLeast: Readonly<Record<string, number>> = {
  "conflicts: Change of what was changed elsewhere": 45,
  "conflicts: Change of what was removed elsewhere": 26,
  "conflicts: Delete of what was changed elsewhere": 45,
  "conflicts: Delete of what was removed elsewhere": 20,
};

test("both formulations agree at every step, and a conforming server is never accused", async () => {
  const reached = await reachedIn({ rules: strictRules, runs: 1000, seed: 1 });
  expect(missedIn(reached, atLeast)).toEqual([]);
});

test("the same with conflicts", async () => {
  const reached = await reachedIn({ rules: { ...strictRules, conflicts: true }, runs: 1000, seed: 2 });
  expect(missedIn(reached, { ...atLeast, ...conflictsAtLeast })).toEqual([]);
});
