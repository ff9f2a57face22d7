import { describe, expect, test } from "vitest";
import type { FileChange } from "../../workspace/change-set.ts";
import { findConflicts, pathProblem } from "../../workspace/conflicts.ts";

const EXISTING = ["README.md", "src/a.ts", "src/b/c.ts"];

function change(kind: FileChange["change"], path: string, from?: string, text = "x"): FileChange {
  return {
    path,
    from,
    change: kind,
    before: kind === "added" ? undefined : "before",
    after: kind === "deleted" ? undefined : text,
    baseHash: undefined,
    steps: [],
  };
}

function codes(...changes: FileChange[]): string[] {
  return findConflicts(changes, EXISTING).map(({ code, path }) => `${code} ${path}`);
}

describe("changes that do not conflict", () => {
  test.each<[string, FileChange[]]>([
    [
      "one of each kind",
      [
        change("modified", "README.md"),
        change("added", "src/new.ts"),
        change("deleted", "src/a.ts"),
        change("moved", "lib/c.ts", "src/b/c.ts"),
      ],
    ],
    ["a name that changes in case only", [change("moved", "src/A.ts", "src/a.ts")]],
    [
      "a deleted file's name in another case",
      [change("deleted", "src/a.ts"), change("added", "src/A.ts")],
    ],
    [
      "names that look like something else",
      [
        change("added", "..a/b..ts"),
        change("added", ".gitignore"),
        change("added", ".github/x.yml"),
        change("added", "a\\b.ts"),
        change("added", "src/[slug]/(app)/é 😀.ts"),
      ],
    ],
  ])("%s", (_, changes) => {
    expect(codes(...changes)).toEqual([]);
  });
});

describe("paths", () => {
  test.each([
    ["/etc/passwd", "is absolute"],
    ["../x.ts", "leaves the root"],
    ["src/../../x.ts", "leaves the root"],
    ["src/..", "leaves the root"],
    [".git/hooks/pre-commit", "lies in git's own folder"],
    ["packages/a/.GIT/config", "lies in git's own folder"],
    [".git", "lies in git's own folder"],
    ["", "is not a path of a file"],
    ["src//a.ts", "is not a path of a file"],
    ["src/", "is not a path of a file"],
    ["./a.ts", "is not a path of a file"],
    ["a\0.ts", "is not a path of a file"],
  ])("%j %s", (path, problem) => {
    expect(pathProblem(path)).toBe(problem);
    expect(codes(change("added", path))).toContain(`unsafe-path ${path}`);
  });

  test("the place that a file is moved from counts as well", () => {
    expect(codes(change("moved", "src/x.ts", "../x.ts"))).toEqual(["unsafe-path src/x.ts"]);
  });
});

describe("conflicts", () => {
  test.each<[string, FileChange[], string[]]>([
    [
      "a path that is changed twice",
      [change("modified", "src/a.ts"), change("deleted", "src/a.ts")],
      ["duplicate-path src/a.ts"],
    ],
    ["a file added over one", [change("added", "src/a.ts")], ["target-exists src/a.ts"]],
    [
      "a file moved onto one",
      [change("moved", "src/a.ts", "README.md")],
      ["target-exists src/a.ts"],
    ],
    [
      "a name that differs in case from a file",
      [change("added", "src/A.ts")],
      ["case-collision src/A.ts"],
    ],
    [
      "a folder that differs in case, with the same file in it",
      [change("added", "SRC/a.ts")],
      ["case-collision SRC/a.ts"],
    ],
    [
      "two new names that differ in case, told once",
      [change("added", "n.ts"), change("added", "N.ts")],
      ["case-collision N.ts"],
    ],
    [
      "one accent in two encodings",
      [change("added", "e\u0301.ts"), change("added", "\u00e9.ts")],
      ["case-collision \u00e9.ts"],
    ],
    ["a file where a folder is", [change("added", "src/b")], ["file-and-folder src/b"]],
    [
      "a file in what is a file",
      [change("added", "README.md/x.ts")],
      ["file-and-folder README.md/x.ts"],
    ],
    [
      "a new file in a new file",
      [change("added", "n"), change("added", "n/x.ts")],
      ["file-and-folder n", "file-and-folder n/x.ts"],
    ],
    [
      "a file that would become a folder within the change",
      [change("deleted", "README.md"), change("added", "README.md/x.ts")],
      ["file-and-folder README.md/x.ts"],
    ],
    [
      "half of a surrogate pair",
      [change("modified", "src/a.ts", undefined, "a\uD800b")],
      ["not-unicode src/a.ts"],
    ],
  ])("%s", (_, changes, expected) => {
    expect(codes(...changes)).toEqual(expected);
  });

  test("the message names both paths", () => {
    const [conflict] = findConflicts([change("added", "src/A.ts")], EXISTING);
    expect(conflict?.message).toMatch(/src\/A\.ts.*src\/a\.ts/);
  });
});
