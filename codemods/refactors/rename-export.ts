import { ts } from "ts-morph";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { closest } from "../program/closest.ts";
import { createTypeProgram, pathOf } from "../program/program.ts";
import type { TypeProgram } from "../program/program.ts";
import { declarationKey } from "../program/references.ts";
import type { Note, StepResult } from "../step.ts";
import { mockedExports } from "./move-route/mocked-exports.ts";
import { renameName } from "./rename/rename.ts";
import type { OneSymbol } from "./rename/rename.ts";

/** What renameExport renames. */
export interface ExportRenaming {
  /** The module that declares it. */
  readonly module: RepoPath;
  readonly from: string;
  readonly to: string;
  /** Whether comments of the files that use it follow. */
  readonly comments: boolean;
}

/**
 * Renames one export of a module, where it is declared and wherever it is used, handed on or
 * imported; what happens to share its name stays. `isInside` holds for files that may change. A
 * blocking note where it is not there or the new name is taken; nothing at all where it has been
 * renamed already.
 */
export function renameExport(
  snapshot: Snapshot,
  renaming: ExportRenaming,
  isInside: (path: RepoPath) => boolean,
): StepResult {
  const { module, from, to } = renaming;
  const blocked = (code: string, message: string): StepResult => {
    const note: Note = { code, severity: "blocking", path: module, line: 1, column: 1, message };
    return { ops: [], notes: [note] };
  };
  if (!snapshot.has(module)) {
    return blocked("module-not-found", `there is no ${module}. Correct \`module\` in the plan.`);
  }
  const program = createTypeProgram(snapshot, [module]);
  const syntax = program.syntaxError(module);
  if (syntax) {
    return blocked("syntax-error", `${module} is not TypeScript here: ${syntax.message}`);
  }
  const exported = exportsOf(program, module);
  if (!exported.has(from)) {
    if (exported.has(to)) return { ops: [], notes: [] };
    const nearest = closest([...exported.keys()], from);
    const meant = nearest === undefined ? "" : ` Did you mean \`${nearest}\`?`;
    const has = [...exported.keys()].join(", ") || "nothing";
    return blocked(
      "export-not-found",
      `${module} does not export \`${from}\`; it exports: ${has}.${meant}`,
    );
  }
  if (exported.has(to)) {
    const message = `${module} exports both \`${from}\` and \`${to}\`. Rename or remove one of them, then run again.`;
    return blocked("name-taken", message);
  }
  const home = homeOf(program, exported.get(from));
  if (home !== undefined && home !== module) {
    const message = `${module} only hands \`${from}\` on, which is declared in ${home}. Name that module in the plan.`;
    return blocked("declared-elsewhere", message);
  }
  // A table of Drizzle is a member of the database's queries, too.
  const isTable = /["']drizzle-orm/.test(snapshot.text(module) ?? "");
  return renameName(
    snapshot,
    renaming,
    isInside,
    (whole, files) => pick(whole, files, renaming),
    isTable ? "tables" : "values",
  );
}

function pick(
  program: TypeProgram,
  files: readonly RepoPath[],
  { module, from, to }: ExportRenaming,
): OneSymbol {
  const symbol = exportsOf(program, module).get(from);
  const declarations = symbol ? declarationsOf(program, symbol) : [];
  const keys = new Set(declarations.map(declarationKey));
  return {
    roleOf: (group) => {
      if ([...group.keys].some((key) => keys.has(key))) return "itself";
      return group.declarations.some((each) => importsOne(program, each, keys))
        ? "local"
        : undefined;
    },
    notes: declarations
      .slice(0, 1)
      .flatMap((declaration) =>
        mockedExports(program, files, { path: module, name: from, declaration }, to),
      ),
  };
}

/** Whether an import gives its file one of `keys`, under its own name. */
function importsOne(
  program: TypeProgram,
  declaration: ts.Declaration,
  keys: ReadonlySet<string>,
): boolean {
  if (!ts.isImportSpecifier(declaration) || declaration.propertyName) return false;
  const symbol = program.checker.getSymbolAtLocation(declaration.name);
  const target = symbol && targetOf(program, symbol);
  return target?.declarations?.some((each) => keys.has(declarationKey(each))) === true;
}

/** What a module exports, by name. */
function exportsOf(program: TypeProgram, path: RepoPath): ReadonlyMap<string, ts.Symbol> {
  const file = program.sourceFile(path);
  const module = file && program.checker.getSymbolAtLocation(file);
  const symbols = module ? program.checker.getExportsOfModule(module) : [];
  return new Map(symbols.map((symbol) => [symbol.name, symbol]));
}

/** The module that declares what is exported, if that is one of the repository. */
function homeOf(program: TypeProgram, symbol: ts.Symbol | undefined): RepoPath | undefined {
  const [declaration] = symbol ? (targetOf(program, symbol).declarations ?? []) : [];
  return declaration && pathOf(declaration.getSourceFile());
}

/** What it stands for, and where it is given its name on the way. */
function declarationsOf(program: TypeProgram, symbol: ts.Symbol): readonly ts.Declaration[] {
  return [...(targetOf(program, symbol).declarations ?? []), ...(symbol.declarations ?? [])];
}

function targetOf({ checker }: TypeProgram, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
