import { getLibFiles } from "@ts-morph/common";
import { ts } from "ts-morph";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { positionAt } from "../../workspace/text-edit.ts";
import { ambientFiles } from "./ambient/index.ts";
import type { Depth } from "./ambient/index.ts";
import { resolverOf } from "./resolver.ts";
import type { Resolver } from "./resolver.ts";
import { sourceFileOf } from "./source-files.ts";
import { fromVirtual, toVirtual } from "./virtual-path.ts";

/** Type information about some files of a snapshot and all that they import from it. */
export interface TypeProgram {
  readonly checker: ts.TypeChecker;
  readonly resolver: Resolver;
  /** Undefined if the file is neither a root nor imported from one. */
  sourceFile(path: RepoPath): ts.SourceFile | undefined;
  /** The files of the program that import `target`, by themselves or through others, and itself. */
  filesReaching(target: RepoPath): ReadonlySet<RepoPath>;
  /** The first place where a file is not TypeScript; undefined if it is, or is not in the program. */
  syntaxError(path: RepoPath): SyntaxProblem | undefined;
}

/** Line and column count from 1. */
export interface SyntaxProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.Preserve,
  strict: true,
  allowJs: true,
  types: [],
  noEmit: true,
  skipLibCheck: true,
  lib: ["lib.es2023.d.ts"],
};

const LIB_FOLDER = "/lib/";

/**
 * A program over `roots` and the files of the snapshot that they reach. Packages from outside the
 * repository are not read: a few that types flow through (tRPC, React, zod …) have short
 * declarations of their own in `ambient/`, all others are `any`. So the result is the same
 * whether or not dependencies are installed.
 */
export function createTypeProgram(
  snapshot: Snapshot,
  roots: readonly RepoPath[],
  depth: Depth = "values",
): TypeProgram {
  const ambient = ambientFiles(depth);
  const resolver = resolverOf(snapshot);
  const sourceFiles = new Map<string, ts.SourceFile | undefined>();
  const importers = new Importers();

  const host: ts.CompilerHost = {
    getSourceFile(fileName) {
      if (!sourceFiles.has(fileName)) {
        const text = host.readFile(fileName);
        sourceFiles.set(fileName, text === undefined ? undefined : sourceFileOf(fileName, text));
      }
      return sourceFiles.get(fileName);
    },
    fileExists: (fileName) => host.readFile(fileName) !== undefined,
    readFile: (fileName) => {
      const path = fromVirtual(fileName);
      return path === undefined
        ? (libText(fileName) ?? ambient.get(fileName))
        : snapshot.text(path);
    },
    getDefaultLibFileName: () => `${LIB_FOLDER}lib.es2023.d.ts`,
    getDefaultLibLocation: () => LIB_FOLDER.slice(0, -1),
    getCurrentDirectory: () => toVirtual(""),
    getCanonicalFileName: (fileName) => fileName,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    resolveModuleNameLiterals: (literals, containingFile) => {
      const from = fromVirtual(containingFile);
      return literals.map((literal) => {
        const path = from === undefined ? undefined : resolver.resolve(literal.text, from);
        const extension = path === undefined ? undefined : extensionOf(path);
        if (from === undefined || path === undefined || extension === undefined) {
          return { resolvedModule: undefined };
        }
        importers.add(from, path);
        return { resolvedModule: { resolvedFileName: toVirtual(path), extension } };
      });
    },
  };

  const program = ts.createProgram({
    rootNames: [...ambient.keys(), ...roots.map(toVirtual)],
    options: OPTIONS,
    host,
  });
  return {
    checker: program.getTypeChecker(),
    resolver,
    sourceFile: (path) => program.getSourceFile(toVirtual(path)),
    filesReaching: (target) => importers.reaching(target),
    syntaxError: (path) => {
      const file = program.getSourceFile(toVirtual(path));
      const [first] = file ? program.getSyntacticDiagnostics(file) : [];
      if (!file || !first) return undefined;
      const message = ts.flattenDiagnosticMessageText(first.messageText, " ");
      return { ...positionAt(file.text, first.start), message };
    },
  };
}

/** Who imports whom in a program. */
class Importers {
  private readonly byImported = new Map<RepoPath, Set<RepoPath>>();

  add(from: RepoPath, to: RepoPath): void {
    const known = this.byImported.get(to);
    if (known) known.add(from);
    else this.byImported.set(to, new Set([from]));
  }

  reaching(target: RepoPath): ReadonlySet<RepoPath> {
    const found = new Set([target]);
    // A set hands out what is added to it while it is walked.
    for (const path of found)
      for (const importer of this.byImported.get(path) ?? []) found.add(importer);
    return found;
  }
}

/** The repository path of a source file of a TypeProgram; undefined for libraries. */
export function pathOf(file: ts.SourceFile): RepoPath | undefined {
  return fromVirtual(file.fileName);
}

/** The ending of a path that TypeScript can take as a module. */
function extensionOf(path: RepoPath): string | undefined {
  return /(\.d)?\.[cm]?[jt]sx?$/.exec(path)?.[0];
}

let libTexts: ReadonlyMap<string, string> | undefined;

function libText(fileName: string): string | undefined {
  if (!fileName.startsWith(LIB_FOLDER)) return undefined;
  libTexts ??= new Map(getLibFiles().map((file) => [file.fileName, file.text]));
  return libTexts.get(fileName.slice(LIB_FOLDER.length));
}
