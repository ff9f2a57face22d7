import { ts } from "ts-morph";
import type { RepoPath } from "../workspace/repo-path.ts";
import { bind } from "./program/bind.ts";
import { isStackOverflow } from "./program/nesting.ts";

/**
 * Whether TypeScript's checker runs out of stack on a file, taken by itself, however flat it is: it
 * does where what a name is depends on thousands of others, one after the other.
 */
export function overflowsChecker(path: RepoPath, text: string): boolean {
  const name = `/${path}`;
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
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
  try {
    const program = ts.createProgram([name], options, host);
    bind(file, options);
    program.getSemanticDiagnostics(file);
    return false;
  } catch (error) {
    if (isStackOverflow(error)) return true;
    throw error;
  }
}
