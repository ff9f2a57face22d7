import { defineConfig } from "vitest/config";

/** `npm run test:slow`: what starts the command line, a terminal around it, a browser or a PostgreSQL dozens of times. */
export default defineConfig({
  test: {
    include: ["test/**/*.slow.test.ts"],
    globalSetup: ["test/helpers/own-cache.ts"],
    testTimeout: 60_000,
    maxWorkers: "100%",
  },
});
