import { afterAll, beforeAll } from "vitest";
import type { Database, OpenDatabase } from "../../audits/database/database.ts";
import { openEmbedded } from "../../audits/database/embedded.ts";

/**
 * Opens the same embedded PostgreSQL again and again, for tests that need many: starting one takes
 * seconds. What is done in it is rolled back at each closing. Only one may be open at a time.
 */
export function oneEmbedded(): () => OpenDatabase {
  let started: Database | undefined;
  beforeAll(async () => {
    started = await openEmbedded({ statementTimeoutMs: 60_000 });
  });
  afterAll(async () => await started?.close());
  return () => async () => {
    const database = started;
    if (!database) throw new Error("the embedded PostgreSQL has not been started");
    return {
      ...database,
      settle: async () => await database.exec("SET CONSTRAINTS ALL IMMEDIATE"),
      close: async () => {
        await database.exec("ROLLBACK");
        await database.exec("BEGIN");
      },
    };
  };
}
