import type { API, ASTNode, ObjectExpression } from "jscodeshift";
import type { List } from "./list.ts";
import type { Source } from "./source.ts";

/**
 * The object literal that initialises the variable `name`: itself, with `as` or `satisfies`, or the
 * first object among the arguments of a call. Undefined if there is none, or if more than one
 * variable of that name has one.
 */
export function objectOf(source: Source, api: API, name: string): ObjectExpression | undefined {
  const j = api.jscodeshift;
  const found: ObjectExpression[] = [];
  source.root.find(j.VariableDeclarator, { id: { type: "Identifier", name } }).forEach((path) => {
    const object = objectIn(path.node.init, api);
    if (object) found.push(object);
  });
  return found.length === 1 ? found[0] : undefined;
}

/** The object literal in a value: see `objectOf`. */
export function objectIn(
  value: ASTNode | null | undefined,
  api: API,
): ObjectExpression | undefined {
  const j = api.jscodeshift;
  if (j.ObjectExpression.check(value)) return value;
  if (
    j.TSAsExpression.check(value) ||
    j.TSSatisfiesExpression.check(value) ||
    j.TSTypeAssertion.check(value) ||
    j.TSNonNullExpression.check(value)
  ) {
    return objectIn(value.expression, api);
  }
  if (!j.CallExpression.check(value)) return undefined;
  for (const argument of value.arguments) {
    const plain = j.CallExpression.check(argument) ? undefined : objectIn(argument, api);
    if (plain) return plain;
  }
  return undefined;
}

/** The properties as a list; their names are their keys. */
export function propertiesOf(source: Source, object: ObjectExpression, api: API): List {
  const { start, end } = source.span(object);
  return {
    open: start + 1,
    close: end - 1,
    items: object.properties.map((property) => {
      const key = keyOf(property, api);
      return { ...source.span(property), names: key === undefined ? [] : [key] };
    }),
  };
}

/** The key of a property or method; undefined for a spread or a computed key. */
export function keyOf(property: ASTNode, api: API): string | undefined {
  const j = api.jscodeshift;
  if (
    !j.ObjectProperty.check(property) &&
    !j.ObjectMethod.check(property) &&
    !j.Property.check(property)
  ) {
    return undefined;
  }
  if (j.StringLiteral.check(property.key)) return property.key.value;
  return j.Identifier.check(property.key) && !property.computed ? property.key.name : undefined;
}

/** The value of the property at `index`; undefined for a method or a spread. */
export function valueAt(object: ObjectExpression, index: number, api: API): ASTNode | undefined {
  const j = api.jscodeshift;
  const property = object.properties[index];
  return j.ObjectProperty.check(property) || j.Property.check(property)
    ? property.value
    : undefined;
}
