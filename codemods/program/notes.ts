import type { ts } from "ts-morph";
import type { Note } from "../step.ts";
import { pathOf } from "./program.ts";
import { placeOf } from "./syntax.ts";

/** A note at the first character of `node`, which must be in a file of the repository. */
export function noteAt(
  node: ts.Node,
  code: string,
  severity: Note["severity"],
  message: string,
): Note {
  const path = pathOf(node.getSourceFile());
  if (path === undefined) throw new Error(`not a file of the repository: ${message}`);
  return { code, severity, path, ...placeOf(node), message };
}
