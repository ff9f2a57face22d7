import { ts } from "ts-morph";
import type { Note } from "../../step.ts";
import { declarationKey } from "../../program/references.ts";
import { noteAt, placeOf } from "./places.ts";

/**
 * Where a value that has a renamed key goes to code that nothing is known of: as an argument, as
 * props, or asserted as something else. `renamedKeys` are the keys of the declarations that get a
 * new name, by the old one.
 */
export function findEscapes(
  checker: ts.TypeChecker,
  file: ts.SourceFile,
  renamedKeys: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Note[] {
  const notes: Note[] = [];
  const visit = (node: ts.Node): void => {
    const value = handedOver(node);
    const escaped = value && isUnknown(checker, value) ? renamedKeyOf(value) : undefined;
    if (escaped !== undefined) {
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
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return undefined;
  return parent.arguments?.includes(node) && !isConsole(parent.expression) ? node : undefined;
}

/** A log shows keys to people only. */
function isConsole(callee: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(callee) && callee.expression.getText() === "console";
}

function isUnknown(checker: ts.TypeChecker, value: ts.Expression): boolean {
  if (ts.isJsxSpreadAttribute(value.parent)) {
    // An element of the page has a lower-case name, and takes any attribute.
    const { tagName } = value.parent.parent.parent;
    const isElement = ts.isIdentifier(tagName) && /^\p{Ll}/u.test(tagName.text);
    return isElement || (checker.getTypeAtLocation(tagName).flags & ts.TypeFlags.Any) !== 0;
  }
  const wanted = checker.getContextualType(value);
  const unknown = ts.TypeFlags.Any | ts.TypeFlags.Unknown;
  return !wanted || (wanted.flags & unknown) !== 0;
}
