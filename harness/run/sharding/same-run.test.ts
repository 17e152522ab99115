import { expect, test } from "vitest";
import { sampleRun } from "../../judging/testing/samples.js";
import { sameRun } from "./same-run.js";

const results = sampleRun({
  configuration: { seed: 1, ids: [], accounts: ["alice"], settleMs: 10 },
  shard: { index: 1, total: 2 },
});

function part(folder: string, changes: object = {}) {
  return { folder, record: { results: { ...results, ...changes }, exchanges: [] } };
}

const second = { shard: { index: 2, total: 2 } };

test("parts come in their order, whatever the account of each", () => {
  const other = { ...second, configuration: { ...results.configuration, accounts: ["bob"], settleMs: 99 } };
  expect(sameRun([part("b", other), part("a")]).map(({ folder }) => folder)).toEqual(["a", "b"]);
});

test.each([
  [
    "another target",
    { target: { ...results.target, name: "other" } },
    "the target is server in one, other in the other",
  ],
  [
    "another tool",
    { tool: { ...results.tool, version: "9" } },
    "the version of the tool is 0.1.0 in one, 9 in the other",
  ],
  ["another profile", { profile: "current" }, "the profile is seed in one, current in the other"],
  ["another seed", { configuration: { ...results.configuration, seed: 2 } }, "the seed is 1 in one, 2 in the other"],
  ["other options", { configuration: { ...results.configuration, ids: ["x"] } }, "the option ids differs"],
  ["another division", { shard: { index: 2, total: 3 } }, "one is 1/2, the other 2/3"],
])("refuses %s in one sentence", (_name, changes, why) => {
  expect(() => sameRun([part("a"), part("b", { ...second, ...changes })])).toThrow(
    `a and b do not belong together: ${why}`,
  );
});

test("refuses the same part twice, a missing part, and what is no part", () => {
  expect(() => sameRun([part("a"), part("b")])).toThrow("a and b are the same part, 1/2");
  expect(() => sameRun([part("a")])).toThrow("Part 2/2 is missing; give the folders of all 2 parts");
  expect(() => sameRun([part("a", { shard: undefined }), part("b")])).toThrow("a is no part of a divided run");
  expect(() => sameRun([])).toThrow("Name the folders of the parts");
});

test("refuses a part whose run was interrupted, whatever it judged by then", () => {
  const summary = { interrupted: true, sentence: "No verdict: the run was interrupted after 3 cases." };
  expect(() => sameRun([part("a"), part("b", { ...second, summary })])).toThrow(
    "b, part 2/2, is incomplete: its run did not come to its end (No verdict: the run was interrupted after 3 cases); run that part again",
  );
});
