import { defineConfig } from "vitest/config";

/** `npm run test:crash`: kills an apply at each of its file system calls; takes a while. */
export default defineConfig({
  test: {
    globalSetup: ["test/helpers/own-cache.ts"],
    include: ["test/crash/**/*.crash.ts"],
    maxWorkers: "100%",
    testTimeout: 3 * 60 * 60_000,
    hookTimeout: 60 * 60_000,
    // The figures are the point of it.
    disableConsoleIntercept: true,
  },
});
