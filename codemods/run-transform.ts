import type { API, FileInfo, JSCodeshift, Options, Parser } from "jscodeshift";
import type { Op } from "../workspace/op.ts";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Note, StepResult } from "./step.ts";

/** A file of `codemods/transforms`, as `import * as` gives it: the shape that jscodeshift runs. */
export interface TransformModule {
  readonly parser: string;
  readonly meta: { readonly name: string; readonly description: string };
  default(file: FileInfo, api: API, options: Options): string | undefined;
}

/** A transform as jscodeshift's own runner takes it, from a plan or a package. */
export interface AnyTransform {
  /** One of jscodeshift's parsers by name, or a parser; by the file's ending if left out. */
  readonly parser?: string | Parser | undefined;
  /** Gives the new text, or nothing where the file is to stay as it is. */
  default(file: FileInfo, api: API, options: Options): unknown;
}

/**
 * Run a transform on files of a snapshot. Gives one `write` for each file that it changes, and
 * these notes: a blocking `syntax-error` where a file cannot be parsed; a blocking one with the
 * snapshot's own code where a file cannot be read as text, and a manual one where it is too much for
 * a parser; a manual `left-by-transform` for what the transform reports. Throws whatever else the transform throws: bad options, or a bug.
 */
export async function runTransform(
  transform: TransformModule | AnyTransform,
  options: object,
  snapshot: Snapshot,
  paths: readonly RepoPath[],
): Promise<StepResult> {
  if (paths.length === 0) return { ops: [], notes: [] };
  const ops: Op[] = [];
  const notes: Note[] = [];
  for (const path of new Set(paths)) {
    const file = snapshot.read(path);
    if (!file.ok) {
      const note = blocking(path, file.code, 1, 1, `${file.message}, so it cannot be changed`);
      // What is too much for a parser is most often generated, and no reason to stop all else.
      notes.push(file.text === undefined ? note : { ...note, severity: "manual" });
      continue;
    }
    const jscodeshift = await load(transform.parser ?? parserFor(path));
    const api: API = {
      j: jscodeshift,
      jscodeshift,
      stats: () => {},
      report: (message) => notes.push(reported(path, message)),
    };
    try {
      const source = file.text;
      const text = textOf(await transform.default({ path, source }, api, { ...options }));
      if (text !== undefined && text !== source) ops.push({ kind: "write", path, text });
    } catch (error) {
      const at = syntaxErrorAt(error);
      if (!at) throw error;
      notes.push(
        blocking(
          path,
          "syntax-error",
          at.line,
          at.column,
          `${at.message} Correct it and run again.`,
        ),
      );
    }
  }
  return { ops, notes };
}

/** A transform from elsewhere may return what its type would not allow. */
function textOf(returned: unknown): string | undefined {
  if (typeof returned === "string") return returned;
  if (returned === undefined || returned === null) return undefined;
  throw new Error(`it returned neither text nor nothing, but ${typeof returned}`);
}

/** What reads a file where the transform does not say. */
function parserFor(path: RepoPath): string {
  if (/\.[cm]?ts$/.test(path)) return "ts";
  return path.endsWith(".tsx") ? "tsx" : "babel";
}

const loaded = new Map<string | Parser, JSCodeshift>();

/** jscodeshift takes a while to load, so it is loaded when the first transform runs. */
async function load(parser: string | Parser): Promise<JSCodeshift> {
  let jscodeshift = loaded.get(parser);
  if (!jscodeshift) {
    const { default: core } = await import("jscodeshift");
    jscodeshift = core.withParser(parser);
    loaded.set(parser, jscodeshift);
  }
  return jscodeshift;
}

/** Transforms report `line:column: message`. */
function reported(path: RepoPath, report: string): Note {
  const match = /^(\d+):(\d+): ([\s\S]*)$/.exec(report);
  return {
    code: "left-by-transform",
    severity: "manual",
    path,
    line: Number(match?.[1] ?? 1),
    column: Number(match?.[2] ?? 1),
    message: match?.[3] ?? report,
  };
}

function blocking(
  path: RepoPath,
  code: string,
  line: number,
  column: number,
  message: string,
): Note {
  return { code, severity: "blocking", path, line, column, message };
}

/** The parser's columns count from 0. */
function syntaxErrorAt(
  error: unknown,
): { line: number; column: number; message: string } | undefined {
  if (!(error instanceof SyntaxError) || !("loc" in error)) return undefined;
  const { loc } = error;
  if (typeof loc !== "object" || loc === null || !("line" in loc) || !("column" in loc)) {
    return undefined;
  }
  const { line, column } = loc;
  if (typeof line !== "number" || typeof column !== "number") return undefined;
  const message = error.message.replace(/\s*\(\d+:\d+\)\s*$/, "");
  return { line, column: column + 1, message };
}
