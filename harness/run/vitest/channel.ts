import type { CaseRun } from "../run-case.js";
import type { WorkerSettings } from "../settings.js";

// What the main thread and vitest's workers tell each other. In vitest 4 TaskMeta is merged into its runner's module,
// ProvidedContext into its own; elsewhere the augmentation compiles and does nothing.

declare module "@vitest/runner" {
  interface TaskMeta {
    asms?: CaseRun;
  }
}

declare module "vitest" {
  interface ProvidedContext {
    asms: WorkerSettings;
    /** Is Allure told of each case? */
    asmsAllure: boolean;
    /** Name of the `BroadcastChannel` on which the end of the run is told. */
    asmsEnd: string;
  }
}
