import { expect, test } from "vitest";
import { beginningOf, replayOfCase, replayOfRun } from "./replay.js";

const target = "npx asms run --out asms-repeat --mutant M-sd-hard";
const plan = { seed: 7, full: true, ids: ["ERR-*"], sections: ["3.2.5"], protocol: ["14.0", "14.1"] } as const;

test("a case is repeated alone, whatever the run had chosen; its axes are quoted, its version is said once", () => {
  const replay = replayOfCase(target, plan, { id: "a[class=last,protocol=14.0]", version: "14.0" });
  expect(replay).toMatch(
    /^npx asms run --out asms-repeat --mutant M-sd-hard --seed 7 --protocol 14\.0 --id ['"]a\[class=last\]['"]$/,
  );
  expect(beginningOf(replay)).toBe(`${target} --seed 7`);
  const plain = replayOfCase(target, plan, { id: "drop-sms-set[protocol=14.1]", version: "14.1" });
  expect(plain).toBe(`${target} --seed 7 --protocol 14.1 --id drop-sms-set`);
});

test("a monitor is repeated with the whole run: the same cases, versions and part", () => {
  expect(replayOfRun(target, { ...plan, ids: ["CAP-01", "CAP-02"], shard: { index: 2, total: 3 } })).toBe(
    `${target} --seed 7 --protocol 14.0,14.1 --full --section 3.2.5 --id CAP-01 CAP-02 --shard 2/3`,
  );
  expect(replayOfRun(target, { seed: 7, suites: ["model"], explore: { runs: 20, budgetMs: 60_000 } })).toBe(
    `${target} --suite model --runs 20 --budget 60s --seed 7`,
  );
});

test.each([
  ["AAB/:AgM", true],
  [":", false],
  ["", false],
])("a replay path that leads nowhere is not printed: %j", (replayPath, leads) => {
  const drawn = { seed: 5, path: "3:1", replayPath };
  const replay = replayOfCase(target, plan, { id: "histories", version: "14.1", drawn });
  expect(replay.includes("--replay-path")).toBe(leads);
});
