import "./channel.js";
import { AssertionError } from "node:assert";
import { afterAll, afterEach, inject, test } from "vitest";
import { environmentOf } from "../driver.js";
import { expand } from "../expand.js";
import { listenForCases } from "../registry.js";
import { runCase } from "../run-case.js";
import { type OpenTarget, openTarget } from "../target.js";
import { interruptionOf } from "./interruption.js";

// Loaded by vitest before each suite file: every selected run of a case becomes one test. The verdict travels in the test's
// meta; that the test passes or fails as well only makes vitest's own view of it true.

const settings = inject("asms");
const selected = new Set(settings.selected);
// Behind a condition: Allure's packages are loaded by nobody who did not ask for them.
const allure = inject("asmsAllure") ? await import("./allure-worker.js") : undefined;
const interrupted = interruptionOf(inject("asmsEnd"));
let target: Promise<OpenTarget> | undefined;

function opened(): Promise<OpenTarget> {
  target ??= openTarget(settings.plan.target, { worker: Number(process.env.VITEST_POOL_ID ?? 1) - 1 });
  return target;
}

/** The case that is being judged. */
let underWay: Promise<unknown> | undefined;

// After Ctrl-C vitest calls a test ended while its body still gathers what was found: that must not be lost.
afterEach(async () => {
  await underWay;
});

afterAll(async () => {
  interrupted.close();
  const ended = await target;
  target = undefined;
  await ended?.close();
  // What the server answered then is no behaviour of a target: an error of the run, told once for each suite file.
  const [fault] = ended?.faults?.() ?? [];
  if (fault !== undefined) throw new Error(fault);
});

listenForCases((registered) => {
  for (const one of expand(registered, { full: true, versions: settings.versions })) {
    if (!selected.has(one.id)) continue;
    test(`${one.id}: ${one.definition.purpose}`, async ({ task, signal, skip }) => {
      if (interrupted.signal.aborted) skip("the run is over");
      const reached = await opened();
      const ended = AbortSignal.any([signal, interrupted.signal]);
      const judged = runCase(one, environmentOf(settings, reached), ended).then(async (run) => {
        task.meta.asms = run;
        await allure?.tellAllure(run, { target: reached.name, profile: settings.plan.profile });
        return run.result;
      });
      underWay = judged.catch(() => undefined);
      const { verdict, reason = verdict } = await judged;
      if (verdict === "not applicable" || verdict === "inconclusive") skip(reason);
      // Allure calls a test failed, not broken, only for this kind of error.
      if (verdict === "fail") throw new AssertionError({ message: reason });
      if (verdict !== "pass") throw new Error(reason);
    });
  }
});
