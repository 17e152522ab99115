import { defineConfig } from "vitest/config";

// Tests that need Debian packages, each named in the test; `.ci/run` installs them.
export default defineConfig({
  test: {
    include: ["{harness,reports,suites}/**/*.debian.ts"],
    testTimeout: 120_000,
    reporters: process.env.CI ? ["default", ["json", { outputFile: "asms-report/ci/debian.json" }]] : ["default"],
  },
});
