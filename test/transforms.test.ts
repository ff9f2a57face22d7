import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import jscodeshift from "jscodeshift";
import { run } from "jscodeshift/src/Runner.js";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { TransformModule } from "../codemods/run-transform.ts";
import * as addImport from "../codemods/transforms/add-import.ts";
import * as addListItemComment from "../codemods/transforms/add-list-item-comment.ts";
import * as addProperty from "../codemods/transforms/add-property.ts";
import * as editComment from "../codemods/transforms/edit-comment.ts";
import * as nameLogTags from "../codemods/transforms/name-log-tags.ts";
import * as removeAt from "../codemods/transforms/remove-at.ts";
import * as removeComment from "../codemods/transforms/remove-comment.ts";
import * as removeListItemComment from "../codemods/transforms/remove-list-item-comment.ts";
import * as removeProperty from "../codemods/transforms/remove-property.ts";
import * as removeUnusedImports from "../codemods/transforms/remove-unused-imports.ts";
import * as renameRoutePath from "../codemods/transforms/rename-route-path.ts";
import * as renameWordsInComments from "../codemods/transforms/rename-words-in-comments.ts";

const transforms: readonly TransformModule[] = [
  addImport,
  addListItemComment,
  addProperty,
  editComment,
  nameLogTags,
  removeAt,
  removeComment,
  removeListItemComment,
  removeProperty,
  removeUnusedImports,
  renameRoutePath,
  renameWordsInComments,
];

const root = fileURLToPath(new URL("..", import.meta.url));
const fixtures = join(root, "fixtures", "transforms");

/** What a case's `options.json` holds. */
const Case = z.strictObject({
  transform: z.string(),
  options: z.record(z.string(), z.unknown()),
  /** What the transform is to report, for every file of the case. */
  reports: z.array(z.string()).default([]),
});

interface Files {
  readonly before: ReadonlyMap<string, string>;
  /** Undefined: the transform is to leave every file alone. */
  readonly after: ReadonlyMap<string, string> | undefined;
}

async function readCase(name: string): Promise<z.infer<typeof Case> & Files> {
  const folder = join(fixtures, name);
  const after = join(folder, "after");
  return {
    ...Case.parse(JSON.parse(await readFile(join(folder, "options.json"), "utf8"))),
    before: await readTexts(join(folder, "before")),
    after: existsSync(after) ? await readTexts(after) : undefined,
  };
}

async function readTexts(folder: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const name of (await readdir(folder)).sort()) {
    texts.set(name, await readFile(join(folder, name), "utf8"));
  }
  return texts;
}

function transformCalled(name: string): TransformModule {
  const found = transforms.find(({ meta }) => meta.name === name);
  if (!found) throw new Error(`there is no transform ${name}`);
  return found;
}

/** Run in band, all runs of a process share one worker, which repeats what it told the last one. */
function forgetWorker(): void {
  const require = createRequire(import.meta.url);
  delete require.cache[require.resolve("jscodeshift/src/Worker.js")];
}

const names = (await readdir(fixtures)).sort();
const cases = new Map(
  await Promise.all(names.map(async (name) => [name, await readCase(name)] as const)),
);

test("every file of the folder is a transform that has both kinds of cases", async () => {
  const files = (await readdir(join(root, "codemods", "transforms"), { withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
  expect(files.sort()).toEqual(transforms.map(({ meta }) => `${meta.name}.ts`).sort());
  for (const { meta, parser } of transforms) {
    const own = [...cases.values()].filter(({ transform }) => transform === meta.name);
    const kinds = new Set(own.map(({ after }) => after !== undefined));
    expect({ name: meta.name, parser, kinds }).toEqual({
      name: meta.name,
      parser: "tsx",
      kinds: new Set([true, false]),
    });
  }
});

describe.each([...cases])("%s", (name, { transform, options, reports, before, after }) => {
  const expected = [...before].map(([file, text]) => [file, after?.get(file) ?? text]);

  test("is changed as it should be, and not once more", () => {
    const module = transformCalled(transform);
    const j = jscodeshift.withParser(module.parser);
    const reported: string[] = [];
    const report = (message: string) => reported.push(message);
    const apply = (path: string, source: string): string | undefined =>
      module.default({ path, source }, { j, jscodeshift: j, stats: () => {}, report }, options);

    const changed = [...before].map(([file, text]) => [file, apply(file, text)] as const);
    const unchanged = [...before.keys()].map((file) => [file, undefined]);
    expect(changed).toEqual(after === undefined ? unchanged : expected);
    expect(reported).toEqual(reports);
    expect(changed.map(([file, text]) => [file, text && apply(file, text)])).toEqual(unchanged);
    expect([...(after ?? before).keys()]).toEqual([...before.keys()]);
  });

  test("is changed likewise by jscodeshift's own runner", async () => {
    const built = join(root, "dist", "codemods", "transforms", `${transform}.js`);
    expect(existsSync(built), "run `npm run build` first").toBe(true);
    const copy = await mkdtemp(join(tmpdir(), "transforms-"));
    try {
      await cp(join(fixtures, name, "before"), copy, { recursive: true });
      forgetWorker();
      const result = await run(built, [copy], {
        ...options,
        runInBand: true,
        silent: true,
        verbose: 0,
      });
      // The runner is content when a transform throws; only its counter tells.
      expect(result.error).toBe(0);
      expect(result.ok).toBe(after === undefined ? 0 : before.size);
      expect([...(await readTexts(copy))]).toEqual(expected);
    } finally {
      await rm(copy, { recursive: true });
    }
  });
});

describe("options that cannot be right are refused", () => {
  const j = jscodeshift.withParser("tsx");
  const api = { j, jscodeshift: j, stats: () => {}, report: () => {} };
  const file = { path: "a.ts", source: "// a b\nconst a = {};\n" };

  test.each([
    ["remove-comment", {}, 'the option "text" is missing'],
    ["remove-comment", { text: " " }, "more than white space"],
    ["remove-comment", { text: "a", mode: "maybe" }, '"exact" or "includes"'],
    ["remove-property", { object: "a", path: "b" }, 'the option "path" must be a list'],
    ["remove-property", { object: "a", path: [] }, "names no property"],
    ["add-property", { object: "a", path: ["b"], value: "" }, 'the option "value" must be'],
    ["add-import", { names: ["a"], from: "b" }, "must be a list of objects"],
    ["add-import", { names: [], from: "b", type: "yes" }, "must be true or false"],
    [
      "rename-words-in-comments",
      {
        replacements: [
          { from: "a", to: "b" },
          { from: "b", to: "c" },
        ],
      },
      'the replacement of "a" by "b" makes',
    ],
  ])("%s %j", (name, options, message) => {
    expect(() => transformCalled(name).default(file, api, options)).toThrow(message);
  });
});
