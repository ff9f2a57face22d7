import type { CriterionKind } from "../criterion.ts";
import { command } from "./command.ts";
import { database } from "./database.ts";
import { migration } from "./migration.ts";
import { pathAbsent } from "./path-absent.ts";
import { pathPresent } from "./path-present.ts";
import { splitDataReadyCriterion } from "./split-data-ready.ts";
import { zeroReferences } from "./zero-references.ts";

/** Every kind of criterion that a plan can name. */
export const criterionKinds: readonly CriterionKind<unknown>[] = [
  zeroReferences,
  pathAbsent,
  pathPresent,
  command,
  migration,
  database,
  splitDataReadyCriterion,
];

export { command, database, migration, pathAbsent, pathPresent, zeroReferences };
