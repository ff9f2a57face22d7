import { afterEach, expect, test } from "vitest";
import { formatChanges } from "../codemods/format.ts";
import { snapshotOf } from "../workspace/snapshot.ts";
import { writeFiles } from "./helpers/disk-tree.ts";
import { temporaryFolder } from "./helpers/fixture-tree.ts";

const CLEAN = 'export const a = "a";\n';
const CHANGED = "export const a = { b:'b' };\n";
const FORMATTED = 'export const a = { b: "b" };\n';

/** What is formatted after `path` of `files` has become `CHANGED`. */
async function formatted(path: string, files: Readonly<Record<string, string>>): Promise<unknown> {
  const before = snapshotOf(files);
  const after = before.with([{ kind: "write", path, text: CHANGED }], "1.1");
  return await formatChanges(before, after);
}

const toFormatted = (path: string): unknown => [{ kind: "write", path, text: FORMATTED }];

test("formats what was formatted, with the settings of the nearest folder", async () => {
  const files = {
    ".prettierrc": '{ "singleQuote": true }',
    "a/.prettierrc": "{}",
    "a/b.ts": CLEAN,
  };
  expect(await formatted("a/b.ts", files)).toEqual(toFormatted("a/b.ts"));
  expect(await formatted("a/b.ts", { ...files, "a/b.ts": `${CLEAN}  ;;` })).toEqual([]);
  expect(await formatted("b.ts", { ...files, "b.ts": CLEAN })).toEqual([]);
});

test.each(["prettier.config.js", ".prettierrc.toml", "other.json"])(
  "formats nothing where the settings would be in %s",
  async (name) => {
    expect(await formatted("a.ts", { "a.ts": CLEAN, [name]: "" })).toEqual([]);
  },
);

const here = process.cwd();
afterEach(() => process.chdir(here));

test("reads nothing of the disk: a file of the same name there is another one", async () => {
  const folder = await temporaryFolder();
  writeFiles(folder, { script: "#!/usr/bin/env node\n" });
  process.chdir(folder);
  expect(await formatted("script", { ".prettierrc": "{}", script: CLEAN })).toEqual([]);
});
