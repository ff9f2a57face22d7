import type { ts } from "ts-morph";
import { pathOf } from "../../program/program.ts";
import { placeOf } from "../../program/syntax.ts";
import type { Note } from "../../step.ts";
import type { SplitLink } from "./find.ts";

/**
 * The note that leaves a condition to a person. It points at `node`, what stands in the way, if
 * that is in the repository, and at the condition otherwise. `reason` is a clause.
 */
export function noteFor(link: SplitLink, reason: string, node: ts.Node | undefined): Note {
  const condition = link.condition ?? link.call;
  const inRepository = node && pathOf(node.getSourceFile());
  const place = node && inRepository !== undefined ? node : condition;
  const where =
    place === condition ? "" : ` (the condition is in ${link.path}:${placeOf(condition).line})`;
  return {
    code: "split-link",
    severity: "manual",
    path: inRepository ?? link.path,
    ...placeOf(place),
    message: `the splitLink condition is left as it is: ${reason}${where}. Decide which branch the moved procedures must take, and see to it that the condition says so.`,
  };
}
