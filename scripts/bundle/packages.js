import { builtinModules, createRequire } from "node:module";

/**
 * Large, native, or to be found by a plan or a database driver under their own names: what is installed
 * with this package. All else is in the bundle, and nobody has to install it.
 */
const EXTERNAL = [
  "prettier",
  "oxc-parser",
  "libpg-query",
  "jiti",
  "flow-parser",
  "pg",
  "@electric-sql/pglite",
];

/** Whether the bundle leaves what `id` names to Node. */
export function isExternal(id) {
  return (
    id.startsWith("node:") ||
    builtinModules.includes(id) ||
    EXTERNAL.some((name) => id === name || id.startsWith(`${name}/`))
  );
}

/**
 * jscodeshift with its parsers, in a bundle of its own: code that cannot wait requires it at its first
 * use, and not before.
 */
export const JSCODESHIFT = {
  file: "jscodeshift.cjs",
  code: `exports.core = require("jscodeshift");
exports.getParser = require("jscodeshift/src/getParser.js");`,
};

/**
 * What stands in the bundle for a package, by its name.
 *
 * Of ts-morph, all that is used is the compiler and its libraries. They come without the module around
 * them, which has all libraries in its text, those of browsers too, in two bytes a character.
 */
export const INSTEAD = {
  "ts-morph": `import { createRequire } from "node:module";
export const ts = createRequire(import.meta.url)("@ts-morph/common/dist/typescript.js");`,
  "@ts-morph/common": `import { readFileSync } from "node:fs";
export const getLibFiles = () => JSON.parse(readFileSync(new URL(${placeInDist("libraries.json")}), "utf8"));`,
  jscodeshift: `import { createRequire } from "node:module";
export default createRequire(${placeInDist("")})("./${JSCODESHIFT.file}").core;`,
  "jscodeshift/src/getParser.js": `import { createRequire } from "node:module";
const require = createRequire(${placeInDist("")});
export default (...options) => require("./${JSCODESHIFT.file}").getParser(...options);`,
};

/** The URL of a file in dist/, as an expression for a module that may be put into any file there. */
export function placeInDist(file) {
  const folder = 'import.meta.url.slice(0, import.meta.url.lastIndexOf("/dist/") + 6)';
  return `(${folder} + ${JSON.stringify(file)})`;
}

/** The declarations of what the language itself has, without what a browser adds. */
export function libraries() {
  const { getLibFiles } = createRequire(import.meta.url)("@ts-morph/common");
  const ofBrowsers = /^lib\.(?:dom|webworker|scripthost)\./;
  return getLibFiles().filter(({ fileName }) => !ofBrowsers.test(fileName));
}
