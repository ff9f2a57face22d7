import type { ts } from "ts-morph";
import { join } from "./strings.ts";
import { CannotTell, isOf, isTruthy, itemsOf, known, listOf } from "./values.ts";
import type { Composite, Of, Value } from "./values.ts";

/** How a function value is called. */
export type Call = (callee: Value, args: readonly Value[]) => Value;

/** What `collection.name(...args)` returns. Throws CannotTell for a method not known here. */
export function callOnCollection(
  collection: Composite,
  name: string,
  args: readonly Value[],
  call: Call,
  node: ts.Node,
): Value {
  if (isOf(collection, "list")) return callOnList(collection, name, args, call, node);
  const key = args[0];
  if (isOf(collection, "set")) {
    if (name === "has") return includes(collection.items, key);
    if (name === "values" || name === "keys") return listOf(collection.items);
  }
  if (isOf(collection, "map")) {
    if (name === "has")
      return includes(
        collection.entries.map(([entry]) => entry),
        key,
      );
    if (name === "get") {
      const wanted = known(key);
      // Of two entries of one key, the later one counts.
      return collection.entries.findLast(([entry]) => isSame(entry, wanted))?.[1];
    }
    if (name === "keys") return listOf(collection.entries.map(([entry]) => entry));
    if (name === "values") return listOf(collection.entries.map(([, value]) => value));
    if (name === "entries") return listOf(itemsOf(collection, node));
  }
  if (isOf(collection, "record") && name === "hasOwnProperty") {
    return collection.members.has(String(known(key)));
  }
  throw new CannotTell(`it calls \`${name}\`, which is not followed`, node);
}

/** Whether `items` hold `value`, as `includes` and `has` see it. */
export function includes(items: readonly Value[], value: Value): boolean {
  const wanted = known(value);
  // In two rounds, so that an item that cannot be told is no matter where another one is the answer.
  if (items.some((item) => !isOf(item, "unknown") && isSame(item, wanted))) return true;
  items.forEach(known);
  return false;
}

/** `key in record` or `record[key]`; undefined if it is not there. */
export function memberOf(record: Of<"record">, key: string, node: ts.Node): Value {
  const value = record.members.get(key);
  if (value === undefined && !record.members.has(key) && key in {}) {
    throw new CannotTell(`it looks up \`${key}\`, which every object inherits`, node);
  }
  return value;
}

/** Equality as `===` has it. */
export function isSame(a: Value, b: Value): boolean {
  return known(a) === known(b);
}

function callOnList(
  list: Of<"list">,
  name: string,
  args: readonly Value[],
  call: Call,
  node: ts.Node,
): Value {
  const { items } = list;
  const [first, second] = args;
  const holds = (item: Value, index: number): boolean => isTruthy(call(first, [item, index, list]));
  const index = (value: Value): number | undefined => {
    const number = known(value);
    if (number === undefined || typeof number === "number") return number;
    throw new CannotTell(`it calls \`${name}\` with something that is not a number`, node);
  };
  switch (name) {
    case "some":
      return items.some(holds);
    case "every":
      return items.every(holds);
    case "find":
      return items.find(holds);
    case "findIndex":
      return items.findIndex(holds);
    case "filter":
      return listOf(items.filter(holds));
    case "map":
      return listOf(items.map((item, at) => call(first, [item, at, list])));
    case "flatMap":
      return listOf(
        items.flatMap((item, at) => {
          const made = call(first, [item, at, list]);
          return isOf(made, "list") ? made.items : [made];
        }),
      );
    case "includes":
      return includes(items, first);
    case "indexOf":
      return items.findIndex((item) => isSame(item, first));
    case "at":
      return items.at(index(first) ?? 0);
    case "slice":
      return listOf(items.slice(index(first), index(second)));
    case "concat":
      return listOf([...items, ...args.flatMap((arg) => (isOf(arg, "list") ? arg.items : [arg]))]);
    case "flat":
      return listOf(items.flatMap((item) => (isOf(item, "list") ? item.items : [item])));
    case "join":
      return join(list, first, node);
    case "keys":
      return listOf(items.map((_, at) => at));
    case "values":
      return list;
  }
  throw new CannotTell(`it calls \`${name}\`, which is not followed`, node);
}
