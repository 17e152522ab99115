import { expect, test } from "vitest";
import type { RunRecord } from "../harness/judging/results.js";
import { monitors } from "../harness/monitors/index.js";
import { mergeParts } from "../harness/run/sharding/merge.js";
import { suiteCases } from "../harness/run/suites.js";
import { wholeRun } from "./testing/whole-run.js";

const plan = { protocol: ["14.1"], suites: ["model", "text"], seed: 3, explore: { runs: 40 } } as const;

test("joined parts that draw their inputs are watched by the monitors that watched each of them", async () => {
  const parts: RunRecord[] = [];
  for (const index of [1, 2]) {
    const shard = { index, total: 2 };
    parts.push((await wholeRun({ kind: "embedded", mutants: [] }, { ...plan, shard }, { monitors })).record);
  }
  const cases = await suiteCases();
  const named = parts.map((record, index) => ({ folder: `part ${index + 1}`, record }));
  const merged = mergeParts({ parts: named, cases, monitors, clientMonitors: [] });
  expect(watching([merged])).toEqual(watching(parts));
  expect(merged.results.cases.filter(({ verdict }) => verdict !== "pass")).toEqual([]);
}, 120_000);

function watching(records: readonly RunRecord[]): readonly string[] {
  const seen = records.flatMap(({ results }) => results.cases.filter(({ kind }) => kind === "monitor"));
  return [...new Set(seen.map(({ id }) => id))].sort();
}
