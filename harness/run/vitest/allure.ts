import { fileURLToPath } from "node:url";
import type { Reporter } from "vitest/node";
import { tidy } from "../../allure/index.js";

/** What vitest is configured with, so that allure-vitest writes one result for each case into a folder. */
export interface AllureParts {
  readonly reporter: Reporter;
  /** Path of the file that vitest loads in each worker before the suites. */
  readonly setupFile: string;
}

/** @param resultsDir folder of the result files; it is made when the first one is written */
export async function allureParts(resultsDir: string): Promise<AllureParts> {
  const { default: AllureVitestReporter } = await import("allure-vitest/reporter");
  return {
    reporter: new AllureVitestReporter({ resultsDir, reportMatchers: false, listeners: [tidy] }),
    setupFile: fileURLToPath(import.meta.resolve("allure-vitest/setup")),
  };
}
