import { symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { filesOfCode } from "../../plans/code-files.ts";
import { writeFiles } from "../helpers/disk-tree.ts";
import { temporaryFolder } from "../helpers/fixture-tree.ts";

const HEAD = 'import { definePlan, refactor, transform } from "conn-codemod";\n';

/** The names of the files that a plan with this text is made of, beside some modules. */
async function filesOf(text: string, named: string[] = []): Promise<string[] | undefined> {
  const folder = await temporaryFolder();
  writeFiles(folder, {
    "plan.ts": HEAD + text,
    "steps.ts": 'import { word } from "./words.mjs";\nexport const steps = [word];\n',
    "words.mjs": "export const word = `one`;\n",
    "clock.ts": "export const now = Date.now();\n",
    "data.json": "{}",
  });
  symlinkSync("steps.ts", join(folder, "link.ts"));
  const files = await filesOfCode(join(folder, "plan.ts"), named);
  return files?.map((file) => basename(file)).sort();
}

test.each([
  ["what imports nothing else", "export default definePlan({ id: 'a', steps: [] });"],
  [
    "functions of its own",
    `export default definePlan({ id: "a", steps: [
      refactor((snapshot) => ({ ops: [...new Set(snapshot.paths())].map((path) => ({ kind: "delete", path })) })),
      transform(({ source }: { source: string }) => source.replace(/\\u00e9/g, String(Math.max(1, 2))), "**"),
    ] });`,
  ],
  [
    "types from wherever",
    'import type { API } from "jscodeshift";\nimport { type FileInfo } from "jscodeshift";\nexport type { Stats } from "node:fs";\nexport default (a: API, f: FileInfo, d: Date, p: typeof process) => 1;',
  ],
  [
    "words in texts and comments",
    '// until the process has ended: require("fs")\nexport default { title: "Date of `fetch`", id: `random` };',
  ],
])("%s depends on its file alone", async (_what, text) => {
  expect(await filesOf(text)).toEqual(["plan.ts"]);
});

test.each([
  ["imported", 'import { steps } from "./steps.ts";\nexport default steps;', []],
  ["handed on", 'export { steps as default } from "./steps.ts";', []],
  ["handed on as they are", 'export * from "./steps.ts";', []],
  ["imported for what they do", 'import "./steps.ts";\nexport default 1;', []],
  ["imported when they are needed", 'export default () => import("./steps.ts");', []],
  ["named in a step", "export default 1;", ["./steps.ts"]],
])("modules that are %s count", async (_how, text, named) => {
  expect(await filesOf(text, named)).toEqual(["plan.ts", "steps.ts", "words.mjs"]);
});

test.each([
  ["a package", 'import lodash from "lodash";\nexport default lodash;', []],
  ["a package for what it does", 'import "lodash";\nexport default 1;', []],
  ["a package that is handed on", 'export * from "lodash";', []],
  ["a package that a step names", "export default 1;", ["lodash"]],
  ["Node", 'import { readFileSync } from "node:fs";\nexport default readFileSync;', []],
  ["what is required", 'const fs = require("node:fs");\nexport default fs;', []],
  ["what is required in TypeScript", 'import fs = require("node:fs");\nexport default fs;', []],
  ["something that is worked out", 'const a = "./steps.ts";\nexport default () => import(a);', []],
  ["a module with no ending", 'import { steps } from "./steps";\nexport default steps;', []],
  ["a module that is not there", 'import { a } from "./absent.ts";\nexport default a;', []],
  ["a module that looks around", 'import { now } from "./clock.ts";\nexport default now;', []],
  ["data", 'import data from "./data.json";\nexport default data;', []],
  ["a link to a module that imports", 'import { a } from "./link.ts";\nexport default a;', []],
  ["where it is", "export default import.meta.url;", []],
  ["the environment", "export default process.env.NAME;", []],
  ["the same by another way", "export default globalThis['pro' + 'cess'];", []],
  ["the same by an escape", "export default pr\\u006fcess.env.NAME;", []],
  ["the same by a constructor", 'export default (() => 1).constructor("return process")();', []],
  ["the time", "export default `${new Date()}`;", []],
  ["chance", "export default { [Math.random()]: 1 };", []],
  ["the language of the system", "export default ['a'].sort((a, b) => a.localeCompare(b));", []],
  ["nothing that can be read", "export default {", []],
])("%s is more than can be told", async (_what, text, named) => {
  expect(await filesOf(text, named)).toBeUndefined();
});
