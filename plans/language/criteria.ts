import type { Command } from "../../audits/criteria/command.ts";
import type { DatabaseParams } from "../../audits/criteria/database.ts";
import type { MigrationParams } from "../../audits/criteria/migration.ts";
import type { ZeroReferences } from "../../audits/criteria/zero-references.ts";
import { criterionOf, listOf } from "./build.ts";
import type { CriterionOptions, Several } from "./build.ts";
import type { CriterionOf, CriterionParams } from "./source.ts";

export interface ZeroReferencesOptions
  extends CriterionOptions, Pick<ZeroReferences, "except" | "spellings"> {}

/**
 * Holds if a name is, as a whole word, in none of the files of some paths:
 *
 *     zeroReferences("posts", ["apps/web/src", "api/src"])
 *
 * @param paths Files and folders, literal: `[slug]` is the folder of that name.
 */
export function zeroReferences(
  name: string,
  paths: Several,
  { id, afterCommands, ...options }: ZeroReferencesOptions = {},
): CriterionOf<"zero-references"> {
  const params = { name, paths: listOf(paths), ...options };
  return criterionOf("zero-references", params, { id, afterCommands });
}

/** Holds if none of the files and folders is there. */
export function pathAbsent(
  paths: Several,
  options: CriterionOptions = {},
): CriterionOf<"path-absent"> {
  return criterionOf("path-absent", { paths: listOf(paths) }, options);
}

/** Holds if all of the files and folders are there. */
export function pathPresent(
  paths: Several,
  options: CriterionOptions = {},
): CriterionOf<"path-present"> {
  return criterionOf("path-present", { paths: listOf(paths) }, options);
}

export interface CommandOptions extends CriterionOptions, Omit<Command, "command"> {}

/**
 * Holds if a command exits with 0; it is run with `--exec` only.
 *
 *     command("pnpm typecheck")
 *
 * @param command With the system's shell if it is text, without one if it is a list.
 */
export function command(
  command: Command["command"],
  { id, afterCommands, ...options }: CommandOptions = {},
): CriterionOf<"command"> {
  return criterionOf("command", { command, ...options }, { id, afterCommands });
}

export interface MigrationOptions
  extends CriterionOptions, Pick<MigrationParams, "since" | "generate"> {}

/**
 * Holds if the new SQL migration of a folder does what is listed, and nothing else.
 *
 *     migration("db/migrations", [{ drop: "table", name: "posts" }])
 */
export function migration(
  folder: string,
  does: MigrationParams["does"],
  { id, afterCommands, ...options }: MigrationOptions = {},
): CriterionOf<"migration"> {
  return criterionOf("migration", { folder, does, ...options }, { id, afterCommands });
}

export interface DatabaseOptions extends CriterionOptions, Omit<DatabaseParams, "folder"> {}

/**
 * Holds if the new SQL migration of a folder does to a database with rows in it what it should; it
 * is tried with `audit --database` only.
 */
export function database(
  folder: string,
  { id, afterCommands, ...options }: DatabaseOptions = {},
): CriterionOf<"database"> {
  return criterionOf("database", { folder, ...options }, { id, afterCommands });
}

/**
 * Holds if evidence shows that all rows of a split column have their parts, `audit --evidence`; in a
 * phase's `requires`, nothing of that phase is written before.
 */
export function splitDataReady(
  params: CriterionParams["split-data-ready"],
): Pick<CriterionOf<"split-data-ready">, "kind" | "params"> {
  return { kind: "split-data-ready", params };
}
