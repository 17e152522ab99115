import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { CaseRun } from "../run-case.js";
import "./channel.js";

/** Takes the results out of vitest's hands, and everything that went wrong beside them. */
export class CollectingReporter implements Reporter {
  readonly errors: string[] = [];
  readonly #announced = new Set<string>();
  readonly #done = new Set<string>();

  constructor(readonly onResult: (run: CaseRun) => void) {}

  onTestModuleCollected(module: TestModule): void {
    for (const test of module.children.allTests()) this.#announced.add(test.name);
  }

  onTestCaseResult(test: TestCase): void {
    const run = test.meta().asms;
    // Killed with its worker, or broken outside the case: the end of the run tells the two apart.
    if (run === undefined) return;
    this.#done.add(test.name);
    this.onResult(run);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { readonly message: string }[]): void {
    this.errors.push(...unhandled.map(({ message }) => message));
    for (const module of modules) this.errors.push(...module.errors().map(({ message }) => message));
  }

  /** Tests that began and never told their result. */
  unfinished(): readonly string[] {
    return [...this.#announced].filter((name) => !this.#done.has(name));
  }
}
