import { ts } from "ts-morph";
import type { Carrier } from "./carrier.ts";
import { isTakenAtOnce, rowOf } from "./at-once.ts";
import { atOnce, declareInstead } from "./declare.ts";
import { isSelected } from "./naming.ts";
import { removalRanges } from "./removal-ranges.ts";
import type { Splitter } from "./splitter.ts";
import { indentOf, lineBreakOf, lineOf } from "./text.ts";

/** Declares what held the old value for the parts that are asked of it, or not at all. */
export function rewriteDeclarations(splitter: Splitter): void {
  const removed = new Map<ts.ObjectLiteralExpression, Set<ts.Node>>();
  for (const carrier of splitter.flow.carriers) {
    for (const declaration of carrier.declarations) {
      if (ts.isVariableDeclaration(declaration)) rewriteVariable(splitter, carrier, declaration);
      else if (ts.isParameter(declaration)) rewriteParameter(splitter, carrier, declaration);
      else if (ts.isBindingElement(declaration)) rewriteElement(splitter, carrier, declaration);
      else if (carrier.kind === "property" && isProperty(declaration)) {
        if (carrier.wanted.size > 0) rewriteProperty(splitter, carrier, declaration);
        else addTo(removed, declaration);
      }
    }
  }
  for (const property of splitter.writes.removed)
    if (isProperty(property)) addTo(removed, property);
  for (const property of splitter.writes.split) {
    const value = valueOf(property);
    if (value && isProperty(property)) splitProperty(splitter, property, value);
  }
  for (const [literal, nodes] of removed) {
    for (const { start, end } of removalRanges(literal.properties, nodes))
      splitter.editsOf(literal).add(start, end, () => "");
  }
}

type Property = ts.PropertyAssignment | ts.ShorthandPropertyAssignment;

function isProperty(node: ts.Node): node is Property {
  return ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
}

function valueOf(property: ts.Node): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

function addTo(removed: Map<ts.ObjectLiteralExpression, Set<ts.Node>>, property: Property): void {
  const known = removed.get(property.parent) ?? new Set();
  removed.set(property.parent, known.add(property));
}

function rewriteVariable(
  splitter: Splitter,
  carrier: Carrier,
  declaration: ts.VariableDeclaration,
): void {
  const { initializer, type } = declaration;
  if (!initializer) return;
  const keys = splitter.declared(carrier);
  const from = rowOf(splitter.flow, initializer);
  if (from && keys.length > 1 && isTakenAtOnce(splitter.flow, declaration)) {
    const taken = keys.map((key) => ({ key, name: () => splitter.naming.nameOf(carrier, key) }));
    declareInstead(splitter, declaration, [() => atOnce(splitter, from, taken)]);
    return;
  }
  const texts = keys.map((key) => () => {
    const annotation = type && splitter.casts.forCast(type, key);
    const typed = annotation === undefined ? "" : `: ${annotation}`;
    const name = splitter.naming.nameOf(carrier, key);
    return `${name}${typed} = ${splitter.textOf(initializer, key)}`;
  });
  declareInstead(splitter, declaration, texts);
}

function rewriteParameter(
  splitter: Splitter,
  carrier: Carrier,
  parameter: ts.ParameterDeclaration,
): void {
  const keys = splitter.naming.keysOf(carrier);
  const edits = splitter.editsOf(parameter);
  const { parameters } = parameter.parent;
  const isOnOneLine = lineOf(parameters[0]) === lineOf(parameters.at(-1));
  const file = parameter.getSourceFile();
  const between = isOnOneLine ? ", " : `,${lineBreakOf(file)}${indentOf(parameter)}`;
  edits.add(parameter.getStart(), parameter.getEnd(), () =>
    keys
      .map((key) => {
        const { type, questionToken } = parameter;
        const annotation = type && (splitter.casts.forAnnotation(type, key) ?? type.getText());
        const typed = annotation === undefined ? "" : `: ${annotation}`;
        return `${splitter.naming.nameOf(carrier, key)}${questionToken ? "?" : ""}${typed}`;
      })
      .join(between),
  );
  for (const value of carrier.definitions) {
    splitter
      .editsOf(value)
      .add(value.getStart(), value.getEnd(), () =>
        keys.map((key) => splitter.textOf(value, key)).join(", "),
      );
  }
}

function rewriteElement(splitter: Splitter, carrier: Carrier, element: ts.BindingElement): void {
  const { naming, parts } = splitter;
  const wanted = naming.keysOf(carrier);
  const edits = splitter.editsOf(element);
  const { elements } = element.parent as ts.ObjectBindingPattern;
  // What is left out of the rest stays left out of it.
  const hasRest = elements.some(({ dotDotDotToken }) => dotDotDotToken);
  const keys = hasRest ? parts.keys : wanted;
  if (keys.length === 0) {
    for (const { start, end } of removalRanges(elements, new Set([element])))
      edits.add(start, end, () => "");
    return;
  }
  edits.add(element.getStart(), element.getEnd(), () =>
    keys
      .map((key) => {
        const member = carrier.takenFrom ? naming.nameOf(carrier.takenFrom.carrier, key) : key;
        const name = wanted.includes(key)
          ? naming.nameOf(carrier, key)
          : naming.unread(carrier, key);
        return name === member ? member : `${member}: ${name}`;
      })
      .join(", "),
  );
}

function rewriteProperty(splitter: Splitter, carrier: Carrier, property: Property): void {
  const value = valueOf(property);
  if (!value) return;
  const { properties } = property.parent;
  const keys = splitter.naming
    .keysOf(carrier)
    .filter((key) => !properties.some((each) => each !== property && isSelected(each, key)));
  replaceProperty(splitter, property, value, keys, (key) => splitter.naming.nameOf(carrier, key));
}

/** A row that is only shaped like one of the table has the new columns in place of the old one. */
function splitProperty(splitter: Splitter, property: Property, value: ts.Expression): void {
  replaceProperty(splitter, property, value, splitter.parts.keys, (key) => key);
}

function replaceProperty(
  splitter: Splitter,
  property: Property,
  value: ts.Expression,
  keys: readonly string[],
  nameOf: (key: string) => string,
): void {
  const file = property.getSourceFile();
  const isOnOneLine = !property.parent.getText().includes("\n");
  const between = isOnOneLine ? ", " : `,${lineBreakOf(file)}${indentOf(property)}`;
  splitter.editsOf(property).add(property.getStart(), property.getEnd(), () =>
    keys
      .map((key) => {
        const text = splitter.textOf(value, key);
        const name = nameOf(key);
        return text === name ? name : `${name}: ${text}`;
      })
      .join(between),
  );
}
