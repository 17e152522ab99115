import { expect, test } from "vitest";
import { sampleExchange } from "../../judging/testing/samples.js";
import type { Monitor } from "../../monitors/monitor.js";
import { Keeper } from "./keeper.js";
import { levelOf } from "./level.js";
import { Departure, type Judgement } from "./property.js";

const row = "ASMS-3.2.5.1-5";
const departs: Pick<Monitor, "observe"> = {
  observe: ({ exchanges }) =>
    exchanges.map((exchange) => ({
      requirement: row,
      observation: { holds: false, expected: "Status 4", seen: "Status 1" },
      exchange,
    })),
};

test.each([true, false])(
  "a monitor's departure keeps the attempt, and is an alarm if it is serious (%s)",
  (serious) => {
    const recorded: string[] = [];
    const keeper = new Keeper(
      [departs as Monitor],
      ({ id }) => recorded.push(id),
      () => undefined,
      () => serious,
    );
    for (const id of ["a/1", "b/1", "c/1", "d/1"]) keeper.take([sampleExchange(id)], []);
    expect(recorded).toEqual(["a/1", "b/1"]);
    expect(keeper.alarmed).toBe(serious);
  },
);

test("what is kept twice stands in the record once", () => {
  const recorded: string[] = [];
  const keeper = new Keeper(
    [],
    ({ id }) => recorded.push(id),
    () => undefined,
    () => true,
  );
  const exchanges = [sampleExchange("a/1"), sampleExchange("a/2")];
  keeper.keep(exchanges, []);
  keeper.keep(exchanges, []);
  keeper.take(exchanges, []);
  expect(recorded).toEqual(["a/1", "a/2"]);
});

test("what failed names its counterexample; what held in it, or was seen by the way, names none", () => {
  const named: (string | undefined)[] = [];
  const keeper = new Keeper(
    [],
    () => undefined,
    ({ observation, options }) => named.push(`${observation.seen}: ${options?.counterexample}`),
    () => true,
  );
  const evidence = [sampleExchange("a/1")];
  const judged = (seen: string, holds: boolean): Judgement => ({
    requirement: row,
    observation: { holds, expected: "Status 4", seen },
    evidence,
  });
  const failed = [judged("Status 1", false), judged("Status 4", true)];
  keeper.keepFailure(evidence, new Departure("options-accepted", failed, [], [judged("noted", false)]));
  expect(named).toEqual(["Status 1: options-accepted", "Status 4: undefined", "noted: undefined"]);
});

test("the level is the clause's where there is one, and the row's else", () => {
  expect(levelOf(row, undefined, "seed", "14.1")).toBe("fail");
  expect(levelOf(row, "Q45.commands", "seed", "14.1")).toBe("warn");
  expect(levelOf("ASMS-0", undefined, "seed", "14.1")).toBe("none");
});

test("an attempt that is kept for two reasons is in the record once", () => {
  const recorded: string[] = [];
  const nothing = () => undefined;
  const keeper = new Keeper(
    [],
    ({ id }) => recorded.push(id),
    nothing,
    () => true,
  );
  const exchanges = [sampleExchange("a/1"), sampleExchange("a/2")];
  keeper.keep(exchanges, []);
  keeper.take(exchanges, []);
  expect(recorded).toEqual(["a/1", "a/2"]);
});
