import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { knownSourceFile } from "../../program/source-files.ts";
import { toVirtual } from "../../program/virtual-path.ts";

/** A file of code, parsed by itself. */
export interface ParsedCode {
  readonly file: ts.SourceFile;
  /** The first place that is not valid code; what follows it may be misread. */
  readonly problem: { readonly offset: number; readonly message: string } | undefined;
}

/** Whether `path` has an ending that TypeScript parses as code. */
export function isCode(path: RepoPath): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}

/** Parses `text`; never throws. Offsets are those of `text`, a byte order mark included. */
export function parseCode(path: RepoPath, text: string): ParsedCode {
  const file =
    knownSourceFile(toVirtual(path), text) ??
    ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  // The parser's own errors are not in the public type; a program would parse everything again.
  const { parseDiagnostics = [] } = file as ts.SourceFile & {
    parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  const [first] = parseDiagnostics;
  return {
    file,
    problem: first && {
      offset: first.start,
      message: ts.flattenDiagnosticMessageText(first.messageText, " "),
    },
  };
}
