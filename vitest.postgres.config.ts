import { defineConfig } from "vitest/config";

/** `npm run test:postgres`: what needs a PostgreSQL server, which it starts and stops itself. */
export default defineConfig({
  test: {
    include: ["test/postgres/**/*.server.ts"],
    globalSetup: ["test/postgres/start-server.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
