import type { RepoPath } from "../../workspace/repo-path.ts";
import { nearestName } from "../nearest-name.ts";
import type { Migration } from "./folder.ts";
import { verbOf } from "./expectation.ts";
import type { Expectation } from "./expectation.ts";
import { keptName } from "./names.ts";
import { MigrationsError } from "./migrations-error.ts";
import { statementsOf } from "./statements.ts";
import type { Statement } from "./statements.ts";

/** A migration, understood. */
export interface ReadMigration extends Migration {
  readonly statements: readonly Statement[];
}

/** Each of `migrations` with its statements. Throws MigrationsError for SQL that is none. */
export async function parseAll(
  migrations: readonly Migration[],
): Promise<readonly ReadMigration[]> {
  const read: ReadMigration[] = [];
  for (const migration of migrations) {
    read.push({ ...migration, statements: await statementsOf(migration) });
  }
  return read;
}

/**
 * Whether any of `does` can be in `migration`; false only if no statement of it has the words. Takes
 * no parser, so that SQL which is none may go unnoticed in a migration of other things.
 */
export function mayDo(does: readonly Expectation[], { text }: Migration): boolean {
  // A name can be written in escapes.
  if (/U&"/i.test(text)) return true;
  // A comment can stand between any two words; but what looks like one can be in a string.
  const without = text.replaceAll(/\/\*[^]*?\*\/|--.*/g, " ");
  const statements = [text, without].flatMap((each) => each.toLowerCase().split(";"));
  return does.some((expected) => {
    const [verb = "", what = ""] = verbOf(expected).split(" ");
    // In quotes, a quote is doubled, and a semicolon does not end anything; a constraint that is added
    // without a name gets one.
    if (/[";]/.test(expected.name) || (verb === "add" && what === "constraint")) return true;
    const name = keptName(expected.name).toLowerCase();
    const words = new RegExp(`\\b${verb}\\s+(${what}\\b|(?!${NO_COLUMN})["\\w])`);
    return statements.some((statement) => statement.includes(name) && words.test(statement));
  });
}

/** What can come after `ADD`, `DROP`, `SET` and `CREATE`; the word `COLUMN` may be left out. */
const NO_COLUMN =
  "(?:table|index|constraint|not|default|identity|expression|schema|type|view|policy|sequence|function|trigger|check|foreign|primary|exclude)\\b";

/**
 * How many of `migrations` come before the new ones: those up to and with the one called `since`.
 * Throws MigrationsError `migration-unknown` if none is called so.
 */
export function countUpTo(
  since: string,
  migrations: readonly Migration[],
  folder: RepoPath,
): number {
  const index = migrations.findIndex(({ tag }) => tag === since);
  if (index !== -1) return index + 1;
  const tags = migrations.map(({ tag }) => tag);
  const nearest = nearestName(since, tags) ?? tags.at(-1);
  throw new MigrationsError(
    "migration-unknown",
    folder,
    1,
    `${folder} has no migration ${since}; the nearest there is: ${nearest}`,
  );
}

/**
 * The first of `later` that a database would pass over, because one before it says that it is newer;
 * two branches that were merged come to this.
 */
export function passedOver(
  earlier: readonly Migration[],
  later: readonly Migration[],
): Migration | undefined {
  let newest = Math.max(...earlier.map(({ when }) => when ?? -Infinity), -Infinity);
  for (const migration of later) {
    const { when } = migration;
    if (when === undefined) continue;
    if (when <= newest) return migration;
    newest = when;
  }
  return undefined;
}
