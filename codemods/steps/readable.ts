import type { Op } from "../../workspace/op.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { positionAt } from "../../workspace/text-edit.ts";
import type { TypeProgram } from "../program/program.ts";
import { isSourcePath } from "../program/source-path.ts";
import type { Note } from "../step.ts";

/**
 * A note for each of `files` that is not TypeScript. It is blocking where `ops` change the file,
 * which may then be misread, and for a person elsewhere, where a use may have been missed.
 */
export function syntaxNotes(
  program: TypeProgram,
  files: readonly RepoPath[],
  ops: readonly Op[],
): readonly Note[] {
  const changed = new Set(ops.map((op) => (op.kind === "move" ? op.from : op.path)));
  return files.flatMap((path): Note[] => {
    const problem = program.syntaxError(path);
    if (!problem) return [];
    const { line, column, message } = problem;
    return changed.has(path)
      ? [
          {
            code: "syntax-error",
            severity: "blocking",
            path,
            line,
            column,
            message: `this file has to change and is not TypeScript here: ${message} Mend it, then run again.`,
          },
        ]
      : [
          {
            code: "syntax-error",
            severity: "manual",
            path,
            line,
            column,
            message: `a use in this file may have been missed, since it is not TypeScript here: ${message}`,
          },
        ];
  });
}

/**
 * A note for each source file that holds `name` and cannot be read as text: blocking where it may
 * have to change, and for a person where a use may only have been missed. `ofLarge` is for what is
 * text, but too much for a parser; such a note is at the first place that has the name.
 */
export function unreadableNotes(
  snapshot: Snapshot,
  name: string,
  severity: "blocking" | "manual" = "blocking",
  ofLarge: "blocking" | "manual" = severity,
): readonly Note[] {
  const paths = (snapshot.containing([name]).get(name) ?? []).filter(isSourcePath);
  return paths.flatMap((path): Note[] => {
    const file = snapshot.read(path);
    if (file.ok) return [];
    const { code, text } = file;
    const at = text === undefined ? { line: 1, column: 1 } : positionAt(text, text.indexOf(name));
    const weight = text === undefined ? severity : ofLarge;
    const message =
      weight === "blocking"
        ? `this file has \`${name}\` in it and cannot be changed: ${file.message}. Mend it, then run again.`
        : `this file has \`${name}\` in it, and a use may have been missed: ${file.message}.`;
    return [{ code, severity: weight, path, ...at, message }];
  });
}
