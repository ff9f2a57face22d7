import { readFileSync } from "node:fs";
import { join } from "node:path";
import fastGlob from "fast-glob";
import { ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import { projectRoot } from "./helpers/fixture-tree.ts";
import { folderOf, joinPath } from "../workspace/repo-path.ts";

const files = fastGlob.sync("{bin,plans,codemods,audits,workspace}/**/*.{ts,js}", {
  cwd: projectRoot,
});
const text = (path: string): string => readFileSync(join(projectRoot, path), "utf8");

/** Comments may say what code may not do. */
const codeOf = (path: string): string => text(path).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");

/** From the top of the house to the ground; rooms on one floor do not know each other. */
const FLOORS = [["bin"], ["plans"], ["codemods", "audits"], ["workspace"]];

/** Rooms of codemods, again from the top. */
const CODEMOD_FLOORS = [
  ["codemods/steps", "codemods/meanings"],
  ["codemods/run-transform.ts", "codemods/format.ts"],
  ["codemods/transforms", "codemods/refactors"],
  ["codemods/routes", "codemods/drizzle"],
  ["codemods/program"],
  ["codemods/step.ts"],
];

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports: readonly Import[] = files.flatMap((from) =>
  ts
    .preProcessFile(text(from), true, true)
    .importedFiles.filter(({ fileName }) => fileName.startsWith("."))
    .map(({ fileName }) => ({ from, to: joinPath(folderOf(from), fileName) ?? fileName })),
);

function upward(floors: readonly (readonly string[])[]): string[] {
  const floorOf = (path: string): number =>
    floors.findIndex((rooms) => rooms.some((room) => path === room || path.startsWith(`${room}/`)));
  const roomOf = (path: string): string | undefined =>
    floors.flat().find((room) => path === room || path.startsWith(`${room}/`));
  return imports
    .filter(({ from, to }) => floorOf(from) !== -1 && floorOf(to) !== -1)
    .filter(
      ({ from, to }) =>
        floorOf(to) < floorOf(from) ||
        (floorOf(to) === floorOf(from) && roomOf(to) !== roomOf(from)),
    )
    .map(({ from, to }) => `${from} imports ${to}`);
}

describe("the house", () => {
  test("has files", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(100);
  });

  test("imports run downward", () => {
    expect(upward(FLOORS)).toEqual([]);
    expect(upward(CODEMOD_FLOORS)).toEqual([]);
  });

  test("transforms import nothing outside of their folder", () => {
    const outside = imports.filter(
      ({ from, to }) =>
        from.startsWith("codemods/transforms/") && !to.startsWith("codemods/transforms/"),
    );
    expect(outside).toEqual([]);
  });

  test.each([
    // The tool's own package.json, and the demonstration, are no part of a target.
    [
      "touches the disk",
      /^(?:workspace\/|bin\/(?:tool\.ts|demo\.js)$)/,
      /from "node:fs(?:\/promises)?"/,
    ],
    [
      "prints or exits",
      // The second is the text of a script that a target gets.
      /^(?:bin\/|plans\/connections\/source-config-split\/backfill-script\.ts$)/,
      /\bprocess\.(?:exit|stdout|stderr|exitCode)\b|\bconsole\.(?:log|error|warn)\(/,
    ],
  ])("only one room %s: %s", (_what, room, pattern) => {
    const others = files.filter((path) => !room.test(path));
    expect(others.filter((path) => pattern.test(codeOf(path)))).toEqual([]);
  });

  test("the names of the built-in plan stay in its folder", () => {
    const names = /userSource|user-source|user_source|lightfast/i;
    const all = fastGlob.sync("**/*.{ts,js,json,md,yml,yaml,sh}", {
      cwd: projectRoot,
      dot: true,
      ignore: ["**/node_modules/**", "dist/**", ".git/**", "fixtures/**", "test/**"],
    });
    expect(all).toEqual(expect.arrayContaining(["README.md", "action.yml", "bin/main.ts"]));
    const others = all.filter((path) => !path.startsWith("plans/connections/"));
    expect(others.filter((path) => names.test(text(path)))).toEqual([]);
  });

  test("no file is over 400 lines", () => {
    expect(files.filter((path) => text(path).split("\n").length > 400)).toEqual([]);
  });
});
