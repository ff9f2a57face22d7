import type { ts } from "ts-morph";
import { makePattern } from "./patterns.ts";
import { CannotTell, isOf, isTruthy, itemsOf, known, listOf, textOf } from "./values.ts";
import type { Of, Value } from "./values.ts";

/** What `new Name(...args)` makes, for the collections and regular expressions. */
export function construct(name: string, args: readonly Value[], node: ts.Node): Value {
  const [first, second] = args;
  switch (name) {
    case "Set":
      return { kind: "set", items: first === undefined ? [] : itemsOf(first, node) };
    case "Map":
      return {
        kind: "map",
        entries: first === undefined ? [] : itemsOf(first, node).map((item) => pairOf(item, node)),
      };
    case "RegExp":
      return patternOf(first, second, node);
  }
  throw new CannotTell(`it makes a \`${name}\``, node);
}

/** What a global function returns: `String(x)`, `Boolean(x)`, `RegExp(x)`. */
export function callGlobal(name: string, args: readonly Value[], node: ts.Node): Value {
  switch (name) {
    case "String":
      return textOf(args[0], node);
    case "Boolean":
      return isTruthy(args[0]);
    case "RegExp":
      return patternOf(args[0], args[1], node);
  }
  throw new CannotTell(`it calls \`${name}\``, node);
}

/** What a function of a global object returns: `Object.keys(x)`, `Array.from(x)`. */
export function callStatic(
  owner: string,
  name: string,
  args: readonly Value[],
  node: ts.Node,
): Value {
  const [first, second] = args;
  const record = (): Of<"record"> => {
    const value = known(first);
    if (isOf(value, "record")) return value;
    throw new CannotTell(`it calls \`${owner}.${name}\` with something that is no record`, node);
  };
  switch (`${owner}.${name}`) {
    case "Object.keys":
      return listOf([...record().members.keys()]);
    case "Object.values":
      return listOf([...record().members.values()]);
    case "Object.entries":
      return listOf([...record().members].map((entry) => listOf(entry)));
    case "Object.hasOwn":
      return record().members.has(textOf(second, node));
    case "Object.freeze":
      return first;
    case "Object.fromEntries": {
      const pairs = itemsOf(first, node).map((item) => pairOf(item, node));
      return {
        kind: "record",
        members: new Map(pairs.map(([key, value]) => [textOf(key, node), value])),
      };
    }
    case "Array.from":
      if (second === undefined) return listOf(itemsOf(first, node));
      break;
    case "Array.of":
      return listOf(args);
    case "Array.isArray":
      return isOf(known(first), "list");
  }
  throw new CannotTell(`it calls \`${owner}.${name}\``, node);
}

function pairOf(item: Value, node: ts.Node): readonly [Value, Value] {
  const [key, value] = itemsOf(item, node);
  return [known(key), value];
}

function patternOf(source: Value, flags: Value, node: ts.Node): RegExp {
  const from = known(source);
  if (from instanceof RegExp && flags === undefined) return from;
  const text = from instanceof RegExp ? from.source : textOf(from, node);
  return makePattern(text, flags === undefined ? "" : textOf(flags, node), node);
}
