import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // See vitest.slow.config.ts.
    exclude: ["test/**/*.slow.test.ts"],
    globalSetup: ["test/helpers/own-cache.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most of the time goes to child processes; one core less would be one test at a time on two.
    maxWorkers: "100%",
  },
});
