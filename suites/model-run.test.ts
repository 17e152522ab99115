import { afterEach, expect, test } from "vitest";
import { type History, ModelViolation, strictRules } from "../harness/model/index.js";
import { runModel } from "./model-run.js";
import { starter, stopServers } from "./testing/model-target.js";

afterEach(stopServers);

test.each([false, true])(
  "random histories find nothing wrong with the reference server (conflicts: %s)",
  async (conflicts) => {
    const rules = { ...strictRules, conflicts };
    const start = await starter([], rules);
    const result = await runModel({ rules, budget: { runs: 12, maxCommands: 40 }, seed: 1, start });
    expect(result.failed, `${result.report}\n${result.error}`).toBe(false);
    expect(result.histories).toBe(12);
  },
);

test("a server that mixes up the Collections of one request is found, in a request for both folders", async () => {
  const start = await starter(["X-collections-mixed-up"], strictRules);
  const budget = { runs: 20, maxCommands: 40 };
  const stories: string[] = [];
  const watch = ({ story }: History) => stories.push(story.map(({ text }) => text).join("\n"));
  const result = await runModel({ rules: strictRules, budget, seed: 1, start, watch, endOnFailure: true });
  expect(result.error).toBeInstanceOf(ModelViolation);
  expect(stories.at(-1)).toMatch(/^[AB]: Sync of Inbox .*; and Sent Items /m);
});

test.each(["X-retry-second-folder", "X-retry-second-again"])(
  "%s is found, once both folders are repeated",
  async (id) => {
    const start = await starter([id], strictRules);
    const budget = { runs: 100, maxCommands: 40 };
    const stories: string[] = [];
    const watch = ({ story }: History) => stories.push(story.map(({ text }) => text).join("\n"));
    const result = await runModel({ rules: strictRules, budget, seed: 1, start, watch, endOnFailure: true });
    expect(result.error).toBeInstanceOf(ModelViolation);
    expect(stories.at(-1)).toMatch(/^[AB]: the (lost|answered) request again, of Inbox and Sent Items$/m);
  },
);

test.each([
  ["X-drops-two-repeated", "no-answer"],
  ["X-http-500-two-repeated", "http-status"],
])("%s ends a history at the request that it does not answer", async (id, kind) => {
  const start = await starter([id], strictRules);
  const budget = { runs: 100, maxCommands: 40 };
  const result = await runModel({ rules: strictRules, budget, seed: 1, start, endOnFailure: true });
  expect(result.error).toBeInstanceOf(ModelViolation);
  expect(result.error).toMatchObject({ failures: [{ code: kind, command: "Sync" }] });
});

test("a counterexample is shrunk to a few commands, and its paths repeat it", async () => {
  const start = await starter(["M-set-not-propagated"], strictRules);
  const input = { rules: strictRules, seed: 5, start };
  const found = await runModel({ ...input, budget: { runs: 100, maxCommands: 8 } });
  expect(found.error).toBeInstanceOf(ModelViolation);
  const { path, replayPath } = found;
  if (path === undefined || replayPath === undefined) throw new Error(`There is no path in: ${found.report}`);
  const lengths: number[] = [];
  const again = await runModel({
    ...input,
    budget: { runs: 1, maxCommands: 8 },
    path,
    replayPath,
    endOnFailure: true,
    watch: ({ story }) => lengths.push(story.length),
  });
  expect(again.histories).toBe(1);
  expect(again.error).toBeInstanceOf(ModelViolation);
  expect(String(again.error)).toBe(String(found.error));
  expect(lengths[0]).toBe(1);
});
