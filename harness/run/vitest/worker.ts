import "./channel.js";
import { afterAll, inject, test } from "vitest";
import { environmentOf } from "../driver.js";
import { expand } from "../expand.js";
import { listenForCases } from "../registry.js";
import { runCase } from "../run-case.js";
import { type OpenTarget, openTarget } from "../target.js";

// Loaded by vitest before each suite file: every selected run of a case becomes one test. The verdict travels in the test's
// meta; that the test passes or fails as well only makes vitest's own view of it true.

const settings = inject("asms");
const selected = new Set(settings.selected);
let target: Promise<OpenTarget> | undefined;

function opened(): Promise<OpenTarget> {
  target ??= openTarget(settings.plan.target, { worker: Number(process.env.VITEST_POOL_ID ?? 1) - 1 });
  return target;
}

afterAll(async () => {
  await (await target)?.close();
  target = undefined;
});

listenForCases((registered) => {
  for (const one of expand(registered, { full: true, versions: settings.versions })) {
    if (!selected.has(one.id)) continue;
    test(`${one.id}: ${one.definition.purpose}`, async ({ task, signal, skip }) => {
      const run = await runCase(one, environmentOf(settings, await opened()), signal);
      task.meta.asms = run;
      const { verdict, reason = verdict } = run.result;
      if (verdict === "not applicable" || verdict === "inconclusive") skip(reason);
      if (verdict !== "pass") throw new Error(reason);
    });
  }
});
