import type { Hit, Verdict } from "../criterion.ts";
import type { MigrationsError } from "../migrations/migrations-error.ts";

/** A place in a migration where something does not hold. */
export function hitAt(path: string, line: number, text: string, column = 1): Hit {
  return { path, line, column, text, context: "code" };
}

/** The verdict on a folder that could not be understood, with the place. */
export function couldNotRead(error: MigrationsError): Verdict {
  const hit = hitAt(error.path, error.line, error.code);
  return { status: "error", scanned: 0, hits: [hit], message: error.message };
}

/** Why there is nothing to judge yet, and what makes it. */
export function notYet(why: string, generate: string | undefined): string {
  const how = generate === undefined ? "" : ` \`${generate}\` makes it.`;
  return `there is no new migration yet: ${why}.${how}`;
}
