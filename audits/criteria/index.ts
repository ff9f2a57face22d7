import { command } from "./command.ts";
import { pathAbsent } from "./path-absent.ts";
import { pathPresent } from "./path-present.ts";
import { zeroReferences } from "./zero-references.ts";

/** Every kind of criterion that a plan can name. */
export const criterionKinds = [zeroReferences, pathAbsent, pathPresent, command] as const;

export { command, pathAbsent, pathPresent, zeroReferences };
