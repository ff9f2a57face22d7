import { defineConfig } from "vitest/config";

/** `npm run test:slow`: what starts the command line, a terminal around it, a browser or a PostgreSQL dozens of times. */
export default defineConfig({
  test: {
    include: ["test/**/*.slow.test.ts"],
    globalSetup: ["test/helpers/own-cache.ts"],
    // For what hangs. How long the rest takes is up to what else the machine does, and no matter.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: "100%",
  },
});
