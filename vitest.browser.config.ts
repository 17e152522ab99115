import { defineConfig } from "vitest/config";

// The report in a real browser: `npm run test:browser`. Apart from the ordinary tests, which need none.
export default defineConfig({
  test: {
    include: ["reports/**/*.browser.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    // CI adds up what ran from this file (.ci/run).
    reporters: process.env.CI ? ["default", ["json", { outputFile: "asms-report/ci/browser.json" }]] : ["default"],
  },
});
