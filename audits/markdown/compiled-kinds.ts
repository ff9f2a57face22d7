import type { CriterionKind } from "../criterion.ts";
import { criterionKinds } from "../criteria/index.ts";
import { manual, unparsed } from "./kinds.ts";

const kinds: readonly CriterionKind<unknown>[] = [...criterionKinds, manual, unparsed];

/** The kind of criterion of this name, those included that only a document has. */
export function kindNamed(name: string): CriterionKind<unknown> {
  const kind = kinds.find((candidate) => candidate.kind === name);
  if (!kind) throw new Error(`there is no kind of criterion ${name}`);
  return kind;
}
