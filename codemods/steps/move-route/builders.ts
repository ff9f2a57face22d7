import type { RepoPath } from "../../../workspace/repo-path.ts";
import { placeOf } from "../../program/syntax.ts";
import type { TypeProgram } from "../../program/program.ts";
import { mountsOf } from "../../routes/router-model.ts";
import type { Mount, RootRouter } from "../../routes/router-model.ts";
import type { Note } from "../../step.ts";

/**
 * Says where a moved procedure is built on something that none of its new neighbours is built on:
 * the builder decides who may call it, and nothing but the name of the router has changed.
 */
export function builderNotes(
  program: TypeProgram,
  mount: Mount,
  to: RootRouter,
  root: RepoPath,
): readonly Note[] {
  const neighbours = new Set(
    mountsOf(program, to)
      .filter((other) => other.property !== mount.property)
      .flatMap(({ procedures }) => procedures.flatMap(({ builder }) => builder ?? [])),
  );
  if (neighbours.size === 0) return [];
  const strangers = mount.procedures.filter(
    ({ builder }) => builder !== undefined && !neighbours.has(builder),
  );
  if (strangers.length === 0) return [];
  const named = strangers.map(({ path, builder }) => `${path} (${builder})`).join(", ");
  return [
    {
      code: "other-builder",
      severity: "info",
      path: root,
      ...placeOf(to.declaration),
      message: `these procedures are built on something else than their new neighbours in ${to.name} (${[...neighbours].sort().join(", ")}), so others may be allowed to call them: ${named}.`,
    },
  ];
}
