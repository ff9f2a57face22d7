import { ts } from "ts-morph";
import type { rowOf } from "./at-once.ts";
import { removalRanges, statementRange } from "./removal-ranges.ts";
import type { Splitter } from "./splitter.ts";
import { indentOf, lineBreakOf } from "./text.ts";

/**
 * Has `texts`, each `name = value`, in place of a variable: as statements of their own where it has
 * one. Without any, the variable goes.
 */
export function declareInstead(
  splitter: Splitter,
  declaration: ts.VariableDeclaration,
  texts: readonly (() => string)[],
): void {
  const edits = splitter.editsOf(declaration);
  const list = declaration.parent;
  if (!ts.isVariableDeclarationList(list)) return;
  const statement = ts.isVariableStatement(list.parent) ? list.parent : undefined;
  if (list.declarations.length > 1 || !statement) {
    if (texts.length > 0) {
      const text = (): string => texts.map((each) => each()).join(", ");
      edits.add(declaration.getStart(), declaration.getEnd(), text);
    } else {
      for (const { start, end } of removalRanges(list.declarations, new Set([declaration])))
        edits.add(start, end, () => "");
    }
  } else if (texts.length === 0) {
    const { start, end } = statementRange(statement);
    edits.add(start, end, () => "");
  } else {
    const file = declaration.getSourceFile();
    const before = file.text.slice(statement.getStart(), declaration.getStart());
    const after = file.text.slice(declaration.getEnd(), statement.getEnd());
    const between = `${after}${lineBreakOf(file)}${indentOf(statement)}${before}`;
    const text = (): string => texts.map((each) => each()).join(between);
    edits.add(declaration.getStart(), declaration.getEnd(), text);
  }
}

/** `{ a, b: { member } } = row`, so that what makes the row is evaluated once. */
export function atOnce(
  splitter: Splitter,
  { row, access }: NonNullable<ReturnType<typeof rowOf>>,
  taken: readonly { readonly key: string; readonly name: () => string }[],
): string {
  const carrier = splitter.flow.byExpression.get(access)?.carrier;
  const elements = taken.map(({ key, name }) => {
    const member = carrier ? splitter.naming.nameOf(carrier, key) : key;
    return name() === member ? member : `${member}: ${name()}`;
  });
  return `{ ${elements.join(", ")} } = ${splitter.render(row)}`;
}
