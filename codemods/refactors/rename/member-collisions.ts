import { ts } from "ts-morph";
import type { TypeProgram } from "../../program/program.ts";
import { declarationKey, nameNodes, nameWith } from "../../program/references.ts";
import type { NameNode } from "../../program/references.ts";
import type { Group } from "./groups.ts";
import type { Meeting } from "./binding-collisions.ts";
import type { Spelling } from "./spellings.ts";

/** Knows which members stand beside one that has a new name already. */
export interface MemberCollisions {
  /** Where a member of `group`, if it were called `name`, would meet another; undefined if nowhere. */
  meeting(group: Group, name: string): Meeting | undefined;
}

type Compare = (find: (name: string) => ts.Symbol | undefined, at: ts.Node) => void;

/** Looks at every type, module and element in `files` that has an old name and a new one. */
export function findMemberCollisions(
  program: TypeProgram,
  files: readonly ts.SourceFile[],
  spellings: readonly Spelling[],
): MemberCollisions {
  const { checker } = program;
  const meetings = new Map<string, Map<string, Meeting>>();
  const seen = new Set<ts.Type>();

  const compare: Compare = (find, at) => {
    for (const { from, to, otherwise } of spellings) {
      const renamed = find(from);
      if (!renamed) continue;
      for (const name of otherwise === undefined ? [to] : [to, otherwise]) {
        const existing = find(name);
        if (existing) record(name, renamed, nameIn(existing) ?? at, at);
        // What nothing is called yet would be found all at once.
        else if (ts.isIdentifier(at) || ts.isStringLiteralLike(at)) {
          if (at.text === name && isAsked(at)) record(name, renamed, at, at);
        }
      }
    }
  };
  const record = (name: string, renamed: ts.Symbol, existing: ts.Node, at: ts.Node): void => {
    const byKey = meetings.get(name) ?? new Map<string, Meeting>();
    meetings.set(name, byKey);
    for (const declaration of declarationsOf(checker, renamed)) {
      const key = declarationKey(declaration);
      const node = ts.getNameOfDeclaration(declaration) ?? at;
      if (!byKey.has(key)) byKey.set(key, { renamed: node, existing });
    }
  };
  const compareTypes = (type: ts.Type | undefined, at: NameNode): void => {
    for (const each of type?.isUnion() ? type.types : type ? [type] : []) {
      if (seen.has(each) && !isAsked(at)) continue;
      seen.add(each);
      const apparent = checker.getApparentType(each);
      compare((name) => checker.getPropertyOfType(apparent, name), at);
    }
  };
  const compareExports = (module: ts.Node, at: ts.Node): void => {
    const symbol = checker.getSymbolAtLocation(module);
    if (!symbol) return;
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
    compare((name) => checker.tryGetMemberInModuleExports(name, target), at);
  };

  const names = new Set(
    spellings.flatMap(({ from, to, otherwise }) =>
      otherwise ? [from, to, otherwise] : [from, to],
    ),
  );
  for (const file of files) {
    for (const node of nameNodes(file, names)) {
      for (const type of typesAround(checker, node)) compareTypes(type, node);
      compareSiblings(checker, node, compare);
      compareTold(checker, node, compare);
      const from = moduleOf(node);
      if (from) compareExports(from, node);
    }
    compareExports(file, file);
  }

  return {
    meeting(group, name) {
      const byKey = meetings.get(name);
      if (!byKey) return undefined;
      for (const key of group.keys) {
        const meeting = byKey.get(key);
        if (meeting) return meeting;
      }
      return undefined;
    },
  };
}

/** The types that the member named by `node` is, or could be, a member of. */
function typesAround(checker: ts.TypeChecker, node: NameNode): readonly (ts.Type | undefined)[] {
  const { parent } = nameWith(node);
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return [checker.getTypeAtLocation(parent.expression)];
  }
  if (ts.isElementAccessExpression(parent)) return [checker.getTypeAtLocation(parent.expression)];
  if (ts.isLiteralTypeNode(parent)) return typesOfKey(checker, parent);
  if (ts.isBindingElement(parent)) return [checker.getTypeAtLocation(parent.parent)];
  if (ts.isJsxAttribute(parent)) return [checker.getContextualType(parent.parent)];
  const owner = ts.isParameter(parent) ? parent.parent.parent : parent.parent;
  if (ts.isObjectLiteralExpression(owner)) {
    return [checker.getTypeAtLocation(owner), checker.getContextualType(owner)];
  }
  const declares =
    ts.isClassLike(owner) || ts.isInterfaceDeclaration(owner) || ts.isTypeLiteralNode(owner);
  if (!declares) return [];
  const type = checker.getTypeAtLocation(owner);
  // A class that is an expression has the type of its constructor; what it makes is another one.
  const parts =
    type.symbol && ts.isClassLike(owner)
      ? [checker.getDeclaredTypeOfSymbol(type.symbol), checker.getTypeOfSymbol(type.symbol)]
      : [type];
  // A part of an intersection has its neighbours' members beside its own.
  const whole = ts.findAncestor(owner, (each) => !ts.isTypeNode(each.parent));
  return [...parts, whole && ts.isTypeNode(whole) ? checker.getTypeAtLocation(whole) : undefined];
}

function typesOfKey(
  checker: ts.TypeChecker,
  literal: ts.LiteralTypeNode,
): readonly (ts.Type | undefined)[] {
  const { parent } = literal;
  return ts.isIndexedAccessTypeNode(parent) ? [checker.getTypeFromTypeNode(parent.objectType)] : [];
}

/** `"id" in value` tells the types of a union apart, so none of the others may have the name. */
function compareTold(checker: ts.TypeChecker, node: NameNode, compare: Compare): void {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return;
  const type = checker.getTypeAtLocation(parent.right);
  const types = type.isUnion() ? type.types : [type];
  compare((name) => {
    const found = types.map((each) =>
      checker.getPropertyOfType(checker.getApparentType(each), name),
    );
    return found.find((each) => each !== undefined);
  }, node);
}

/**
 * The module or namespace that an import, a re-export or a qualified name takes `node` from: it may
 * hand on what it does not name.
 */
function moduleOf(node: NameNode): ts.Node | undefined {
  const { parent } = node;
  if (ts.isImportSpecifier(parent)) return parent.parent.parent.parent.moduleSpecifier;
  if (ts.isExportSpecifier(parent)) return parent.parent.parent.moduleSpecifier;
  if (ts.isQualifiedName(parent)) return parent.right === node ? parent.left : undefined;
  const isImport = ts.isImportTypeNode(parent) && parent.qualifier === node;
  return isImport && ts.isLiteralTypeNode(parent.argument) ? parent.argument.literal : undefined;
}

/** Whether `node` asks a value, a type or a module for what it is called, and declares nothing. */
function isAsked(node: NameNode): boolean {
  const { parent } = nameWith(node);
  if (ts.isBindingElement(parent)) return (parent.propertyName ?? parent.name) === nameWith(node);
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) {
    return (parent.propertyName ?? parent.name) === node;
  }
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ts.isElementAccessExpression(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isQualifiedName(parent) ||
    ts.isImportTypeNode(parent)
  );
}

/** What stands beside `node` in the text, where types would not tell. */
function compareSiblings(checker: ts.TypeChecker, node: NameNode, compare: Compare): void {
  const owner = node.parent.parent;
  if (ts.isJsxAttributes(owner)) {
    const attributes = new Map(
      owner.properties.flatMap((each) =>
        ts.isJsxAttribute(each) && ts.isIdentifier(each.name) ? [[each.name.text, each.name]] : [],
      ),
    );
    const props = checker.getContextualType(owner);
    compare((name) => {
      const attribute = attributes.get(name);
      return attribute && (props?.getProperty(name) ?? checker.getSymbolAtLocation(attribute));
    }, node);
  }
  if (ts.isEnumDeclaration(owner)) {
    const exports = checker.getSymbolAtLocation(owner.name)?.exports;
    compare((name) => exports?.get(ts.escapeLeadingUnderscores(name)), node);
  }
}

function declarationsOf(checker: ts.TypeChecker, symbol: ts.Symbol): readonly ts.Declaration[] {
  const found = new Set<ts.Declaration>();
  let at: ts.Symbol | undefined = symbol;
  // An export leads through re-exports of the same name to what it exports; an import on the way
  // has a name of its own, which can differ from the export's.
  while (
    at &&
    at.name === symbol.name &&
    ![...(at.declarations ?? [])].some((each) => found.has(each))
  ) {
    for (const root of checker.getRootSymbols(at)) {
      for (const declaration of root.declarations ?? []) {
        if (!ts.isImportSpecifier(declaration)) found.add(declaration);
      }
    }
    const isAlias: boolean = (at.flags & ts.SymbolFlags.Alias) !== 0;
    at = isAlias ? checker.getImmediateAliasedSymbol(at) : undefined;
  }
  return [...found];
}

function nameIn(symbol: ts.Symbol): ts.Node | undefined {
  const [declaration] = symbol.declarations ?? [];
  return declaration && (ts.getNameOfDeclaration(declaration) ?? declaration);
}
