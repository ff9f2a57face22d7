import { expect, test } from "vitest";
import { importersOf } from "../../codemods/refactors/importers.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

const importing = (line: string, target = "src/teams.ts") =>
  importersOf(snapshotOf({ [target]: "", "src/a.ts": `// it's here\n${line}\n` }), target);

test.each([
  'import { a } from "./teams";',
  "export * from './teams.js';",
  "const it = `isn't`; export { a } from './teams'; // don't",
  'vi.mock("./teams", () => ({}));',
  'const place = require.resolve("./teams");',
  'const url = new URL("teams.ts", import.meta.url);',
  '/// <reference path="./teams.ts" />',
  '/** @import { A } from "./teams" */',
  'type A = typeof import("./teams");',
  String.raw`import "./teams\x2ets";`,
])("%s", (line) => {
  expect(importing(line)).toEqual([expect.objectContaining({ path: "src/a.ts", line: 2 })]);
});

test("an index goes by its folder", () => {
  expect(importing('import "./teams";', "src/teams/index.ts")).toHaveLength(1);
});

test.each([
  'const word = "teams";',
  "// import './teams';",
  'import "./teams-of-others";',
  "teams;",
])("none: %s", (line) => {
  expect(importing(line)).toEqual([]);
});
