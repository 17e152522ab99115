import { defineConfig } from "vitest/config";

// The project's own unit tests. The conformance suites are not run from here: `asms run` drives them.
export default defineConfig({
  test: {
    include: ["{harness,reports,suites,vectors,scripts}/**/*.test.{ts,tsx}"],
    // No test judges by the clock: this only ends what hangs. Several at once on a busy machine take their time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Much of it waits for sockets and clocks: one worker, the default on two cores, leaves both idle.
    maxWorkers: 3,
    // CI adds up what ran from this file (.ci/run).
    reporters: process.env.CI ? ["default", ["json", { outputFile: "asms-report/ci/unit.json" }]] : ["default"],
  },
});
