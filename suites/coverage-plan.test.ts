import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkedData } from "../harness/judging/data-file.js";
import { catalogue, rulings } from "../harness/judging/index.js";
import { clientMonitors } from "../harness/monitors/client/index.js";
import { monitors } from "../harness/monitors/index.js";
import { suiteCases } from "../harness/run/suites.js";

interface PlannedCheck {
  readonly level: string;
  readonly scenario?: string;
}

interface PlannedRow {
  readonly by: "case" | "monitor" | "client monitor" | "excluded";
  readonly today?: boolean;
  readonly emits?: readonly string[];
  readonly serverHalf?: readonly string[];
  readonly level?: string;
  readonly todo?: readonly PlannedCheck[];
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));
const plan = checkedData<Readonly<Record<string, PlannedRow>>>(
  read("coverage-plan.json"),
  read("coverage-plan.schema.json"),
  "vectors/coverage-plan.json",
);
const planned = Object.entries(plan);

test("every row of the catalogue is planned, and nothing else", () => {
  expect(Object.keys(plan)).toEqual(catalogue().rows.map(({ id }) => id));
});

test("rows are excluded when nobody can test them, and left to client monitors when only a client can break them", () => {
  const wrong = catalogue().rows.filter(({ id, testable }) => {
    const by = plan[id]?.by;
    return (
      (testable === "untestable") !== (by === "excluded") || (testable === "passive") !== (by === "client monitor")
    );
  });
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test("whatever is said to judge a row today declares that row", async () => {
  const declared = new Map<string, readonly string[]>([
    ...(await suiteCases()).map(({ definition }) => [definition.id, definition.requirements] as const),
    ...[...monitors, ...clientMonitors].map(({ id, requirements }) => [id, requirements] as const),
  ]);
  const untrue = planned.flatMap(([row, { emits = [], serverHalf = [] }]) =>
    [...emits, ...serverHalf].filter((id) => !declared.get(id)?.includes(row)).map((id) => `${id} and ${row}`),
  );
  expect(untrue).toEqual([]);
});

test("a planned check is judged by its row, or by a clause that may judge the row", () => {
  const wrong = planned.flatMap(([row, { level, todo = [] }]) =>
    [level, ...todo.map((check) => check.level)]
      .filter((clause) => clause !== undefined && clause !== "row" && !rulings().covers(clause, row))
      .map((clause) => `${row}: ${clause}`),
  );
  expect(wrong).toEqual([]);
});
