import { ts } from "ts-morph";
import type { RepoPath } from "../workspace/repo-path.ts";
import { positionAt } from "../workspace/text-edit.ts";
import { bind } from "./program/bind.ts";
import { isStackOverflow } from "./program/nesting.ts";

/**
 * What happens to TypeScript's checker on a file, taken by itself; undefined if it gets through. However
 * flat the file is, it runs out of stack where what a name is depends on hundreds of others, one after
 * the other. There is also code that it fails on.
 */
export function endsChecker(path: RepoPath, text: string): string | undefined {
  // What it has found out about one name is there for the next, so the order matters.
  for (const ask of [diagnose, askFromTheEnd]) {
    try {
      // The functions below take stack too, so that what just fits there fits here for certain.
      deeper(2000, () => ask(programOf(path, text)));
    } catch (error) {
      if (isStackOverflow(error)) return "it runs out of stack";
      if (!(error instanceof Error)) throw error;
      const [what] = error.message.split("\n");
      return `it fails with ${JSON.stringify(what)}`;
    }
  }
  return undefined;
}

/**
 * Where a function or a file begins, counted in lines, that TypeScript's checker gives up on because it
 * branches too often; undefined if there is none. It has no types for anything any more after that.
 */
export function branchesTooOften(path: RepoPath, text: string): number | undefined {
  const { program, file } = programOf(path, text);
  const found = program.getSemanticDiagnostics(file).find(({ code }) => code === GIVES_UP);
  return found && positionAt(text, found.start ?? 0).line;
}

/** The containing function or module body is too large for control flow analysis. */
const GIVES_UP = 2563;

function deeper(frames: number, run: () => void): void {
  if (frames === 0) run();
  else deeper(frames - 1, run);
}

interface OneFile {
  readonly program: ts.Program;
  readonly file: ts.SourceFile;
}

function diagnose({ program, file }: OneFile): void {
  program.getSemanticDiagnostics(file);
}

function askFromTheEnd({ program, file }: OneFile): void {
  const checker = program.getTypeChecker();
  const names: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const name of names.toReversed()) checker.getTypeAtLocation(name);
}

function programOf(path: RepoPath, text: string): OneFile {
  const name = `/${path}`;
  // A comment can have all of a file passed over, or one error.
  const checked = text.replaceAll(/@ts-/gi, "@no-");
  const file = ts.createSourceFile(name, checked, ts.ScriptTarget.ESNext, true);
  const host: ts.CompilerHost = {
    getSourceFile: (asked) => (asked === name ? file : undefined),
    getDefaultLibFileName: () => "/lib.d.ts",
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (asked) => asked,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (asked) => asked === name,
    readFile: () => undefined,
    writeFile: () => undefined,
  };
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    jsx: ts.JsxEmit.Preserve,
    strict: true,
    allowJs: true,
    checkJs: true,
    noLib: true,
    noResolve: true,
    types: [],
  };
  const program = ts.createProgram([name], options, host);
  bind(file, options);
  return { program, file };
}
