import type { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { positionAt } from "../../../workspace/text-edit.ts";
import type { Note } from "../../step.ts";
import { pathOf } from "../../program/program.ts";

/** Where something stands; `offset` counts UTF-16 units from the start of `text`. */
export interface Place {
  readonly path: RepoPath;
  readonly text: string;
  readonly offset: number;
}

/** The place of a node; a library's file goes by the name that the compiler has for it. */
export function placeOf(node: ts.Node): Place {
  const file = node.getSourceFile();
  return { path: pathOf(file) ?? file.fileName, text: file.text, offset: node.getStart(file) };
}

/** `path:line:column`, as editors take it. */
export function spelledOut(place: Place): string {
  const { line, column } = positionAt(place.text, place.offset);
  return `${place.path}:${line}:${column}`;
}

/** A note at `place`. */
export function noteAt(
  place: Place,
  code: string,
  severity: Note["severity"],
  message: string,
): Note {
  return { code, severity, path: place.path, ...positionAt(place.text, place.offset), message };
}
