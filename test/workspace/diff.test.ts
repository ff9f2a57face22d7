import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeSet } from "../../workspace/change-set.ts";
import type { ChangeSet, FileChange } from "../../workspace/change-set.ts";
import { fileDiff, hunkHeader, unifiedPatch } from "../../workspace/diff.ts";
import type { PatchOptions } from "../../workspace/diff.ts";
import { modesBelow } from "../../workspace/file-mode.ts";
import type { Op } from "../../workspace/op.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";
import { git, modeOf, readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { temporaryFolder } from "../helpers/fixture-tree.ts";

const write = (path: string, text: string): Op => ({ kind: "write", path, text });
const remove = (path: string): Op => ({ kind: "delete", path });
const move = (from: string, to: string): Op => ({ kind: "move", from, to });

function modified(before: string, after: string): FileChange {
  return { path: "a", from: undefined, change: "modified", before, after, baseHash: "", steps: [] };
}

/** The hunks as text. */
function shown(before: string, after: string, context?: number): string[] {
  return fileDiff(modified(before, after), context).hunks.flatMap((hunk) => [
    hunkHeader(hunk),
    ...hunk.lines,
  ]);
}

function latin1(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, Buffer.from(text).toString("latin1")]),
  );
}

/** Applies the patch with git to a checkout of `files`; what is there then. */
async function applied(
  files: Readonly<Record<string, string>>,
  ops: readonly Op[],
  options?: PatchOptions,
): Promise<{ root: string; patch: string; result: Record<string, string> }> {
  const root = await temporaryFolder();
  git(root, "init", "--quiet");
  writeFiles(root, files);
  const base = snapshotOf(files);
  const patch = unifiedPatch(changeSet(base, base.with(ops, "1")), options);
  gitApply(root, patch);
  return { root, patch, result: readFiles(root) };
}

function gitApply(root: string, patch: string): void {
  const file = join(root, ".git", "the.patch");
  writeFileSync(file, patch);
  git(root, "apply", "--whitespace=nowarn", file);
}

function lines(...all: (string | number)[]): string {
  return all.map((line) => `${line}\n`).join("");
}

function many(mark: string): string[] {
  return Array.from({ length: 3000 }, (_, at) => `${mark}${at}`);
}

describe("fileDiff", () => {
  const ten = lines(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

  test("hunks with context, and how many lines came and went", () => {
    const after = lines(1, 2, "x", "y", 4, 5, 6, 7, 8, 9, 10);
    expect(shown(ten, after, 1)).toEqual(["@@ -2,3 +2,4 @@", " 2", "-3", "+x", "+y", " 4"]);
    expect(fileDiff(modified(ten, after))).toMatchObject({ additions: 2, deletions: 1 });
  });

  test("changes far apart are hunks of their own, as git counts their lines", () => {
    const after = lines("a", 2, 3, 4, 5, 6, 7, 8, 9, "b");
    expect(shown(ten, after, 0)).toEqual([
      "@@ -1,1 +1,1 @@",
      "-1",
      "+a",
      "@@ -10,1 +10,1 @@",
      "-10",
      "+b",
    ]);
    expect(shown(ten, lines(1, "a", 2, 3, 4, 5, 6, 7, 8, 9, 10), 0)).toEqual([
      "@@ -1,0 +2,1 @@",
      "+a",
    ]);
  });

  test("a missing last line feed is said", () => {
    expect(shown("a\nb", "a\nb\n")).toEqual([
      "@@ -1,2 +1,2 @@",
      " a",
      "-b",
      "\\ No newline at end of file",
      "+b",
    ]);
  });

  test("a line that changes in its ending only has changed", () => {
    expect(shown("a\r\nb\n", "a\nb\n", 0)).toEqual(["@@ -1,1 +1,1 @@", "-a\r", "+a"]);
  });

  test("no change, no text", () => {
    expect(fileDiff(modified("a", "a"))).toEqual({ hunks: [], additions: 0, deletions: 0 });
    const binary = { ...modified("", ""), before: undefined, after: undefined };
    expect(fileDiff(binary)).toEqual({ hunks: [], additions: 0, deletions: 0 });
  });

  test("very many changes are one hunk between the lines that stay", () => {
    const before = lines("head", "context", ...many("a"), "tail", "end");
    const after = lines("head", "context", ...many("b"), "tail", "end");
    const { hunks, additions, deletions } = fileDiff(modified(before, after), 1);
    expect(hunks.map(hunkHeader)).toEqual(["@@ -2,3002 +2,3002 @@"]);
    expect([additions, deletions]).toEqual([3000, 3000]);
    expect([hunks[0]?.lines[0], hunks[0]?.lines.at(-1)]).toEqual([" context", " tail"]);
  });
});

describe("git apply of a patch comes to what the change set says:", () => {
  test.each<[string, Record<string, string>, Op[], Record<string, string>]>([
    ["a change", { "a.ts": "1\n2\n" }, [write("a.ts", "1\nx\n")], { "a.ts": "1\nx\n" }],
    ["a new file in new folders", {}, [write("a/b/c.ts", "x\n")], { "a/b/c.ts": "x\n" }],
    ["a new empty file", {}, [write("a.ts", "")], { "a.ts": "" }],
    ["a deleted file", { "a.ts": "x\n", "b/c.ts": "y" }, [remove("b/c.ts")], { "a.ts": "x\n" }],
    ["a deleted empty file", { "a.ts": "", "b.ts": "" }, [remove("a.ts")], { "b.ts": "" }],
    ["a file that becomes empty", { "a.ts": "x\n" }, [write("a.ts", "")], { "a.ts": "" }],
    ["an empty file that gets text", { "a.ts": "" }, [write("a.ts", "x")], { "a.ts": "x" }],
    ["a move", { "a.ts": "x\n" }, [move("a.ts", "b/a.ts")], { "b/a.ts": "x\n" }],
    [
      "a move with a change",
      { "a.ts": "1\n2\n3\n4\n" },
      [move("a.ts", "b.ts"), write("b.ts", "1\n2\nx\n4\n")],
      { "b.ts": "1\n2\nx\n4\n" },
    ],
    [
      "a move with nothing left as it was",
      { "a.ts": "1\n" },
      [move("a.ts", "b.ts"), write("b.ts", "2")],
      { "b.ts": "2" },
    ],
    ["a move of an empty file", { "a.ts": "" }, [move("a.ts", "b.ts")], { "b.ts": "" }],
    [
      "a move with a new file in the old place",
      { "a.ts": "1\n" },
      [move("a.ts", "b.ts"), write("a.ts", "2\n")],
      { "a.ts": "2\n", "b.ts": "1\n" },
    ],
    [
      "two files that change places",
      { "a.ts": "1\n", "b.ts": "2\n" },
      [move("a.ts", "t.ts"), move("b.ts", "a.ts"), move("t.ts", "b.ts")],
      { "a.ts": "2\n", "b.ts": "1\n" },
    ],
    [
      "a chain of moves",
      { "a.ts": "1\n", "b.ts": "2\n" },
      [move("b.ts", "c.ts"), move("a.ts", "b.ts")],
      { "b.ts": "1\n", "c.ts": "2\n" },
    ],
    [
      "CRLF",
      { "a.ts": "1\r\n2\r\n3\r\n" },
      [write("a.ts", "1\r\nx\r\n3\r\n")],
      { "a.ts": "1\r\nx\r\n3\r\n" },
    ],
    [
      "a BOM",
      { "a.ts": "\uFEFF1\n2\n" },
      [write("a.ts", "\uFEFFx\n2\n")],
      { "a.ts": "\uFEFFx\n2\n" },
    ],
    ["no last line feed", { "a.ts": "1\n2" }, [write("a.ts", "x\n2")], { "a.ts": "x\n2" }],
    ["a last line feed less", { "a.ts": "1\n" }, [write("a.ts", "1")], { "a.ts": "1" }],
    [
      "lines that look like a patch",
      { "a.ts": "-- a\n++ b\n" },
      [write("a.ts", "-- b\n++ c\n@@ -1 +1 @@\ndiff --git a/a b/a\n")],
      { "a.ts": "-- b\n++ c\n@@ -1 +1 @@\ndiff --git a/a b/a\n" },
    ],
    [
      "lone carriage returns and other line separators",
      { "a.ts": "1\r2\n\u2028\u0085\n" },
      [write("a.ts", "1\rx\n\u2028\f\v\n")],
      { "a.ts": "1\rx\n\u2028\f\v\n" },
    ],
  ])("%s", async (_, files, ops, expected) => {
    const { result } = await applied(files, ops);
    expect(result).toEqual(latin1(expected));
  });

  test.each([
    "a b.ts",
    " a ",
    'quo"te.ts',
    "back\\slash.ts",
    "new\nline.ts",
    "tab\tbell\u0007del\u007f.ts",
    "é 😀.ts",
    "[slug]/(app)/page.tsx",
    "a b/b/a b.ts",
  ])("a file called %j", async (name) => {
    const files = { [name]: "1\n", [`gone/${name}`]: "2\n", [`old/${name}`]: "3\n" };
    const { result } = await applied(files, [
      write(name, "x\n"),
      remove(`gone/${name}`),
      move(`old/${name}`, `moved/${name}`),
      write(`new/${name}`, "new\n"),
    ]);
    expect(result).toEqual({ [name]: "x\n", [`moved/${name}`]: "3\n", [`new/${name}`]: "new\n" });
  });

  test("any text into any other", async () => {
    const root = await temporaryFolder();
    git(root, "init", "--quiet");
    const piece = fc.constantFrom("a", "b", "  ", "é", "😀", "\t", "-", "+", "\\", "\r", "\uFEFF");
    const line = fc
      .tuple(fc.array(piece, { maxLength: 2 }), fc.constantFrom("\n", "\n", "\r\n"))
      .map(([pieces, end]) => pieces.join("") + end);
    const text = fc
      .tuple(fc.array(line, { maxLength: 14 }), fc.constantFrom("", "", "a", "b", "\r"))
      .map(([lines, rest]) => lines.join("") + rest);
    const texts = fc.record({ before: text, after: text, moves: fc.boolean() });
    fc.assert(
      fc.property(fc.array(texts, { minLength: 8, maxLength: 8 }), (cases) => {
        for (const name of Object.keys(readFiles(root))) rmSync(join(root, name));
        const changes: FileChange[] = cases
          .map(({ before, after, moves }, at) => ({
            ...modified(before, after),
            path: moves ? `moved${at}` : `file${at}`,
            from: moves ? `file${at}` : undefined,
            change: moves ? ("moved" as const) : ("modified" as const),
          }))
          .filter(({ before, after, from }) => before !== after || from !== undefined);
        writeFiles(
          root,
          Object.fromEntries(changes.map((c) => [c.from ?? c.path, c.before ?? ""])),
        );
        gitApply(root, unifiedPatch(changes) || unifiedPatch([added("empty")]));
        const expected = Object.fromEntries(changes.map((c) => [c.path, c.after ?? ""]));
        const { empty: _, ...result } = readFiles(root);
        expect(result).toEqual(latin1(expected));
      }),
      { numRuns: 40 },
    );
  });
});

function added(path: string): FileChange {
  return { ...modified("", ""), path, change: "added", before: undefined };
}

describe("unifiedPatch", () => {
  test("a rename reads as git writes it", () => {
    const base = snapshotOf({ "old/a.ts": "1\n2\n3\n4\n5\n6\n7\n8\n9\n0\n" });
    const edit: Op = { kind: "edit", path: "new/a.ts", edits: [{ start: 0, end: 1, text: "x" }] };
    const patch = unifiedPatch(
      changeSet(base, base.with([move("old/a.ts", "new/a.ts"), edit], "1")),
    );
    expect(patch).toBe(
      [
        "diff --git a/old/a.ts b/new/a.ts",
        "similarity index 90%",
        "rename from old/a.ts",
        "rename to new/a.ts",
        "--- a/old/a.ts",
        "+++ b/new/a.ts",
        "@@ -1,4 +1,4 @@",
        "-1",
        "+x",
        " 2",
        " 3",
        " 4",
        "",
      ].join("\n"),
    );
  });

  test("a pure rename is 100 % and has no hunk", async () => {
    const { patch } = await applied({ "a.ts": "x" }, [move("a.ts", "b.ts")]);
    expect(patch).toContain("similarity index 100%\nrename from a.ts\nrename to b.ts\n");
    expect(patch).not.toContain("@@");
  });

  test("no changes, no patch", () => {
    expect(unifiedPatch([])).toBe("");
  });

  test("executable files stay so when they move or change, and are deleted as such", async () => {
    const files = { "change.sh": "1\n", "gone.sh": "2\n", "move.sh": "3\n" };
    const root = await temporaryFolder();
    git(root, "init", "--quiet");
    writeFiles(root, files);
    for (const path of Object.keys(files)) chmodSync(join(root, path), 0o755);
    const base = snapshotOf(files);
    const after = base.with(
      [write("change.sh", "x\n"), remove("gone.sh"), move("move.sh", "bin/move.sh")],
      "1",
    );
    const patch = unifiedPatch(changeSet(base, after), { modeOf: modesBelow(root) });
    expect(patch).toContain("deleted file mode 100755\n");
    gitApply(root, patch);
    expect(readFiles(root)).toEqual({ "bin/move.sh": "3\n", "change.sh": "x\n" });
    expect([modeOf(root, "change.sh"), modeOf(root, "bin/move.sh")]).toEqual(["755", "755"]);
  });

  test("with a prefix, git takes it in the folder and at the top", async () => {
    const root = await temporaryFolder();
    git(root, "init", "--quiet");
    const base = snapshotOf({ "a.ts": "1\n" });
    const changes: ChangeSet = changeSet(base, base.with([move("a.ts", "b.ts")], "1"));
    const patch = unifiedPatch(changes, { prefix: "apps/[slug]" });
    for (const from of ["", "apps/[slug]"]) {
      rmSync(join(root, "apps"), { recursive: true, force: true });
      writeFiles(root, { "apps/[slug]/a.ts": "1\n" });
      writeFileSync(join(root, ".git", "the.patch"), patch);
      git(join(root, from), "apply", join(root, ".git", "the.patch"));
      expect(readFiles(root)).toEqual({ "apps/[slug]/b.ts": "1\n" });
    }
  });

  test("git refuses, rather than mistakes, the change of a file that is not text", async () => {
    const root = await temporaryFolder();
    git(root, "init", "--quiet");
    writeFileSync(join(root, "a.png"), Buffer.from([0, 1, 2]));
    const patch = unifiedPatch([
      {
        ...modified("", ""),
        path: "a.png",
        change: "deleted",
        before: undefined,
        after: undefined,
      },
    ]);
    expect(() => gitApply(root, patch)).toThrow("cannot apply binary patch");
    expect(readFiles(root)).toEqual({ "a.png": "\u0000\u0001\u0002" });
  });
});
