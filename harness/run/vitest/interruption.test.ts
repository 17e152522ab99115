import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { interruptionOf, tellInterruption } from "./interruption.js";

const names = (function* () {
  for (let count = 1; ; count += 1) yield `asms-test-${process.pid}-${count}`;
})();

function nextName(): string {
  return names.next().value ?? "";
}

test("whoever listens is told that the run is over", async () => {
  const name = nextName();
  const run = new AbortController();
  const heard = interruptionOf(name);
  const enough = tellInterruption(name, run.signal);
  run.abort();
  await once(heard.signal, "abort");
  enough();
  heard.close();
});

test("and so is who begins to listen later", async () => {
  const name = nextName();
  const run = new AbortController();
  const enough = tellInterruption(name, run.signal);
  run.abort();
  await sleep(50);
  const late = interruptionOf(name);
  expect(late.signal.aborted).toBe(false);
  await once(late.signal, "abort");
  enough();
  late.close();
});

test("nobody is told of a run that goes on, nor of another one", async () => {
  const name = nextName();
  const other = new AbortController();
  const enough = [tellInterruption(name, new AbortController().signal), tellInterruption(nextName(), other.signal)];
  const heard = interruptionOf(name);
  other.abort();
  await sleep(250);
  expect(heard.signal.aborted).toBe(false);
  for (const end of enough) end();
  heard.close();
});
