import type { Extract } from "../../workspace/extract.ts";
import { MOST_PARSED } from "../../workspace/parse-limit.ts";

const COMMENT = String.raw`(?:/\*(?:[^*]|\*(?!/)){0,1000}\*/|//[^\n]{0,1000}\n)`;

/**
 * What may stand between a word and its specifier. Nobody writes more there, and each text can be read
 * in one way alone: a pattern that could try several would never end on some.
 */
const BETWEEN = String.raw`\s{0,200}(?:${COMMENT}\s{0,200}){0,8}`;

const SPECIFIER = new RegExp(
  String.raw`\b(?:from|import|require|module)\b${BETWEEN}(?:\(${BETWEEN})?(["'\x60])([^"'\x60\\\r\n]+)\1`,
  "g",
);

/**
 * The specifiers of all that a text of code imports, each once, in order: those of imports, exports,
 * `import()`, `require()` and `declare module`. What only looks like it, in a comment or a string, is
 * among them, so that the text need not be scanned as TypeScript. None of what is too large to parse.
 */
export const importedNames: Extract = {
  name: "imports",
  from: (text) => {
    if (text.length > MOST_PARSED) return [];
    return [...new Set(Array.from(text.matchAll(SPECIFIER), ([, , name = ""]) => name))];
  },
};
