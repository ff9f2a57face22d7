import type { ts } from "ts-morph";
import { makePattern } from "./patterns.ts";
import { CannotTell, itemsOf, known, listOf } from "./values.ts";
import type { Value } from "./values.ts";

/** What `text.name(...args)` returns. Throws CannotTell for a method that is not known here. */
export function callOnString(
  text: string,
  name: string,
  args: readonly Value[],
  node: ts.Node,
): Value {
  const [first, second] = args.map(known);
  const string = (): string => {
    if (typeof first === "string") return first;
    throw new CannotTell(`it calls \`${name}\` with something that is not a text`, node);
  };
  const number = (value: Value): number | undefined => {
    if (value === undefined || typeof value === "number") return value;
    throw new CannotTell(`it calls \`${name}\` with something that is not a number`, node);
  };
  switch (name) {
    case "startsWith":
      return text.startsWith(string(), number(second));
    case "endsWith":
      return text.endsWith(string(), number(second));
    case "includes":
      return text.includes(string(), number(second));
    case "indexOf":
      return text.indexOf(string(), number(second));
    case "lastIndexOf":
      return text.lastIndexOf(string());
    case "split": {
      const separator = first instanceof RegExp ? first : string();
      return listOf(text.split(separator, number(second)));
    }
    case "slice":
      return text.slice(number(first), number(second));
    case "substring":
      return text.substring(number(first) ?? 0, number(second));
    case "at":
      return text.at(number(first) ?? 0);
    case "charAt":
      return text.charAt(number(first) ?? 0);
    case "toLowerCase":
    case "toLocaleLowerCase":
      return text.toLowerCase();
    case "toUpperCase":
    case "toLocaleUpperCase":
      return text.toUpperCase();
    case "trim":
      return text.trim();
    case "toString":
    case "valueOf":
      return text;
    case "concat":
      return text.concat(...args.map((arg) => String(known(arg))));
    case "search":
      return text.search(first instanceof RegExp ? first : makePattern(string(), "", node));
    case "match": {
      const matched = text.match(first instanceof RegExp ? first : makePattern(string(), "", node));
      return matched ? listOf([...matched]) : null;
    }
    case "replace":
    case "replaceAll": {
      const wanted = first instanceof RegExp ? first : string();
      const isForAll = name === "replaceAll";
      // Without its flag g, a regular expression makes `replaceAll` fail.
      const fails = isForAll && wanted instanceof RegExp && !wanted.global;
      if (typeof second !== "string" || fails) break;
      return isForAll ? text.replaceAll(wanted, second) : text.replace(wanted, second);
    }
  }
  throw new CannotTell(`it calls \`${name}\`, which is not followed`, node);
}

/** What `pattern.name(...args)` returns; `test` and `exec` only. */
export function callOnPattern(
  pattern: RegExp,
  name: string,
  args: readonly Value[],
  node: ts.Node,
): Value {
  const text = known(args[0]);
  if (typeof text !== "string" || (name !== "test" && name !== "exec")) {
    throw new CannotTell(`it calls \`${name}\` of a regular expression`, node);
  }
  if (pattern.global || pattern.sticky) {
    throw new CannotTell("its regular expression remembers where it was (flag g or y)", node);
  }
  const matched = pattern.exec(text);
  if (name === "test") return matched !== null;
  return matched ? listOf([...matched]) : null;
}

/** `items.join(separator)`, which needs the texts of all items. */
export function join(items: Value, separator: Value, node: ts.Node): string {
  const between = separator === undefined ? "," : known(separator);
  if (typeof between !== "string") throw new CannotTell("it joins with no text", node);
  return itemsOf(items, node)
    .map((item) => String(known(item) ?? ""))
    .join(between);
}
