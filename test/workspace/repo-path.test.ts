import { describe, expect, test } from "vitest";
import { foldersAbove, folderOf, joinPath, relativeSpecifier } from "../../workspace/repo-path.ts";

test("a folder of a path, and all of them", () => {
  expect(folderOf("a.ts")).toBe("");
  expect(folderOf("app/[slug]/a.ts")).toBe("app/[slug]");
  expect(foldersAbove("a/b/c.ts")).toEqual(["a/b", "a"]);
  expect(foldersAbove("c.ts")).toEqual([]);
});

describe("joinPath", () => {
  test.each([
    ["src/app", "../lib/x", "src/lib/x"],
    ["src", "./a/./b/", "src/a/b"],
    ["", "a", "a"],
    ["a", "..", ""],
    ["a", ".", "a"],
    ["(app)/[slug]", "../(org)/x", "(app)/(org)/x"],
    ["a", "..b", "a/..b"],
  ])("%s and %s", (base, relative, joined) => {
    expect(joinPath(base, relative)).toBe(joined);
  });

  test.each([
    ["", ".."],
    ["a", "../../b"],
    ["a", "/etc/passwd"],
    ["", "/a"],
  ])("%s and %s leave the root", (base, relative) => {
    expect(joinPath(base, relative)).toBeUndefined();
  });
});

test.each([
  ["src", "src/a", "./a"],
  ["src/app", "src/lib/x", "../lib/x"],
  ["", "src/a", "./src/a"],
  ["a/b", "c", "../../c"],
  ["", ".config/x", "./.config/x"],
  ["a", "a/..b", "./..b"],
  ["a/b", "a", ".."],
])("from %s to %s is %s", (folder, target, specifier) => {
  expect(relativeSpecifier(folder, target)).toBe(specifier);
});
