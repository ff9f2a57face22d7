import type { ts } from "ts-morph";
import { positionAt } from "../../workspace/text-edit.ts";
import type { Note } from "../step.ts";
import { pathOf } from "./program.ts";

/**
 * A note at the first character of `node`, which must be in a file of the repository, or at
 * `offset` of its file.
 */
export function noteAt(
  node: ts.Node,
  code: string,
  severity: Note["severity"],
  message: string,
  offset: number = node.getStart(),
): Note {
  const file = node.getSourceFile();
  const path = pathOf(file);
  if (path === undefined) throw new Error(`not a file of the repository: ${message}`);
  return { code, severity, path, ...positionAt(file.text, offset), message };
}
