import type { Extract } from "../../workspace/extract.ts";

/** What may stand between a word and its specifier; nobody writes a longer comment there. */
const BETWEEN = String.raw`(?:\s|/\*[^]{0,1000}?\*/|//[^\n]*\n)*`;

const SPECIFIER = new RegExp(
  String.raw`\b(?:from|import|require|module)\b${BETWEEN}\(?${BETWEEN}(["'\x60])([^"'\x60\\\r\n]+)\1`,
  "g",
);

/**
 * The specifiers of all that a text of code imports, each once, in order: those of imports, exports,
 * `import()`, `require()` and `declare module`. What only looks like it, in a comment or a string, is
 * among them, so that the text need not be scanned as TypeScript.
 */
export const importedNames: Extract = {
  name: "imports",
  from: (text) => [...new Set(Array.from(text.matchAll(SPECIFIER), ([, , name = ""]) => name))],
};
