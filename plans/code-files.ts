import { basename, dirname, join, resolve } from "node:path";
import { contextsOf } from "../audits/contexts.ts";
import type { Context } from "../audits/criterion.ts";
import { survivesParsing } from "../audits/parse-trial.ts";
import { UserError } from "../workspace/errors.ts";
import { lookUpFile } from "../workspace/named-files/named-file.ts";
import { readTextFile } from "../workspace/named-files/read-text-file.ts";
import { MOST_PARSED } from "../workspace/parse-limit.ts";
import { resolveRoot } from "../workspace/root.ts";

/** This package, by the name that plans have it under. */
const OWN_NAME = "conn-codemod";

/**
 * The files (absolute) that a plan in code is made of: `file`, the modules that it imports or has
 * `named`, and theirs. Undefined if what they do may depend on more than what is in them: on packages,
 * the disk, the environment, the time, chance or the language of the system. A module that is not named
 * by its path with its ending counts as such, since what it is depends on what else is there.
 */
export async function filesOfCode(
  file: string,
  named: Iterable<string> = [],
): Promise<readonly string[] | undefined> {
  const files = new Set([file]);
  for (const path of files) {
    const imported = await importedBy(path);
    if (!imported) return undefined;
    for (const specifier of [...imported, ...(path === file ? named : [])]) {
      if (specifier === OWN_NAME) continue;
      const module = moduleAt(specifier, path);
      if (module === undefined) return undefined;
      files.add(module);
    }
  }
  return [...files];
}

/** What is imported as `specifier` in the file `from`; undefined if that takes more than a look at it. */
function moduleAt(specifier: string, from: string): string | undefined {
  if (!/^\.\.?\/.*\.[cm]?[jt]s$/.test(specifier)) return undefined;
  const folder = resolveRoot(dirname(from));
  const name = basename(from);
  // What a symlink leads to imports from where it is itself.
  const isLink = lookUpFile(join(folder, name), folder).place !== name;
  return isLink ? undefined : resolve(folder, specifier);
}

/** The specifiers in a file, if there is nothing else in it that leads out of it. */
async function importedBy(path: string): Promise<readonly string[] | undefined> {
  const text = textOf(path);
  if (text === undefined || text.length > MOST_PARSED) return undefined;
  if (!(await survivesParsing(path, text)) || (await looksAround(path, text))) return undefined;
  const { parseSync } = await import("oxc-parser");
  const { module, errors } = parseSync(path, text);
  const { staticImports, staticExports, dynamicImports, importMetas } = module;
  if (errors.length > 0 || importMetas.length > 0) return undefined;
  const specifiers = [
    // What has only types is not there when the plan runs.
    ...staticImports.flatMap(({ entries, moduleRequest }) =>
      entries.length > 0 && entries.every(({ isType }) => isType) ? [] : [moduleRequest.value],
    ),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ isType, moduleRequest }) =>
        isType || !moduleRequest ? [] : [moduleRequest.value],
      ),
    ),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => literal(text.slice(start, end))),
  ];
  return specifiers.every((specifier) => specifier !== undefined) ? specifiers : undefined;
}

function textOf(path: string): string | undefined {
  try {
    return readTextFile(path);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return undefined;
  }
}

function literal(code: string): string | undefined {
  return /^(["'])([^"'\\]*)\1$/.exec(code)?.[2];
}

/** What every program has, and is the same for all of them. */
const LANGUAGE = new Set(
  `undefined NaN Infinity Object Array String Number Boolean Symbol BigInt RegExp Error AggregateError
  EvalError RangeError ReferenceError SyntaxError TypeError URIError Map Set WeakMap WeakSet JSON Math
  Promise Reflect Proxy Iterator parseInt parseFloat isNaN isFinite encodeURI encodeURIComponent decodeURI
  decodeURIComponent escape unescape structuredClone URL URLSearchParams`.split(/\s+/),
);

/** By which code gets at something outside of it, wherever they stand. */
const WAYS_OUT = new Set([
  ...Object.getOwnPropertyNames(globalThis).filter((name) => !LANGUAGE.has(name)),
  ...`require module exports __filename __dirname eval Function constructor __proto__ stack random
  localeCompare toLocaleString toLocaleLowerCase toLocaleUpperCase`.split(/\s+/),
]);

/** Where words do nothing. One in an import may be `import fs = require("fs")`. */
const HARMLESS: readonly Context[] = ["comment", "string", "type"];

/** Whether there is code in a file that can get at something outside of it without an import. */
async function looksAround(path: string, text: string): Promise<boolean> {
  // With an escape, a name can be written as no other.
  const tokens = Array.from(text.matchAll(/\\u|[\w$]+/g), ({ 0: spelling, index }) => {
    return { start: index, end: index + spelling.length, spelling };
  }).filter(({ spelling }) => spelling === "\\u" || WAYS_OUT.has(spelling));
  const contexts = await contextsOf(path, text, tokens);
  return contexts.some((context) => !HARMLESS.includes(context));
}
