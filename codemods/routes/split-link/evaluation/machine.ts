import { ts } from "ts-morph";
import { declarationOf, isGlobal } from "../resolve.ts";
import { evaluate } from "./expressions.ts";
import { run } from "./statements.ts";
import { CannotTell, emptyScope, isOf, itemsOf, known } from "./values.ts";
import type { Of, Scope, Value } from "./values.ts";

/** The types that an operation can have. */
export const OPERATION_TYPES = ["query", "mutation", "subscription"] as const;
export type OperationType = (typeof OPERATION_TYPES)[number];

/** What a condition is asked about. */
export interface Operation {
  readonly path: string;
  readonly type: OperationType;
}

const DEEPEST_CALL = 50;
const MOST_STEPS = 200_000;
const CHANGERS = /^(?:push|unshift|pop|shift|splice|sort|reverse|fill|add|delete|clear|set)$/;

/**
 * Follows code without running it: everything that it does not know stops it with CannotTell.
 * One machine may be asked about many operations; what does not depend on them is kept.
 */
export class Machine {
  /** Whether the last `ask` looked at the operation's path. */
  pathRead = false;
  /** The functions and constants outside of the condition that have played a part so far. */
  readonly entered = new Set<ts.Node>();
  private operation: Operation = { path: "", type: "query" };
  private readonly constants = new Map<ts.Node, Value>();
  private depth = 0;
  private steps = 0;

  constructor(readonly checker: ts.TypeChecker) {}

  /** The value that `condition` returns for `operation`. Throws CannotTell. */
  ask(condition: ts.Expression | ts.MethodDeclaration, operation: Operation): Value {
    this.operation = operation;
    this.pathRead = false;
    this.depth = 0;
    this.steps = 0;
    const callee: Value = ts.isMethodDeclaration(condition)
      ? { kind: "function", node: condition, scope: emptyScope() }
      : evaluate(condition, emptyScope(), this);
    return known(this.call(callee, [{ kind: "operation" }], condition));
  }

  /** Counts one step. Throws CannotTell if there have been far too many. */
  step(node: ts.Node): void {
    this.steps += 1;
    if (this.steps > MOST_STEPS) throw new CannotTell("it takes too many steps", node);
  }

  /** `op.name`. */
  operationMember(name: string, node: ts.Node): Value {
    if (name === "path") {
      this.pathRead = true;
      return this.operation.path;
    }
    if (name === "type") return this.operation.type;
    throw new CannotTell(`it reads \`${name}\` of the operation`, node);
  }

  /** What a function returns for `args`. Throws CannotTell. */
  call(callee: Value, args: readonly Value[], node: ts.Node): Value {
    const target = known(callee);
    if (!isOf(target, "function")) throw new CannotTell("it calls something unknown", node);
    if (this.depth >= DEEPEST_CALL) throw new CannotTell("its calls go too deep", node);
    this.depth += 1;
    try {
      return this.enter(target, args);
    } finally {
      this.depth -= 1;
    }
  }

  /** The value of a name. Throws CannotTell. */
  nameValue(name: ts.Identifier, scope: Scope): Value {
    const declaration = declarationOf(this.checker, name);
    if (declaration) return this.declared(declaration, scope, name);
    if (name.text === "undefined" && isGlobal(this.checker, name)) return undefined;
    throw new CannotTell(`\`${name.text}\` is not declared in this repository`, name);
  }

  /** The value of what `declaration` declares, as used at `use`. Throws CannotTell. */
  declared(declaration: ts.Declaration, scope: Scope, use: ts.Node): Value {
    for (let at: Scope | undefined = scope; at; at = at.outer) {
      if (at.values.has(declaration)) return known(at.values.get(declaration));
    }
    if (ts.isFunctionDeclaration(declaration) && declaration.body) {
      this.entered.add(declaration);
      return { kind: "function", node: declaration, scope };
    }
    if (ts.isExportAssignment(declaration)) {
      this.entered.add(declaration);
      return evaluate(declaration.expression, emptyScope(), this);
    }
    if (ts.isEnumMember(declaration)) {
      const value = this.checker.getConstantValue(declaration);
      if (value !== undefined) {
        this.entered.add(declaration);
        return value;
      }
    }
    if (ts.isVariableDeclaration(declaration)) return this.constant(declaration, use);
    throw new CannotTell(`\`${use.getText()}\` is nothing that can be followed`, use);
  }

  /** Gives the names in a parameter or declaration their values. Throws CannotTell. */
  bind(name: ts.BindingName, value: Value, declaration: ts.Declaration, scope: Scope): void {
    if (ts.isIdentifier(name)) {
      scope.values.set(declaration, value);
      return;
    }
    name.elements.forEach((element, index) => {
      if (ts.isOmittedExpression(element)) return;
      const part = this.attempt(element, () => this.part(element, index, value));
      const filled =
        part === undefined && element.initializer
          ? evaluate(element.initializer, scope, this)
          : part;
      this.bind(element.name, filled, element, scope);
    });
  }

  /** The value that `make` makes, or an unknown one in its place. */
  attempt(node: ts.Node, make: () => Value): Value {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof CannotTell)) throw error;
      return { kind: "unknown", reason: error.reason, node: error.node ?? node };
    }
  }

  private part(element: ts.BindingElement, index: number, value: Value): Value {
    if (element.dotDotDotToken) throw new CannotTell("it takes the rest of a value", element);
    if (ts.isArrayBindingPattern(element.parent)) return itemsOf(value, element)[index];
    const key = element.propertyName ?? element.name;
    if (!ts.isIdentifier(key) && !ts.isStringLiteralLike(key)) {
      throw new CannotTell("it takes a value apart by a computed key", element);
    }
    const source = known(value);
    if (isOf(source, "operation")) return this.operationMember(key.text, element);
    if (isOf(source, "record")) return source.members.get(key.text);
    throw new CannotTell("it takes apart a value that is not followed", element);
  }

  private enter(target: Of<"function">, args: readonly Value[]): Value {
    const { node } = target;
    if (node.asteriskToken || node.modifiers?.some(isAsync)) {
      throw new CannotTell("it waits for a result (async or a generator)", node);
    }
    const scope: Scope = { values: new Map(), outer: target.scope };
    node.parameters.forEach((parameter, index) => {
      if (parameter.dotDotDotToken) {
        this.bind(parameter.name, { kind: "list", items: args.slice(index) }, parameter, scope);
        return;
      }
      const given = args[index];
      const value =
        given === undefined && parameter.initializer
          ? evaluate(parameter.initializer, scope, this)
          : given;
      this.bind(parameter.name, value, parameter, scope);
    });
    if (!node.body) throw new CannotTell("it calls a function without a body", node);
    if (!ts.isBlock(node.body)) return evaluate(node.body, scope, this);
    const outcome = run(node.body.statements, scope, this);
    return outcome?.kind === "return" ? outcome.value : undefined;
  }

  private constant(declaration: ts.VariableDeclaration, use: ts.Node): Value {
    const { initializer, name } = declaration;
    const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    if (!initializer || !isConst || !ts.isIdentifier(name)) {
      throw new CannotTell(`\`${use.getText()}\` has no value that is fixed in the code`, use);
    }
    if (!this.constants.has(declaration)) {
      this.constants.set(
        declaration,
        this.attempt(use, () => {
          const changed = this.changeOf(declaration, name);
          if (changed) throw new CannotTell(`\`${name.text}\` is changed later on`, changed);
          const value = evaluate(initializer, emptyScope(), this);
          this.entered.add(declaration);
          return value;
        }),
      );
    }
    return known(this.constants.get(declaration));
  }

  /** A place in its own file where what a constant holds is changed. */
  private changeOf(declaration: ts.VariableDeclaration, name: ts.Identifier): ts.Node | undefined {
    const find = (node: ts.Node): ts.Node | undefined => {
      if (ts.isIdentifier(node) && node.text === name.text && node !== name && isChanged(node)) {
        return declarationOf(this.checker, node) === declaration ? node : undefined;
      }
      return ts.forEachChild(node, find);
    };
    return find(declaration.getSourceFile());
  }
}

function isAsync(modifier: ts.ModifierLike): boolean {
  return modifier.kind === ts.SyntaxKind.AsyncKeyword;
}

function isChanged(node: ts.Identifier): boolean {
  const access = node.parent;
  if (ts.isPropertyAccessExpression(access) && access.expression === node) {
    if (ts.isCallExpression(access.parent) && access.parent.expression === access) {
      return CHANGERS.test(access.name.text);
    }
    return isAssigned(access);
  }
  return ts.isElementAccessExpression(access) && access.expression === node && isAssigned(access);
}

function isAssigned(access: ts.Expression): boolean {
  const { parent } = access;
  if (ts.isDeleteExpression(parent)) return true;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === access &&
    parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
  );
}
