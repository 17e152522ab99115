import { defineConfig } from "vitest/config";

// The report in a real browser: `npm run test:browser`. Apart from the ordinary tests, which need none.
export default defineConfig({
  test: {
    include: ["reports/**/*.browser.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
