import { ts } from "ts-morph";
import { bind } from "../../codemods/program/bind.ts";

/** A name in a program, and what it stands for there. */
export interface Use {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly role: Role;
  /** Where it is declared; empty if TypeScript cannot say. */
  readonly declarations: readonly Declaration[];
}

/**
 * A shorthand is two names in one token: that of the member, import or export, and that of the
 * variable. `local-first` is the latter where it comes first once both are written out.
 */
export type Role = "only" | "outer" | "local" | "outer-last" | "local-first";

/** The place of a declared name. */
export interface Declaration {
  readonly path: string;
  readonly start: number;
  readonly role: Role;
}

/** What the names of one file stand for. */
export interface Meaning {
  readonly uses: readonly Use[];
  /** The first error that leaves open what the names stand for: of syntax, or a name declared twice. */
  readonly unsound: string | undefined;
}

const GLOBALS = `
interface Array<T> { [index: number]: T; map<R>(f: (value: T) => R): R[] }
interface ReadonlyArray<T> { readonly [index: number]: T }
interface Boolean {} interface CallableFunction {} interface Function {} interface IArguments {}
interface NewableFunction {} interface Number {} interface Object { toString(): string }
interface RegExp { test(text: string): boolean } interface String { length: number }
interface Symbol {} interface Promise<T> { then(f: (value: T) => void): void }
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Record<K extends string, T> = { [P in K]: T };
declare var Object: { new (): Object }; declare function String(value: unknown): string;
declare namespace JSX { interface IntrinsicElements { [name: string]: any } interface Element {} }
`;

/** Errors that say that a name is declared in ways that exclude each other. */
const UNSOUND = new Set([
  2300, 2395, 2397, 2428, 2432, 2434, 2440, 2451, 2481, 2484, 2528, 2567, 2813,
]);

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.Preserve,
  noLib: true,
  types: [],
  strict: true,
};

/** What TypeScript itself says that each name in `files` stands for, by path. */
export function meaningsOf(files: ReadonlyMap<string, string>): ReadonlyMap<string, Meaning> {
  const texts = new Map([...files, ["globals.d.ts", GLOBALS] as const]);
  const program = ts.createProgram([...texts.keys()], OPTIONS, {
    getSourceFile: (path) => {
      const text = texts.get(path);
      if (text === undefined) return undefined;
      return ts.createSourceFile(path, text, { languageVersion: ts.ScriptTarget.ESNext }, true);
    },
    getDefaultLibFileName: () => "lib.d.ts",
    getCurrentDirectory: () => "",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (path) => texts.has(path),
    readFile: (path) => texts.get(path),
    writeFile: () => undefined,
  });
  // There are loops that the checker cannot take as the compiler binds them.
  for (const file of program.getSourceFiles()) bind(file, OPTIONS);
  const meanings = new Map<string, Meaning>();
  for (const path of files.keys()) {
    const source = program.getSourceFile(path);
    if (!source) throw new Error(`${path} is not in the program`);
    meanings.set(path, meaningIn(program, source));
  }
  return meanings;
}

function meaningIn(program: ts.Program, source: ts.SourceFile): Meaning {
  const [first] = [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source).filter(({ code }) => UNSOUND.has(code)),
  ];
  const unsound = first && ts.flattenDiagnosticMessageText(first.messageText, "\n");
  return { uses: usesIn(source, program.getTypeChecker()), unsound };
}

function usesIn(source: ts.SourceFile, checker: ts.TypeChecker): Use[] {
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      for (const [role, symbol] of meanings(node, checker)) {
        const [start, end] = [node.getStart(source), node.getEnd()];
        const declarations = declarationsOf(symbol, checker);
        uses.push({ path: source.fileName, start, end, role, declarations });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

function meanings(
  node: ts.Identifier | ts.PrivateIdentifier,
  checker: ts.TypeChecker,
): readonly [Use["role"], ts.Symbol | undefined][] {
  const { parent } = node;
  const plain = checker.getSymbolAtLocation(node);
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) {
    return [
      ["outer", plain],
      ["local", checker.getShorthandAssignmentValueSymbol(parent)],
    ];
  }
  if (ts.isBindingElement(parent) && parent.name === node && !parent.dotDotDotToken) {
    const isShort = parent.propertyName === undefined && ts.isObjectBindingPattern(parent.parent);
    if (isShort) {
      const property = checker.getTypeAtLocation(parent.parent).getProperty(node.text);
      return [
        ["outer", property],
        ["local", plain],
      ];
    }
  }
  if (ts.isImportSpecifier(parent) && parent.propertyName === undefined) {
    return [
      ["outer", plain],
      ["local", plain],
    ];
  }
  if (ts.isExportSpecifier(parent) && parent.propertyName === undefined) {
    return [
      ["outer-last", plain],
      ["local-first", checker.getExportSpecifierLocalTargetSymbol(parent)],
    ];
  }
  return [["only", plain]];
}

function aliased(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function declarationsOf(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): Declaration[] {
  if (!symbol) return [];
  const found = checker
    .getRootSymbols(aliased(symbol, checker))
    .flatMap((root) => root.declarations ?? []);
  return found.map((declaration) => {
    const named = ts.getNameOfDeclaration(declaration) ?? declaration;
    const path = declaration.getSourceFile().fileName;
    return { path, start: named.getStart(), role: roleOf(declaration) };
  });
}

function roleOf(declaration: ts.Declaration): Role {
  if (ts.isShorthandPropertyAssignment(declaration)) return "outer";
  const isShort =
    (ts.isBindingElement(declaration) ||
      ts.isImportSpecifier(declaration) ||
      ts.isExportSpecifier(declaration)) &&
    declaration.propertyName === undefined;
  if (!isShort) return "only";
  if (ts.isExportSpecifier(declaration)) return "outer-last";
  const isPlain =
    ts.isBindingElement(declaration) &&
    (declaration.dotDotDotToken !== undefined || !ts.isObjectBindingPattern(declaration.parent));
  return isPlain ? "only" : "local";
}
