import fc from "fast-check";
import type { Draw, OpDraw, PartDraw, SeatDraw, SetsDraw, SyncDraw, ValuesDraw } from "./draw.js";
import type { ModelDriver } from "./driver.js";
import type { History } from "./history.js";
import { resolve } from "./resolve.js";
import type { Stage } from "./stage.js";
import { describeStep } from "./step.js";
import { countStep } from "./tally.js";
import type { BadOptionsKind, FilterType } from "./types.js";

/** How often each command is drawn, relative to the others (docs/model.md, section 9). */
export interface Weights {
  readonly init: number;
  readonly sync: number;
  readonly syncBoth: number;
  readonly lostBoth: number;
  readonly deliver: number;
  readonly edit: number;
  readonly remove: number;
  readonly lost: number;
  readonly retry: number;
  readonly resend: number;
  readonly estimate: number;
  readonly settings: number;
  readonly badOptions: number;
  readonly quiesce: number;
  readonly reset: number;
}

export const strictWeights: Weights = {
  init: 1,
  sync: 6,
  syncBoth: 2,
  lostBoth: 1,
  deliver: 4,
  edit: 2,
  remove: 1,
  lost: 2,
  retry: 2,
  resend: 1,
  estimate: 2,
  settings: 1,
  badOptions: 1,
  quiesce: 1,
  reset: 1,
};

/** Foreign servers: no side channel for edits, no SyncKey 0 in the middle, one folder. */
export const fieldWeights: Weights = { ...strictWeights, edit: 0, remove: 0, reset: 0, syncBoth: 0, lostBoth: 0 };

export interface Budget {
  readonly runs: number;
  readonly maxCommands: number;
}

export const strictBudget: Budget = { runs: 500, maxCommands: 40 };
export const fieldBudget: Budget = { runs: 20, maxCommands: 25 };

/** 0 twice as often as each of the others. */
const filter = fc.constantFrom<FilterType>(0, 0, 1, 2, 3, 4, 5);
const small = fc.nat({ max: 11 });
const values = fc.constantFrom<ValuesDraw>("read", "flag", "both");
/** The first folder is where most happens; the second shows what should stay apart. */
const folder = fc.constantFrom(0, 0, 0, 1);

const device = fc.nat({ max: 1 });
const seat: fc.Arbitrary<SeatDraw> = fc.record({ device, folder });

const sets: fc.Arbitrary<SetsDraw> = fc.record({
  classes: fc.oneof(
    { weight: 4, arbitrary: fc.constant("none" as const) },
    { weight: 4, arbitrary: fc.constant("both" as const) },
    { weight: 2, arbitrary: fc.constant("email" as const) },
    { weight: 2, arbitrary: fc.constant("sms" as const) },
  ),
  filters: fc.tuple(filter, filter),
});

const op: fc.Arbitrary<OpDraw> = fc.record({
  kind: fc.constantFrom("Add" as const, "Change" as const, "Delete" as const),
  pick: small,
  age: fc.nat({ max: 5 }),
  values,
  text: fc.nat({ max: 27 }),
});

const part = {
  sets,
  ops: fc.array(op, { maxLength: 3, size: "max" }),
  windowSize: fc.constantFrom(100, 100, 100, 1, 2, 3),
  style: fc.nat({ max: 127 }),
};
const partDraw: fc.Arbitrary<PartDraw> = fc.record(part);
const syncDraw: fc.Arbitrary<SyncDraw> = fc.record({ seat, ...part });

/** All commands, weighted. */
export function drawArbitrary(weights: Weights): fc.Arbitrary<Draw> {
  const plain = (what: "init" | "reset" | "retry" | "resend" | "quiesce") =>
    seat.map((where): Draw => ({ do: what, seat: where }));
  const both = (what: "sync-both" | "lost-both"): fc.Arbitrary<Draw> =>
    fc.record({ do: fc.constant(what), device, parts: fc.tuple(partDraw, partDraw) });
  const choices: { weight: number; arbitrary: fc.Arbitrary<Draw> }[] = [
    { weight: weights.init, arbitrary: plain("init") },
    { weight: weights.sync, arbitrary: syncDraw.map((draw): Draw => ({ do: "sync", ...draw })) },
    { weight: weights.syncBoth, arbitrary: both("sync-both") },
    { weight: weights.lostBoth, arbitrary: both("lost-both") },
    { weight: weights.deliver, arbitrary: deliver },
    { weight: weights.edit, arbitrary: fc.record({ do: fc.constant("edit" as const), folder, pick: small, values }) },
    { weight: weights.remove, arbitrary: fc.record({ do: fc.constant("remove" as const), folder, pick: small }) },
    { weight: weights.lost, arbitrary: syncDraw.map((draw): Draw => ({ do: "lost", ...draw })) },
    { weight: weights.retry, arbitrary: plain("retry") },
    { weight: weights.resend, arbitrary: plain("resend") },
    { weight: weights.estimate, arbitrary: estimate },
    { weight: weights.settings, arbitrary: settings },
    { weight: weights.badOptions, arbitrary: badOptions },
    { weight: weights.quiesce, arbitrary: plain("quiesce") },
    { weight: weights.reset, arbitrary: plain("reset") },
  ];
  return fc.oneof(...choices.filter(({ weight }) => weight > 0));
}

const deliver: fc.Arbitrary<Draw> = fc.record({
  do: fc.constant("deliver" as const),
  folder,
  class: fc.constantFrom("Email" as const, "SMS" as const),
  age: fc.nat({ max: 5 }),
  text: fc.nat({ max: 27 }),
  read: fc.constantFrom(0 as const, 1 as const),
});

const estimate: fc.Arbitrary<Draw> = fc.record({
  do: fc.constant("estimate" as const),
  seat,
  sets,
  style: fc.nat({ max: 63 }),
});

const settings: fc.Arbitrary<Draw> = fc.record({
  do: fc.constant("settings" as const),
  device: fc.nat({ max: 1 }),
  on: fc.constantFrom(1 as const, 1 as const, 0 as const),
  number: fc.option(fc.nat({ max: 3 }), { nil: undefined, freq: 3 }),
});

const badOptions: fc.Arbitrary<Draw> = fc.record({
  do: fc.constant("bad-options" as const),
  seat,
  kind: fc.constantFrom<BadOptionsKind>("three sets", "Tasks alone", "default and Calendar", "unknown class alone"),
  add: fc.boolean(),
  text: fc.nat({ max: 27 }),
});

/** What the commands of one run share: the history, and where it plays. */
export interface Run {
  readonly history: History;
  readonly stage: Stage;
}

/** A drawn command for fast-check: it runs only where it has a meaning, and prints as what it did. */
export class DrawnCommand implements fc.AsyncCommand<Run, ModelDriver> {
  private done: string | undefined;

  constructor(readonly draw: Draw) {}

  check({ history, stage }: Readonly<Run>): boolean {
    return resolve(history.world, stage, this.draw) !== undefined;
  }

  async run({ history, stage }: Run): Promise<void> {
    const step = resolve(history.world, stage, this.draw);
    if (step === undefined) throw new Error("A command was run that has no meaning in this state.");
    this.done = describeStep(step);
    countStep(history.reached, history.world, step);
    await history.play(step);
  }

  toString(): string {
    return this.done ?? `${this.draw.do} (no meaning)`;
  }
}

/** Histories as fast-check draws, shrinks and replays them. */
export function commandsArbitrary(
  weights: Weights,
  { maxCommands }: Pick<Budget, "maxCommands">,
  replayPath?: string,
): fc.Arbitrary<Iterable<fc.AsyncCommand<Run, ModelDriver>>> {
  const command = drawArbitrary(weights).map((draw) => new DrawnCommand(draw));
  return fc.commands([command], {
    maxCommands,
    size: "max",
    ...(replayPath === undefined ? {} : { replayPath }),
  });
}

/**
 * Plays one drawn history to its end: commands, rest, witness, invariants.
 * @throws ModelViolation, FormulationsDiffer, or what the driver throws.
 */
export async function playHistory(
  commands: Iterable<fc.AsyncCommand<Run, ModelDriver>>,
  run: Run,
  driver: ModelDriver,
): Promise<void> {
  await fc.asyncModelRun(() => ({ model: run, real: driver }), commands);
  await run.history.end(run.stage.devices);
}
