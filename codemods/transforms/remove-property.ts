import type { API, FileInfo, Options } from "jscodeshift";
import { takeOut } from "./lib/lines.ts";
import { itemSpans } from "./lib/list.ts";
import { objectIn, objectOf, propertiesOf, valueAt } from "./lib/object.ts";
import { textOption, textsOption } from "./lib/options.ts";
import { parseSource } from "./lib/source.ts";
import { splice } from "./lib/splice.ts";

export interface RemovePropertyOptions {
  /** The variable that an object literal initialises, directly or as an argument of a call. */
  readonly object: string;
  /** The keys down to the property that is to go. */
  readonly path: readonly string[];
}

export const parser = "tsx";

export const meta = {
  name: "remove-property",
  description: "Remove a property of the object literal that initialises a variable",
};

/** The text without the property and its comments; undefined if it is not there. */
export default function removeProperty(
  file: FileInfo,
  api: API,
  options: Options,
): string | undefined {
  const name = textOption(options, "object");
  const path = textsOption(options, "path");
  if (path.length === 0) throw new Error('the option "path" names no property');
  if (!file.source.includes(name)) return undefined;
  const source = parseSource(file, api);
  let object = objectOf(source, api, name);
  for (const [depth, key] of path.entries()) {
    if (!object) return undefined;
    const list = propertiesOf(source, object, api);
    const found = list.items.flatMap((item, index) => (item.names.includes(key) ? [index] : []));
    if (depth === path.length - 1) {
      return found.length === 0
        ? undefined
        : splice(source.text, takeOut(source.text, itemSpans(source, list, new Set(found))));
    }
    const [only] = found;
    object = only === undefined ? undefined : objectIn(valueAt(object, only, api), api);
  }
  return undefined;
}
