import { ts } from "ts-morph";
import type { Note } from "../../step.ts";
import { declarationKey } from "../../program/references.ts";
import { noteAt, placeOf } from "./places.ts";
import { goesToUnknown } from "./receivers.ts";

/**
 * Where a value that has a renamed key goes to code that nothing is known of, or to what takes any
 * key: as an argument, as props, as part of another value, or by an assignment. `renamedKeys` are the
 * keys of the declarations that get a new name, by the old one.
 */
export function findEscapes(
  checker: ts.TypeChecker,
  file: ts.SourceFile,
  renamedKeys: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Note[] {
  const notes: Note[] = [];
  const visit = (node: ts.Node): void => {
    const value = handedOver(node);
    // Where it goes is asked first: the type of a value can lead into files that nothing else does.
    const escaped = value && takesAnyKey(checker, value) ? renamedKeyOf(value) : undefined;
    if (value && escaped !== undefined && !isNamed(checker, value, escaped)) {
      const reason = `a value whose key ${escaped} is renamed goes to code that cannot be seen through: look at whether that reads the key by its old name`;
      notes.push(noteAt(placeOf(node), "escapes", "manual", reason));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return notes;

  function renamedKeyOf(value: ts.Expression): string | undefined {
    const type = checker.getTypeAtLocation(value);
    for (const [name, keys] of renamedKeys) {
      for (const each of type.isUnion() ? type.types : [type]) {
        const member = checker.getPropertyOfType(checker.getApparentType(each), name);
        const roots = member ? checker.getRootSymbols(member) : [];
        const declarations = roots.flatMap((root) => root.declarations ?? []);
        if (declarations.some((declaration) => keys.has(declarationKey(declaration)))) return name;
      }
    }
    return undefined;
  }
}

/** The value that `node` hands over; literals written in place have notes of their own. */
function handedOver(node: ts.Node): ts.Expression | undefined {
  if (ts.isJsxSpreadAttribute(node)) return node.expression;
  if (!ts.isExpression(node) || ts.isObjectLiteralExpression(node)) return undefined;
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    return parent.arguments?.includes(node) && !isConsole(parent.expression) ? node : undefined;
  }
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node ? node : undefined;
  if (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent)) {
    return parent.initializer === node ? node : undefined;
  }
  const isPut =
    ts.isSpreadAssignment(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    (ts.isBinaryExpression(parent) &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      parent.right === node);
  return isPut ? node : undefined;
}

/** A log shows keys to people only. */
function isConsole(callee: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(callee) && callee.expression.getText() === "console";
}

/** Whether `value` goes to what is unknown, or takes any key. */
function takesAnyKey(checker: ts.TypeChecker, value: ts.Expression): boolean {
  if (ts.isJsxSpreadAttribute(value.parent)) {
    // An element of the page has a lower-case name, and takes any attribute.
    const { tagName } = value.parent.parent.parent;
    const isElement = ts.isIdentifier(tagName) && /^\p{Ll}/u.test(tagName.text);
    return isElement || (checker.getTypeAtLocation(tagName).flags & ts.TypeFlags.Any) !== 0;
  }
  const wanted = checker.getContextualType(value);
  if (!wanted) return goesToUnknown(checker, value);
  if ((wanted.flags & UNKNOWN) !== 0) return true;
  return checker
    .getIndexInfosOfType(checker.getNonNullableType(wanted))
    .some(({ keyType }) => keyType.flags === ts.TypeFlags.String);
}

/** What takes any key is known for the keys that it names. */
function isNamed(checker: ts.TypeChecker, value: ts.Expression, key: string): boolean {
  if (ts.isJsxSpreadAttribute(value.parent)) return false;
  const wanted = checker.getContextualType(value);
  if (!wanted || (wanted.flags & UNKNOWN) !== 0) return false;
  return checker.getPropertyOfType(checker.getNonNullableType(wanted), key) !== undefined;
}

const UNKNOWN = ts.TypeFlags.Any | ts.TypeFlags.Unknown;
