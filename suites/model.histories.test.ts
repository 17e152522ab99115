import { expect, test } from "vitest";
import type { CaseResult, Exploration } from "../harness/judging/results.js";
import type { ExplorePlan } from "../harness/run/explore/property.js";
import { wholeRun } from "./testing/whole-run.js";

async function histories(mutants: readonly string[], explore: ExplorePlan, seed: number): Promise<CaseResult> {
  return (await recorded(mutants, explore, seed)).found;
}

async function recorded(mutants: readonly string[], explore: ExplorePlan, seed: number) {
  const replay = ["asms run", ...mutants.map((id) => `--mutant ${id}`)].join(" ");
  const plan = { protocol: ["14.1"], suites: ["model"], explore, seed } as const;
  const { record } = await wholeRun({ kind: "embedded", mutants }, plan, { replay });
  const found = record.results.cases.find(({ caseId }) => caseId === "random-histories");
  if (found === undefined) throw new Error("The suite has no random histories");
  return { found, exchanges: record.exchanges };
}

test("the reference passes, and its report says what was reached", async () => {
  const { verdict, findings, exploration } = await histories([], { runs: 25 }, 1);
  expect(verdict).toBe("pass");
  expect(new Set(findings.map(({ requirement }) => requirement)).size).toBeGreaterThan(5);
  expect(sharesIn(exploration?.distribution ?? [])).toEqual([]);
});

/** Percent of what is counted in one way that each kind has at least, in a few histories against a whole server. */
const shares: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  commands: {
    ...{ sync: 10, "sync-both": 2, init: 2, deliver: 3, edit: 1, remove: 0.5, estimate: 2, quiesce: 1 },
    ...{ lost: 2, "lost-both": 1, retry: 1, "retry-both": 0.3, resend: 0.5, "resend-both": 0.2 },
  },
  "option sets": {
    ...{ "sync none": 5, "sync email and sms": 5, "sync email": 2, "sync sms": 2 },
    ...{ "sync-both none": 1, "lost-both none": 0.5 },
  },
  folders: { Inbox: 30, "Sent Items": 10, "Inbox with Sent Items": 2 },
  FilterTypes: {
    "Email 0": 3,
    "Email left out": 3,
    "Email 1": 3,
    "SMS 0": 3,
    "SMS left out": 3,
    "SMS 1": 3,
    "SMS 3": 1,
  },
  WindowSize: { "100": 30, "1": 5, "2": 5, "3": 5 },
  "client commands": { Add: 20, Change: 5, Delete: 5 },
  // Too few for shares: that there are any.
  conflicts: {},
  estimates: { "0, option sets none": 5, "1, option sets email and sms": 3 },
  "refused Options": { "three sets": 5 },
  answers: { complete: 5, "no Commands": 10, MoreAvailable: 0.5 },
  "server commands": { Add: 30, Change: 1, Delete: 1, SoftDelete: 2 },
};

/** What has less than its share, and ways of counting that nobody knows of. */
function sharesIn(distribution: Exploration["distribution"]): string[] {
  const unknown = distribution.filter(({ of }) => shares[of] === undefined).map(({ of }) => `${of} has no shares`);
  const missed = Object.entries(shares).flatMap(([of, least]) => {
    const counts = distribution.find((one) => one.of === of)?.counts;
    if (counts === undefined) return [`${of}: none`];
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const share = (kind: string) => (100 * (counts[kind] ?? 0)) / Math.max(1, all);
    return Object.entries(least).flatMap(([kind, percent]) =>
      share(kind) >= percent ? [] : [`${of}: ${kind} ${share(kind).toFixed(1)} %`],
    );
  });
  return [...unknown, ...missed];
}

test("a budget that leaves no time for a first history is no pass: nothing was judged", async () => {
  const explore = { budgetMs: 1, startedAt: Date.now() - 1000 };
  const plan = { protocol: ["14.1"], suites: ["model"], explore, seed: 1 } as const;
  const { record } = await wholeRun({ kind: "embedded", mutants: [] }, plan);
  const { summary } = record.results;
  const reason = "the budget was used up before a first input was tried to its end";
  expect(summary).toMatchObject({ exitCode: 3, complete: false, conformant: false });
  expect(summary.sentence).toBe(`Incomplete, no verdict: random-histories could not be judged: ${reason}.`);
});

test("a counterexample is shrunk, has a ladder, and its paths repeat it in one history", async () => {
  const found = (await histories(["M-set-not-propagated"], { runs: 10 }, 5)).exploration?.counterexample;
  if (found === undefined) throw new Error("Nothing was found");
  const { seed, path, replayPath, steps, replay } = found;
  expect(steps).toMatchObject([{ actor: expect.stringMatching(/^device [AB]$/), failed: true }]);
  expect(replay).toContain(`--suite model --protocol 14.1 --id random-histories --seed ${seed} --path "${path}"`);
  const plan = { path, ...(replayPath === undefined ? {} : { replayPath }) };
  const again = (await histories(["M-set-not-propagated"], plan, seed)).exploration;
  expect(again).toMatchObject({ runs: 1, shrinks: 0, counterexample: { seed, path, replayPath } });
  const told = (list: typeof steps) => list.map(({ actor, words, outcome }) => [actor, words, outcome]);
  expect(told(again?.counterexample?.steps ?? [])).toEqual(told(steps));
});

test("what a repeated Add comes to is judged on the embedded server, whatever the probe found", async () => {
  const { exploration } = await histories(["M-retry-dup"], { runs: 10, first: "any" }, 1);
  expect(exploration?.counterexample?.kind).toBe("add-echo SMS");
});

test("what failed names its counterexample, and marks the Delete that is wrong in the answer", async () => {
  const { found, exchanges } = await recorded(["M-sd-hard"], { runs: 15, first: "any" }, 1);
  const wrong = found.findings.find(({ outcome, seen }) => outcome === "fail" && seen.startsWith("Delete of "));
  const { mark, counterexample, exchanges: ids = [] } = wrong ?? {};
  expect(counterexample).toBe(found.exploration?.counterexample?.kind);
  expect(mark).toMatchObject({ side: "response", path: "Sync/Collections/Collection/Commands/Delete" });
  const body = exchanges.find(({ id }) => id === ids.at(-1))?.response?.body;
  const bytes = Buffer.from(body?.subarray(mark?.start, mark?.end) ?? []);
  const told = found.exploration?.counterexample?.steps.at(-1)?.outcome ?? "";
  const deleted = [...told.matchAll(/Delete [^(;]*\(ServerId ([^)]+)/g)].map(([, serverId = "none"]) => serverId);
  // Delete with content is 49 in code page 0, and 01 is the end of an element ([MS-ASWBXML] 2.1.2.1.1).
  expect([bytes.at(0), bytes.at(-1)]).toEqual([0x49, 0x01]);
  expect(deleted.filter((serverId) => bytes.includes(serverId))).toHaveLength(1);
});
