import { ts } from "ts-morph";
import { bind, isBound } from "./bind.ts";

/** Where a checker that reads files only when it gets to them has them from. */
export interface LazySources {
  /** The file of a compiler's file name, the same object each time; undefined if there is none. */
  file(fileName: string): ts.SourceFile | undefined;
  /** The compiler's name of the file that `specifier` means in `from`; undefined if there is none. */
  resolve(specifier: string, from: ts.SourceFile): string | undefined;
}

/** A checker, and the way to hand it files. */
export interface LazyChecker {
  readonly checker: ts.TypeChecker;
  /** A file as the checker has it: its nodes know their parents and symbols. */
  file(fileName: string): ts.SourceFile | undefined;
  /** Whether it has met code that branches too often for it: it has no types any more from then on. */
  hasGivenUp(): boolean;
}

/**
 * A checker that has the files of `base`, and reads any other one when a question leads to it. A
 * program of TypeScript's reads all that its roots import, and what that imports: for a name in a
 * few files of a monorepo this is most of the monorepo, and the answer is in very little of it.
 *
 * The compiler can do this, since its checker asks its host for one module at a time, but declares
 * neither `createTypeChecker` nor what `bind.ts` uses; `test/program/lazy-checker.test.ts` tells if a
 * new version has them no more.
 */
export function createLazyChecker(base: ts.Program, sources: LazySources): LazyChecker {
  const options = base.getCompilerOptions();
  const file = (fileName: string): ts.SourceFile | undefined => {
    const known = base.getSourceFile(fileName);
    if (known) return known;
    const found = sources.file(fileName);
    if (found && !isBound(found)) list(found, options);
    return found;
  };
  // The checker would bind these as the compiler does.
  for (const known of base.getSourceFiles()) bind(known, options);
  const host: CheckerHost = {
    ...base,
    getSourceFile: file,
    getResolvedModule(from, specifier) {
      const resolvedFileName = sources.resolve(specifier, from);
      if (resolvedFileName === undefined) return undefined;
      const extension = /(?:\.d)?\.[cm]?[jt]sx?$/.exec(resolvedFileName)?.[0] ?? ts.Extension.Ts;
      return { resolvedModule: { resolvedFileName, extension } };
    },
  };
  const checker = internal.createTypeChecker(host);
  return { checker, file, hasGivenUp: () => !hasTypes(checker, options) };
}

/** Makes a file what it would be in a program. */
function list(file: ts.SourceFile, options: ts.CompilerOptions): void {
  const listed = file as Listed;
  listed.path = listed.resolvedPath = listed.originalFileName = file.fileName;
  // A program lists what a file imports, and first what its pragma for JSX makes it import.
  listed.imports = [];
  bind(file, options);
}

/** Asks for what is plain to see, in a file that has never been asked about. */
function hasTypes(checker: ts.TypeChecker, options: ts.CompilerOptions): boolean {
  const file = ts.createSourceFile("/asked.ts", "export let n = 1; n;", ts.ScriptTarget.ESNext);
  list(file, options);
  const asked = file.statements.find(ts.isExpressionStatement);
  return (
    asked !== undefined &&
    (checker.getTypeAtLocation(asked.expression).flags & ts.TypeFlags.Number) !== 0
  );
}

/** What a program has for its checker. */
interface CheckerHost extends ts.Program {
  getResolvedModule(
    from: ts.SourceFile,
    specifier: string,
  ): { readonly resolvedModule: { resolvedFileName: string; extension: string } } | undefined;
}

/** What a program keeps on a file. */
interface Listed extends ts.SourceFile {
  path: string;
  resolvedPath: string;
  originalFileName: string;
  imports: readonly ts.StringLiteralLike[];
}

const internal = ts as unknown as {
  createTypeChecker(host: CheckerHost): ts.TypeChecker;
};
