import { ts } from "ts-morph";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { createTypeProgram, pathOf } from "../program/program.ts";
import type { TypeProgram } from "../program/program.ts";
import { nameNodes, referencesAt } from "../program/references.ts";
import type { NameNode } from "../program/references.ts";
import { isSourcePath } from "../program/source-path.ts";
import { placeOf } from "../program/syntax.ts";
import { inWords } from "./in-words.ts";
import type { MeaningKind } from "./in-words.ts";

/** One thing that a name stands for, as the checker sees it. Lines and columns count from 1. */
export interface Meaning {
  readonly kind: MeaningKind;
  /** `userRouter.posts`, `authorId of posts`, `PostCard`. */
  readonly name: string;
  /** Where it is declared. */
  readonly path: RepoPath;
  readonly line: number;
  readonly column: number;
  /** How many tokens stand for it, its declaration included. */
  readonly uses: number;
}

/** What a name stands for, what plans speak of first, then the most used, and which of it each token does. */
export interface Meanings {
  readonly all: readonly Meaning[];
  /** The index in `all` for a place in a file, in UTF-16 units from 0; undefined if nobody knows. */
  at(path: RepoPath, offset: number): number | undefined;
}

/** What the tokens of `snapshot` stand for that are spelled as one of `spellings`. */
export function meaningsOf(snapshot: Snapshot, spellings: readonly string[]): Meanings {
  const files = [...new Set([...snapshot.containing(spellings).values()].flat())]
    .filter((path) => isSourcePath(path) && snapshot.text(path) !== undefined)
    .sort();
  if (files.length === 0) return { all: [], at: () => undefined };
  const program = createTypeProgram(snapshot, files, "routes");
  const names = new Set(spellings);
  const places = new Map<string, ts.Declaration>();
  const uses = new Map<ts.Declaration, number>();
  for (const path of files) {
    const file = program.sourceFile(path);
    for (const node of file ? nameNodes(file, names) : []) {
      const declaration = declarationAt(program, node);
      if (!declaration) continue;
      places.set(keyOf(path, offsetOf(node)), declaration);
      uses.set(declaration, (uses.get(declaration) ?? 0) + 1);
    }
  }
  const sorted = [...uses]
    .map(([declaration, count]) => ({ declaration, count, ...inWords(program, declaration) }))
    .sort((a, b) => rankOf(a.kind) - rankOf(b.kind) || b.count - a.count);
  const all = sorted.map(({ declaration, count, kind, name }): Meaning => ({
    kind,
    name,
    path: pathOf(declaration.getSourceFile()) ?? "",
    ...placeOf(ts.getNameOfDeclaration(declaration) ?? declaration),
    uses: count,
  }));
  const indexOf = new Map(sorted.map(({ declaration }, index) => [declaration, index]));
  return {
    all,
    at: (path, offset) => {
      const declaration = places.get(keyOf(path, offset));
      return declaration && indexOf.get(declaration);
    },
  };
}

/** What plans speak of comes first. */
const FIRST: readonly MeaningKind[] = ["router", "route", "procedure", "table", "column"];

function rankOf(kind: MeaningKind): number {
  return FIRST.includes(kind) ? 0 : 1;
}

/** The declaration in the repository that a token stands for in the end. */
function declarationAt(program: TypeProgram, node: NameNode): ts.Declaration | undefined {
  const found = referencesAt(program.checker, node)
    .flatMap(({ declarations }) => declarations)
    .map((each) => behind(program.checker, each))
    .filter((each) => pathOf(each.getSourceFile()) !== undefined);
  return found.find((each) => !isSpecifier(each)) ?? found[0];
}

/** What an import or export stands for; itself, if that is outside of the repository. */
function behind(checker: ts.TypeChecker, declaration: ts.Declaration): ts.Declaration {
  if (!isSpecifier(declaration)) return declaration;
  const name = ts.getNameOfDeclaration(declaration);
  const symbol = name && checker.getSymbolAtLocation(name);
  if (!symbol || (symbol.flags & ts.SymbolFlags.Alias) === 0) return declaration;
  return checker.getAliasedSymbol(symbol).declarations?.[0] ?? declaration;
}

function isSpecifier(node: ts.Node): boolean {
  return (
    ts.isImportSpecifier(node) ||
    ts.isImportClause(node) ||
    ts.isNamespaceImport(node) ||
    ts.isExportSpecifier(node)
  );
}

/** Where the name itself begins: behind the quote of a string. */
function offsetOf(node: NameNode): number {
  return node.getStart() + (ts.isStringLiteralLike(node) ? 1 : 0);
}

function keyOf(path: RepoPath, offset: number): string {
  return `${path}\0${offset}`;
}
