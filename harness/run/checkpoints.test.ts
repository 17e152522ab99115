import { EventEmitter, once } from "node:events";
import { expect, test } from "vitest";
import type { RunRecord } from "../judging/results.js";
import { Checkpoints } from "./checkpoints.js";

const record = { exchanges: [] } as unknown as RunRecord;

test("hands over at once, then not before its pause, one at a time", async () => {
  let time = 0;
  let written = 0;
  const gate = new EventEmitter();
  const held = once(gate, "open");
  const points = new Checkpoints(
    async () => {
      written += 1;
      if (written === 1) await held;
    },
    () => time,
  );
  const offer = () => points.offer(() => record);
  offer();
  time = 100_000;
  offer();
  expect(written).toBe(1);
  gate.emit("open");
  await points.settle();
  offer();
  expect(written, "the first one took long, and so the pause is long").toBe(1);
  time = 100_000 + 20 * 100_000;
  offer();
  await points.settle();
  expect(written).toBe(2);
  time += 2_999;
  offer();
  expect(written).toBe(2);
  time += 1;
  offer();
  expect(written).toBe(3);
});

test("what goes wrong with one ends nothing, and without a taker none is made", async () => {
  const full = new Checkpoints(() => Promise.reject(new Error("the disk is full")));
  full.offer(() => record);
  await expect(full.settle()).resolves.toBeUndefined();
  const broken = new Checkpoints(async () => undefined);
  broken.offer(() => {
    throw new Error("no record can be made");
  });
  await expect(broken.settle()).resolves.toBeUndefined();
  new Checkpoints(undefined).offer(() => {
    throw new Error("asked for");
  });
});
