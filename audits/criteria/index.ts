import type { CriterionKind } from "../criterion.ts";
import { command } from "./command.ts";
import { pathAbsent } from "./path-absent.ts";
import { pathPresent } from "./path-present.ts";
import { zeroReferences } from "./zero-references.ts";

/** Every kind of criterion that a plan can name. */
export const criterionKinds: readonly CriterionKind<unknown>[] = [
  zeroReferences,
  pathAbsent,
  pathPresent,
  command,
];

export { command, pathAbsent, pathPresent, zeroReferences };
