import { ts } from "ts-morph";
import type { EditSet } from "../../program/edit-set.ts";
import type { TypeProgram } from "../../program/program.ts";
import { unwrap } from "../../program/syntax.ts";
import type { Note } from "../../step.ts";
import { usesOf } from "./bindings.ts";
import { switchImport } from "./client-imports.ts";
import { clientOfOldRouter } from "./client-notes.ts";
import { counterpartAmong, reaches, targetOf } from "./clients.ts";
import type { RouterChange } from "./clients.ts";
import { moduleBehind } from "./modules.ts";

/** Where the name of a client, or of what makes one, may stand. */
type Source = ts.Expression | ts.TypeNode | ts.EntityName;

/**
 * Switches clients of one router to another. Requests are gathered first, because a client that
 * is made in the file is switched where it is made only if all its uses ask for it.
 */
export class ClientSwitches {
  /** What has to be of the other router, by where the file declares it, with the uses that say so. */
  private readonly wanted = new Map<ts.Declaration, Set<ts.Identifier>>();
  private readonly members = new Map<ts.Identifier, string>();

  constructor(
    private readonly program: TypeProgram,
    private readonly change: RouterChange,
  ) {}

  /** Ask that `source` be a client of the new router. False if no way to make it one is known. */
  request(source: Source): boolean {
    if (ts.isIdentifier(source)) return this.requestName(source);
    if (ts.isQualifiedName(source)) return this.requestMember(source.right);
    if (ts.isTypeNode(source)) return this.requestType(source);
    return this.requestExpression(unwrap(source));
  }

  /** Makes the edits; a blocking note for each use of what could not be switched. */
  apply(edits: EditSet): readonly Note[] {
    const replaced = this.settleLocals();
    const notes: Note[] = [];
    for (const [name, to] of this.members) edits.replace(name, to);
    for (const [declaration, names] of this.wanted) {
      const other = replaced.get(declaration);
      if (other === "made") continue;
      if (other !== undefined) {
        for (const name of names) edits.replace(name, other.name);
        continue;
      }
      const to = this.importedCounterpart(declaration);
      const problem =
        to === undefined
          ? [...names].map((name) => clientOfOldRouter(name, name.text, this.change))
          : switchImport(this.program, declaration, names, to, edits);
      notes.push(...problem);
    }
    return notes;
  }

  private requestType(type: ts.TypeNode): boolean {
    if (ts.isParenthesizedTypeNode(type)) return this.request(type.type);
    if (ts.isTypeQueryNode(type)) return this.request(type.exprName);
    if (ts.isTypeReferenceNode(type)) return this.request(type.typeArguments?.[0] ?? type.typeName);
    if (ts.isImportTypeNode(type) && type.typeArguments?.[0]) {
      return this.request(type.typeArguments[0]);
    }
    if (ts.isImportTypeNode(type) && type.qualifier && ts.isIdentifier(type.qualifier)) {
      return this.requestMember(type.qualifier);
    }
    return false;
  }

  private requestExpression(expression: ts.Expression): boolean {
    if (ts.isIdentifier(expression)) return this.requestName(expression);
    if (ts.isAwaitExpression(expression)) return this.request(expression.expression);
    if (ts.isPropertyAccessExpression(expression)) {
      const { name } = expression;
      if (ts.isIdentifier(name) && this.requestMember(name)) return true;
      return this.request(expression.expression);
    }
    if (!ts.isCallExpression(expression)) return false;
    // A client over the network: its type alone does not say which server answers.
    if (expression.typeArguments) return false;
    const router = expression.arguments
      .flatMap(withRouterOption)
      .find((argument) => reaches(this.program, argument, this.change.from));
    return this.request(router ?? expression.expression);
  }

  private requestName(name: ts.Identifier): boolean {
    const symbol = this.program.checker.getSymbolAtLocation(name);
    const declaration = symbol?.declarations?.[0];
    if (!declaration || declaration.getSourceFile() !== name.getSourceFile()) return false;
    const isPossible =
      this.importedCounterpart(declaration) !== undefined ||
      this.localCounterpart(declaration) !== undefined ||
      makerOf(declaration) !== undefined;
    if (!isPossible) return false;
    const names = this.wanted.get(declaration) ?? new Set();
    this.wanted.set(declaration, names.add(name));
    return true;
  }

  /** `userTrpc` in `server.userTrpc`, where `server` is a module. */
  private requestMember(name: ts.Identifier): boolean {
    const { checker } = this.program;
    const symbol = checker.getSymbolAtLocation(name);
    const module = symbol && moduleBehind(checker, name.parent);
    if (!module) return false;
    const exports = checker.getExportsOfModule(module);
    const to = counterpartAmong(this.program, symbol, exports, this.change);
    if (to === undefined) return false;
    this.members.set(name, to);
    return true;
  }

  private importedCounterpart(declaration: ts.Declaration): string | undefined {
    const { checker } = this.program;
    const module = moduleBehind(checker, declaration);
    const exports = module ? checker.getExportsOfModule(module) : [];
    const symbol = symbolImportedBy(checker, declaration, exports);
    return symbol && counterpartAmong(this.program, symbol, exports, this.change);
  }

  /** A client of the new router that the same file declares in reach of `declaration`. */
  private localCounterpart(declaration: ts.Declaration): ts.Symbol | undefined {
    const { checker } = this.program;
    const own = ts.getNameOfDeclaration(declaration);
    const symbol = own && checker.getSymbolAtLocation(own);
    if (!symbol || moduleBehind(checker, declaration)) return undefined;
    const file = declaration.getSourceFile();
    const near = checker
      .getSymbolsInScope(declaration, ts.SymbolFlags.Value | ts.SymbolFlags.TypeAlias)
      .filter((it) => it.declarations?.[0]?.getSourceFile() === file)
      .map((it) => checker.getExportSymbolOfSymbol(it));
    const name = counterpartAmong(this.program, symbol, near, this.change);
    return near.find((it) => it.name === name);
  }

  /**
   * Decides what becomes of each client that its file makes itself: `made` where it is made from
   * the other router from now on, or the client beside it that its uses are to take.
   */
  private settleLocals(): ReadonlyMap<ts.Declaration, "made" | ts.Symbol> {
    const settled = new Map<ts.Declaration, "made" | ts.Symbol>();
    // A map hands out what is added to it while it is walked, but not what is added to an entry:
    // one more round sees that.
    for (let before = -1; before !== settled.size;) {
      before = settled.size;
      for (const [declaration, names] of this.wanted) {
        const maker = makerOf(declaration);
        if (settled.has(declaration) || !maker || isExported(declaration)) continue;
        const uses = usesOf(this.program, declaration, nameOf(declaration));
        const isDone = uses.every((use) => ts.isIdentifier(use) && names.has(use));
        if (isDone && this.request(maker)) settled.set(declaration, "made");
      }
    }
    for (const declaration of this.wanted.keys()) {
      const other = settled.has(declaration) ? undefined : this.localCounterpart(declaration);
      if (other) settled.set(declaration, other);
    }
    return settled;
  }
}

/** What a declared client is made from: a variable's value, or what a type is another name for. */
function makerOf(declaration: ts.Declaration): ts.Expression | ts.TypeNode | undefined {
  if (ts.isTypeAliasDeclaration(declaration)) return declaration.type;
  if (ts.isBindingElement(declaration)) {
    const { parent } = declaration;
    return parent.elements.length === 1 && ts.isVariableDeclaration(parent.parent)
      ? parent.parent.initializer
      : undefined;
  }
  // With a type of its own, the value is not all that would have to change.
  return ts.isVariableDeclaration(declaration) && !declaration.type
    ? declaration.initializer
    : undefined;
}

function isExported(declaration: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0;
}

function nameOf(declaration: ts.Declaration): string {
  const name = ts.getNameOfDeclaration(declaration);
  return name && ts.isIdentifier(name) ? name.text : "";
}

/** An argument, and the `router` that it has if it is an object of options. */
function withRouterOption(argument: ts.Expression): readonly ts.Expression[] {
  if (!ts.isObjectLiteralExpression(argument)) return [argument];
  return argument.properties.flatMap((property) =>
    ts.isPropertyAssignment(property) && property.name.getText() === "router"
      ? [property.initializer]
      : [],
  );
}

/** What a declaration takes from a module: an import, or a key of a pattern. */
function symbolImportedBy(
  checker: ts.TypeChecker,
  declaration: ts.Declaration,
  exports: readonly ts.Symbol[],
): ts.Symbol | undefined {
  if (ts.isImportSpecifier(declaration)) {
    const symbol = checker.getSymbolAtLocation(declaration.name);
    return symbol && targetOf(checker, symbol);
  }
  if (!ts.isBindingElement(declaration)) return undefined;
  const key = (declaration.propertyName ?? declaration.name).getText();
  return exports.find((it) => it.name === key);
}
