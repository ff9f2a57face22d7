import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findOccurrences, searchOccurrences } from "../../audits/occurrences.ts";
import { spellingsOf } from "../../audits/spellings.ts";
import { createSnapshot, snapshotOf, UnreadableFileError } from "../../workspace/snapshot.ts";

async function contexts(path: string, text: string): Promise<readonly string[]> {
  return (await findOccurrences("thing", snapshotOf({ [path]: text }))).map((at) => at.context);
}

describe("where an occurrence stands", () => {
  test.each([
    ["a.ts", "// thing", "comment"],
    ["a.ts", "/** thing */ f();", "comment"],
    ["a.ts", "#!/bin/thing\nf();", "comment"],
    ["a.tsx", "<p>{/* thing */}</p>;", "comment"],
    ["a.ts", 'import { thing } from "./a";', "import"],
    ["a.ts", 'import type { thing } from "./a";', "import"],
    ["a.ts", 'import "./thing";', "import"],
    ["a.ts", 'export { thing } from "./a";', "import"],
    ["a.ts", 'export * from "./thing";', "import"],
    ["a.ts", 'await import("./thing");', "import"],
    ["a.ts", "await import(`./thing/${x}`);", "import"],
    ["a.cjs", 'const x = require("./thing");', "import"],
    ["a.ts", 'require.resolve("./thing");', "import"],
    ["a.ts", 'import x = require("./thing");', "import"],
    ["a.ts", 'type T = import("./thing").U;', "import"],
    ["a.ts", 'vi.mock("./thing", () => ({}));', "import"],
    ["a.ts", 'jest.requireActual("./thing");', "import"],
    ["a.ts", 'declare module "thing" {}', "import"],
    ["a.ts", "const x: thing = 1;", "type"],
    ["a.ts", "interface thing {}", "type"],
    ["a.ts", "interface X { thing: string }", "type"],
    ["a.ts", "type X = { thing: string };", "type"],
    ["a.ts", "type X = typeof thing;", "type"],
    ["a.ts", 'type X = Y["thing"];', "type"],
    ["a.ts", 'type X = import("./y").thing;', "type"],
    ["a.ts", "f<thing>();", "type"],
    ["a.ts", "x as thing;", "type"],
    ["a.ts", "x satisfies thing;", "type"],
    ["a.ts", "function f(x: unknown): x is thing {}", "type"],
    ["a.ts", "class A implements thing {}", "type"],
    ["a.ts", 'const x = "thing";', "string"],
    ["a.ts", 'f("thing", "./a");', "string"],
    ["a.ts", 'vi.fn("thing");', "string"],
    ["a.ts", "`a thing ${b}`;", "string"],
    ["a.ts", "/thing/.test(x);", "string"],
    ["a.ts", '({ "thing": 1 });', "string"],
    ["a.tsx", "<p>a thing here</p>;", "string"],
    ["a.tsx", '<p title="thing" />;', "string"],
    ["a.js", "const x = <p>a thing here</p>;", "string"],
    ["a.ts", "trpc.thing.list();", "code"],
    ["a.ts", "`${thing}`;", "code"],
    ["a.ts", "(thing as X);", "code"],
    ["a.ts", "thing!;", "code"],
    ["a.ts", "export { thing };", "code"],
    ["a.ts", "enum E { thing }", "code"],
    ["a.ts", "namespace thing { f(); }", "code"],
    ["a.ts", "abstract class A { abstract thing: X }", "code"],
    ["a.ts", "class A { constructor(private thing: X) {} }", "code"],
    ["a.tsx", "<thing.P />;", "code"],
    ["a.tsx", "<P thing={1} />;", "code"],
    ["a.ts", "return thing;", "code"],
    ["a.mts", "thing();", "code"],
    ["a.md", "thing", "other"],
    ["a.ts", "const = thing;", "other"],
    ["a.d.ts", "export interface thing {}", "type"],
    ["a.d.ts", 'declare module "./thing" {}', "import"],
    ["a.generated.ts", "/* eslint-disable */\nthing();", "code"],
    ["thing.json", '{"thing": 1}', "other"],
    ["a.sql", 'ALTER TABLE "thing" DROP COLUMN x;', "other"],
    ["a.yaml", "thing: 1 # x", "other"],
    [".env.example", "X=thing", "other"],
    ["a.vue", "<script setup>thing()</script>", "other"],
    ["a.svelte", "<p>{thing}</p>", "other"],
    ["a.mdx", 'import { thing } from "./a"', "other"],
    ["Makefile", "thing:\r\n\techo", "other"],
  ])("%s: %s", async (path, text, expected) => {
    expect(await contexts(path, text)).toEqual([expected]);
  });

  test("each of several in one file, behind wide characters and a byte order mark", async () => {
    const text = '\uFEFFconst é = "😀"; // 😀 thing\r\nf("thing"); thing();\n';
    const found = await findOccurrences(["thing"], snapshotOf({ "a.ts": text }));
    expect(found.map(({ line, column, context }) => [line, column, context])).toEqual([
      [1, 24, "comment"],
      [2, 4, "string"],
      [2, 13, "code"],
    ]);
    expect(found.map(({ offset }) => text.slice(offset, offset + 5))).toEqual(
      Array(3).fill("thing"),
    );
    expect(found[1]?.text).toBe('f("thing"); thing();');
  });
});

describe("what is searched", () => {
  test("a name in all its spellings, a list as it is, only in the places given", async () => {
    const snapshot = snapshotOf({
      "app/[slug]/(org)/page.ts": "userSources; user_sources;",
      "app/s/page.ts": "userSources;",
      "app/[slug]x.ts": "userSources;",
    });
    const all = await findOccurrences("userSources", snapshot);
    expect(all.map(({ path, spelling }) => [path, spelling])).toEqual([
      ["app/[slug]/(org)/page.ts", "userSources"],
      ["app/[slug]/(org)/page.ts", "user_sources"],
      ["app/[slug]x.ts", "userSources"],
      ["app/s/page.ts", "userSources"],
    ]);
    const some = await findOccurrences(["userSources"], snapshot, ["app/[slug]"]);
    expect(some.map(({ path }) => path)).toEqual(["app/[slug]/(org)/page.ts"]);
  });

  test("the line of a generated file is shortened around the occurrence", async () => {
    const text = `${"x,".repeat(5000)}thing${",y".repeat(5000)}`;
    const [found] = await findOccurrences("thing", snapshotOf({ "a.txt": text }));
    expect(found?.text).toContain("thing");
    expect(found?.text.length).toBeLessThan(500);
    expect(found?.column).toBe(10_001);
  });

  test("files that cannot be read as text are named, UTF-16 ones too", async () => {
    const files: Record<string, Uint8Array | undefined> = {
      "binary.bin": Buffer.from("\0thing"),
      "latin.txt": Buffer.from([0xe9, ...Buffer.from(" thing")]),
      "locked.ts": undefined,
      "other.bin": Buffer.from("\0nought"),
      "wide.ts": Buffer.from("\uFEFFthing()", "utf16le"),
      "wide-big-endian.ts": Buffer.from("\uFEFFthing()", "utf16le").swap16(),
      "widest.txt": Buffer.from([..."thing"].flatMap((each) => [...Buffer.from(each), 0, 0, 0])),
    };
    const snapshot = createSnapshot({
      paths: Object.keys(files),
      bytes: (path) => {
        const bytes = files[path];
        if (!bytes) throw new UnreadableFileError(`${path}: permission denied`);
        return bytes;
      },
    });
    const { occurrences, unreadable } = await searchOccurrences(["thing"], snapshot);
    expect(occurrences).toEqual([]);
    expect(unreadable.map(({ path }) => path)).toEqual([
      "binary.bin",
      "latin.txt",
      "locked.ts",
      "wide-big-endian.ts",
      "wide.ts",
      "widest.txt",
    ]);
  });
});

describe("git grep -w", () => {
  const pieces = fc.constantFrom(
    ...spellingsOf("userSources"),
    ...spellingsOf("user"),
    "-",
    "_",
    ".",
    " ",
    "\n",
    "\r\n",
    "é",
    "😀",
    "$",
    "/",
    '"',
    "7",
    "x",
    "Sources",
    "sources",
  );
  const texts = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(""));

  test("finds the same words on the same lines", async () => {
    const samples = fc.sample(texts, 300);
    const files = Object.fromEntries(samples.map((text, index) => [`${index}.txt`, text]));
    const folder = mkdtempSync(join(tmpdir(), "occurrences-"));
    try {
      for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
      const snapshot = snapshotOf(files);
      for (const spelling of [...spellingsOf("userSources"), ...spellingsOf("user")]) {
        const args = ["grep", "--no-index", "-onw", "--no-color", "-F", "-e", spelling];
        const theirs = execFileSync("git", args, { cwd: folder, encoding: "utf8" });
        const ours = await findOccurrences([spelling], snapshot);
        const lines = ours.map((found) => `${found.path}:${found.line}:${found.spelling}`);
        expect(lines.sort()).toEqual(theirs.trim().split("\n").sort());
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
