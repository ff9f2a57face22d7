import { Buffer } from "node:buffer";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createLookup } from "../../codemods/refactors/move-module/lookup.ts";
import { moveModule } from "../../codemods/refactors/move-module/move-module.ts";
import { isCode, parseCode } from "../../codemods/refactors/move-module/parse-code.ts";
import { specifiersOf } from "../../codemods/refactors/move-module/specifiers.ts";
import { moveModuleStep } from "../../codemods/steps/move-module.ts";
import { createSnapshot, snapshotOf } from "../../workspace/snapshot.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { readFiles } from "../helpers/disk-tree.ts";
import { projectRoot } from "../helpers/fixture-tree.ts";

const folder = join(projectRoot, "fixtures/steps");
const cases = readdirSync(folder).filter(
  (name) => name.startsWith("move-module-") && existsSync(join(folder, name, "after")),
);

/** For each file of code, what its specifiers mean, in the order of the text. */
function targetsIn(snapshot: Snapshot): Map<string, (string | undefined)[]> {
  const lookup = createLookup(snapshot);
  return new Map(
    snapshot.paths().flatMap((path) => {
      const text = isCode(path) ? snapshot.text(path) : undefined;
      if (text === undefined) return [];
      const specifiers = specifiersOf(parseCode(path, text).file);
      return [[path, specifiers.map((one) => lookup.find(one.text, one.form, path))]];
    }),
  );
}

describe("every specifier means what it meant", () => {
  test.each(cases)("%s", (name) => {
    const files = readFiles(join(folder, name, "before"));
    const before = createSnapshot({
      paths: Object.keys(files).sort(),
      bytes: (path) => Buffer.from(files[path] ?? "", "latin1"),
    });
    const { params } = JSON.parse(readFileSync(join(folder, name, "step.json"), "utf8")) as {
      params: { from: string; to: string };
    };
    const renamed = (path: string | undefined) => (path === params.from ? params.to : path);
    const expected = new Map(
      [...targetsIn(before)].map(([path, targets]) => [renamed(path), targets.map(renamed)]),
    );
    const { ops } = moveModule(before, params);
    expect(ops[0]).toEqual({ kind: "move", ...params });
    expect(targetsIn(before.with(ops, "1"))).toEqual(expected);
  });
});

describe("places of notes", () => {
  test("line and column count from 1 and point at the specifier", () => {
    const snapshot = snapshotOf({
      "src/post.ts": "",
      "src/page.vue": '<script>\n  import { post } from "./post";\n</script>\n',
    });
    const { notes } = moveModule(snapshot, { from: "src/post.ts", to: "src/entry.ts" });
    expect(notes).toMatchObject([{ code: "importer-left", line: 2, column: 25 }]);
  });

  test("a path that is not there is told the nearest one", () => {
    const snapshot = snapshotOf({ "src/user/post.ts": "", "src/user/list.ts": "", "post.md": "" });
    const messageFor = (from: string) =>
      moveModule(snapshot, { from, to: "src/entry.ts" }).notes[0]?.message;
    expect(messageFor("src/usr/post.ts")).toContain("nearest path is src/user/post.ts.");
    expect(messageFor("src/user/lst.ts")).toContain("nearest path is src/user/list.ts.");
    expect(messageFor("lib/none.ts")).toBe("there is neither lib/none.ts nor src/entry.ts.");
  });
});

test.each(["/src/a.ts", "src/", "./src/a.ts", "src/../a.ts", "src//a.ts", "src\\a.ts", ""])(
  "the path %j is refused",
  (path) => {
    expect(moveModuleStep.schema.safeParse({ from: path, to: "src/b.ts" }).success).toBe(false);
    expect(moveModuleStep.schema.safeParse({ from: "src/b.ts", to: path }).success).toBe(false);
  },
);

test.each(["a.ts", "app/(org)/[...slug]/.hidden/@x/page.tsx", "src/a..b.ts"])(
  "the path %j is taken",
  (path) => {
    expect(moveModuleStep.schema.safeParse({ from: path, to: path }).success).toBe(true);
  },
);
