import type { OpenDatabase } from "./database.ts";
import { readServerUrl } from "./server-url.ts";

/**
 * How to open the database that `--database` names: `embedded`, or the URL of a server. Opens
 * nothing yet. Throws UserError `database-url` for what is neither.
 */
export function databaseNamed(choice: string): OpenDatabase {
  if (choice === "embedded") {
    return async (options) => await (await import("./embedded.ts")).openEmbedded(options);
  }
  readServerUrl(choice);
  return async (options) => await (await import("./server.ts")).serverAt(choice)(options);
}
