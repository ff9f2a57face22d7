import { afterAll } from "vitest";
import type { Database, OpenDatabase } from "../../audits/database/database.ts";
import { openEmbedded } from "../../audits/database/embedded.ts";

/**
 * Opens the same embedded PostgreSQL again and again, for tests that need many: starting one takes
 * seconds. What is done in it is rolled back at each closing. Only one may be open at a time.
 */
export function oneEmbedded(): () => OpenDatabase {
  let started: Promise<Database> | undefined;
  afterAll(async () => await (await started)?.close());
  return () => async (options) => {
    started ??= openEmbedded(options);
    const database = await started;
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
