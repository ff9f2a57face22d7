import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ts } from "ts-morph";
import { expect, test } from "vitest";
import { importedNames } from "../../codemods/program/imported-names.ts";
import { MOST_PARSED } from "../../workspace/parse-limit.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

test.each([
  ['import a from "./x";', ["./x"]],
  ["import './x'", ["./x"]],
  ['import {\n  a,\n  b,\n} // both\n  from /* here */ "./x";', ["./x"]],
  ['import type { A } from "./x";', ["./x"]],
  ['import a = require("./x");', ["./x"]],
  ['export * from "./x"; export { b } from "./y";', ["./x", "./y"]],
  ["const a = await import(/* webpackChunkName: 'x' */ `./x`);", ["./x"]],
  ['type A = import("./x").A;', ["./x"]],
  ['declare module "./x" {}', ["./x"]],
  ['const { a } = require( "./x" );', ["./x"]],
  ['import a from "./x"; import b from "./x";', ["./x"]],
  ["const imported = 'x'; const text = \"of 'y'\";", []],
])("%s", (text, names) => {
  expect(importedNames.from(text)).toEqual(names);
});

test.each([
  ["blanks", `from${" ".repeat(1_000_000)}x`],
  ["comments", `from${"/**/".repeat(200_000)}x`],
  ["comments with the word in them", "//from\n".repeat(100_000)],
  ["one line with the word in it", "from//".repeat(100_000)],
  ["comments that never end", "import/*".repeat(100_000)],
  ["blanks and brackets", `require${"  (".repeat(200_000)}`],
])("what is made to confuse a pattern has no imports: %s", (_what, text) => {
  expect(importedNames.from(text)).toEqual([]);
});

test("what is too large to be parsed is not looked through", () => {
  const text = 'import "./x";\n';
  expect(importedNames.from(text.padEnd(MOST_PARSED))).toEqual(["./x"]);
  expect(importedNames.from(text.padEnd(MOST_PARSED + 1))).toEqual([]);
});

test("no import that TypeScript sees is missed, in all the code of this project", () => {
  const files = ["audits", "bin", "codemods", "fixtures", "plans", "test", "workspace"]
    .flatMap((folder) =>
      readdirSync(join(project, folder), { recursive: true, withFileTypes: true }),
    )
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(1000);
  const missed = files.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    const found = importedNames.from(text);
    return ts
      .preProcessFile(text, true, true)
      .importedFiles.map(({ fileName }) => fileName)
      .filter((name) => !found.includes(name))
      .map((name) => `${file}: ${name}`);
  });
  expect(missed).toEqual([]);
});
