import { BaseMessageTestRuntime, getGlobalTestRuntime } from "allure-js-commons/sdk/runtime";
import { type AllureRun, allureMessages } from "../../allure/index.js";
import type { CaseRun } from "../run-case.js";

/** Tells Allure of the case that the current test has run. */
export async function tellAllure({ result, exchanges }: CaseRun, run: AllureRun): Promise<void> {
  const runtime = getGlobalTestRuntime();
  if (!(runtime instanceof BaseMessageTestRuntime)) throw new Error("allure-vitest is not set up in this worker");
  for (const message of allureMessages(result, exchanges, run)) await runtime.sendMessage(message);
}
