import type { API, FileInfo, ObjectExpression, Options } from "jscodeshift";
import { indentAt, indentUnit, lineBreakOf } from "./lib/lines.ts";
import { isMultiLine, putItem } from "./lib/list.ts";
import type { List, Place } from "./lib/list.ts";
import { objectIn, objectOf, propertiesOf, valueAt } from "./lib/object.ts";
import { optionalText, textOption, textsOption } from "./lib/options.ts";
import { reportAt } from "./lib/report.ts";
import { parseSource } from "./lib/source.ts";
import type { Source } from "./lib/source.ts";
import { splice } from "./lib/splice.ts";
import { quoteOf } from "./lib/style.ts";

export interface AddPropertyOptions {
  /** The variable that an object literal initialises, directly or as an argument of a call. */
  readonly object: string;
  /** The keys down to the new property; objects that are missing on the way are made. */
  readonly path: readonly string[];
  /** The value as it is to be written. A shorthand is made if it equals the key. */
  readonly value: string;
  /** The key to stand behind, or in front of. Otherwise, and if it is not there: at the end. */
  readonly after?: string;
  readonly before?: string;
}

export const parser = "tsx";

export const meta = {
  name: "add-property",
  description: "Add a property to the object literal that initialises a variable",
};

/**
 * The text with the property; undefined if the key is there already. Reports an object that is
 * not there, or that something else than an object literal stands in the place of.
 */
export default function addProperty(
  file: FileInfo,
  api: API,
  options: Options,
): string | undefined {
  const name = textOption(options, "object");
  const path = textsOption(options, "path");
  if (path.length === 0) throw new Error('the option "path" names no property');
  const value = textOption(options, "value");
  const source = parseSource(file, api);
  let object: ObjectExpression | undefined = objectOf(source, api, name);
  if (!object) {
    reportAt(api, source, 0, `no object literal, or more than one, initialises ${name}`);
    return undefined;
  }
  for (const [depth, key] of path.entries()) {
    const list: List = propertiesOf(source, object, api);
    const index = list.items.findIndex((item) => item.names.includes(key));
    if (index === -1) {
      const place = placeIn(list, optionalText(options, "after"), optionalText(options, "before"));
      const written = writeProperty(source, list, path.slice(depth), value);
      return splice(source.text, putItem(source, list, place, written));
    }
    if (depth === path.length - 1) return undefined;
    const inner: ObjectExpression | undefined = objectIn(valueAt(object, index, api), api);
    if (!inner) {
      const at = list.items[index]?.start ?? list.open;
      reportAt(api, source, at, `the value of ${key} is not an object literal`);
      return undefined;
    }
    object = inner;
  }
  return undefined;
}

function placeIn(list: List, after: string | undefined, before: string | undefined): Place {
  const indexOf = (key: string | undefined) =>
    key === undefined ? -1 : list.items.findIndex((item) => item.names.includes(key));
  const behind = indexOf(after);
  if (behind !== -1) return { at: "after", index: behind };
  const front = indexOf(before);
  return front === -1 ? { at: "end" } : { at: "before", index: front };
}

function writeProperty(source: Source, list: List, path: readonly string[], value: string): string {
  const { text } = source;
  const [key = "", ...rest] = path;
  const quote = quoteOf(source);
  const quoted =
    !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ||
    (list.items.length > 0 && list.items.every((item) => /^["']/.test(text.slice(item.start))));
  const written = quoted ? `${quote}${key}${quote}` : key;
  if (rest.length === 0) return value === key && !quoted ? key : `${written}: ${value}`;
  const inner = writeProperty(source, { ...list, items: [] }, rest, value);
  if (!isMultiLine(text, list)) return `${written}: { ${inner} }`;
  const line = lineBreakOf(text);
  const first = list.items[0];
  const unit = indentUnit(text);
  const base = first ? indentAt(text, first.start) : unit;
  const deep = inner.replaceAll("\n", `\n${unit}`);
  return `${written}: {${line}${base}${unit}${deep},${line}${base}}`;
}
