import { ts } from "ts-morph";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { positionAt } from "../../workspace/text-edit.ts";
import type { Depth } from "./ambient/index.ts";
import { baseProgram } from "./base-program.ts";
import { unwatch, watch } from "./given-up.ts";
import { filesReaching } from "./import-graph.ts";
import { createLazyChecker } from "./lazy-checker.ts";
import type { LazyChecker } from "./lazy-checker.ts";
import { resolverOf } from "./resolver.ts";
import type { Resolver } from "./resolver.ts";
import { beginView, sourceFileOf } from "./source-files.ts";
import { isSourcePath } from "./source-path.ts";
import { fromVirtual, toVirtual } from "./virtual-path.ts";

/** Type information about the files of a snapshot. */
export interface TypeProgram {
  readonly checker: ts.TypeChecker;
  readonly resolver: Resolver;
  /** Undefined if the snapshot has no such file, or it is none that TypeScript reads. */
  sourceFile(path: RepoPath): ts.SourceFile | undefined;
  /**
   * The roots and what they import, as far as it imports `target` in some way, and `target`. What
   * adds to what is known everywhere is imported by all.
   */
  filesReaching(target: RepoPath): ReadonlySet<RepoPath>;
  /** The first place where a file is not TypeScript; undefined if it is, or is not there. */
  syntaxError(path: RepoPath): SyntaxProblem | undefined;
}

/** Line and column count from 1. */
export interface SyntaxProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Of the last snapshot alone: steps come one after the other, and a checker takes much memory. */
let views: { readonly of: Snapshot; readonly byKey: Map<string, View> } | undefined;

/**
 * The snapshot as the checker sees it. Files are read when a question leads to them; `roots` are
 * those that questions will be about, and what counts as importing starts from them. Packages from
 * outside the repository are not read: a few that types flow through (tRPC, React, zod …) have
 * short declarations of their own in `ambient/`, all others are `any`. So the result is the same
 * whether or not dependencies are installed.
 */
export function createTypeProgram(
  snapshot: Snapshot,
  roots: readonly RepoPath[],
  depth: Depth = "values",
): TypeProgram {
  // What a file without imports and exports declares is known in all others.
  const scripts = roots.filter((path) => isScript(snapshot, path));
  const globals = [...new Set([...scripts, ...augmenting(snapshot)])].sort();
  const { base, checker, file, resolver } = viewOf(snapshot, globals, depth);
  return {
    checker,
    resolver,
    sourceFile: (path) => file(toVirtual(path)),
    filesReaching: (target) => {
      const reaching = filesReaching(snapshot, [...roots, ...globals], target);
      const isKnownToAll = globals.some((path) => reaching.has(path));
      return isKnownToAll ? new Set([...roots, ...reaching]) : reaching;
    },
    syntaxError: (path) => {
      const source = parse(snapshot, toVirtual(path));
      const [first] = source ? base.getSyntacticDiagnostics(source) : [];
      if (!source || !first) return undefined;
      const message = ts.flattenDiagnosticMessageText(first.messageText, " ");
      return { ...positionAt(source.text, first.start), message };
    },
  };
}

/** What programs over one snapshot share, whatever their roots: all that the checker has found out. */
interface View extends LazyChecker {
  readonly base: ts.Program;
  readonly resolver: Resolver;
}

function viewOf(snapshot: Snapshot, globals: readonly RepoPath[], depth: Depth): View {
  if (views?.of !== snapshot) {
    unwatch();
    views = { of: snapshot, byKey: new Map() };
    beginView();
  }
  const known = views.byKey;
  const key = JSON.stringify([depth, ...globals]);
  const found = known.get(key);
  if (found) return found;
  const resolver = resolverOf(snapshot);
  const files = new Map<string, ts.SourceFile | undefined>();
  const read = (fileName: string): ts.SourceFile | undefined => {
    if (!files.has(fileName)) files.set(fileName, parse(snapshot, fileName));
    return files.get(fileName);
  };
  const base = baseProgram(
    depth,
    globals.flatMap((path) => read(toVirtual(path)) ?? []),
  );
  const lazy = createLazyChecker(base, {
    file: read,
    resolve: (specifier, from) => {
      const path = fromVirtual(from.fileName);
      const target = path === undefined ? undefined : resolver.resolve(specifier, path);
      return target === undefined || !isSourcePath(target) ? undefined : toVirtual(target);
    },
  });
  watch(lazy.hasGivenUp);
  const view = { ...lazy, base, resolver };
  known.set(key, view);
  return view;
}

function isScript(snapshot: Snapshot, path: RepoPath): boolean {
  // Almost all files have one at the start of a line, and need not be parsed for it.
  if (/^(?:import|export)\b/m.test(snapshot.text(path) ?? "")) return false;
  const file = parse(snapshot, toVirtual(path));
  return file !== undefined && !ts.isExternalModule(file);
}

function parse(snapshot: Snapshot, fileName: string): ts.SourceFile | undefined {
  const path = fromVirtual(fileName);
  const text = path === undefined || !isSourcePath(path) ? undefined : snapshot.text(path);
  return text === undefined ? undefined : sourceFileOf(fileName, text);
}

/** The repository path of a source file of a TypeProgram; undefined for libraries. */
export function pathOf(file: ts.SourceFile): RepoPath | undefined {
  return fromVirtual(file.fileName);
}

/** The files that add to what is known everywhere. */
function augmenting(snapshot: Snapshot): readonly RepoPath[] {
  const found = snapshot.containing(["declare global", "declare module"]);
  return [...found.values()].flat().filter(isSourcePath).sort();
}
