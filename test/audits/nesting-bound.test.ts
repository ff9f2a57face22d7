import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import { nestingBound } from "../../audits/nesting-bound.ts";
import { projectRoot } from "../helpers/fixture-tree.ts";

/** How something is nested `levels` deep. */
const NESTED: Readonly<Record<string, (levels: number) => string>> = {
  parentheses: (n) => `x = ${"(".repeat(n)}1${")".repeat(n)}`,
  arrays: (n) => `x = ${"[".repeat(n)}${"]".repeat(n)}`,
  "arrays with more in them": (n) => `x = ${"[1, 2; ".repeat(n)}${"]".repeat(n)}`,
  objects: (n) => `x = ${"{ a: 1, b: ".repeat(n)}1${"}".repeat(n)}`,
  blocks: (n) => `${"{ f(); ".repeat(n)}${"}".repeat(n)}`,
  classes: (n) => `x = ${"class { a = 1; b = ".repeat(n)}1${"}".repeat(n)}`,
  templates: (n) => `x = ${"`a;b${".repeat(n)}1${"}`".repeat(n)}`,
  elements: (n) => `x = ${"<a b='c'>, ".repeat(n)}${"</a>".repeat(n)}`,
  "type arguments": (n) => `type X = ${"A<B, ".repeat(n)}C${">".repeat(n)}`,
  "conditional types": (n) => `type X = ${"A extends B<C, D> ? E : ".repeat(n)}F`,
  operators: (n) => `x = ${"!".repeat(n)}1`,
  words: (n) => `type X = ${"keyof ".repeat(n)}A`,
  arrows: (n) => `x = ${"x=>".repeat(n)}1`,
  members: (n) => `x = a${".b".repeat(n)}`,
  calls: (n) => `x = a${"(1, 2)".repeat(n)}`,
  sums: (n) => `x = 1${'+","'.repeat(n)}`,
  assignments: (n) => `${"a=".repeat(n)}1`,
  conditions: (n) => `x = ${"a?b:".repeat(n)}1`,
  "if without else": (n) => `${"if(a)".repeat(n)};`,
  "if and else": (n) => `${"if(a);else ".repeat(n)};`,
  labels: (n) => `${"a:".repeat(n)};`,
  "what closes in strings": (n) => `x = ${'(")", '.repeat(n)}1${")".repeat(n)}`,
  "what closes in regular expressions": (n) => `x = ${"(/[)/]\\)/, ".repeat(n)}1${")".repeat(n)}`,
  "what closes in comments": (n) => `x = ${"(/* ) */ // )\n".repeat(n)}1${")".repeat(n)}`,
  "what looks like a comment in an element": (n) =>
    `x = <a>// {${"(".repeat(n)}1${")".repeat(n)}}</a>`,
  "what looks like a string in an element": (n) =>
    `x = <a>it's {${"(".repeat(n)}1${")".repeat(n)}} it's</a>`,
  "what looks like a string behind a division": (n) =>
    `if (x) /'/; y = ${"(')', ".repeat(n)}1${")".repeat(n)}; /'/`,
};

describe.each(Object.entries(NESTED))("%s", (_name, nested) => {
  test.each([3, 40, 4000])("at least %i levels, nested that deep", (levels) => {
    expect(nestingBound(nested(levels))).toBeGreaterThanOrEqual(levels);
  });
});

test("twice as much for a bracket", () => {
  expect(nestingBound(`x = ${"(".repeat(100)}1${")".repeat(100)}`)).toBeGreaterThanOrEqual(200);
});

const folders = ["audits", "bin", "codemods", "plans", "test", "workspace"];
const sources = folders.flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(projectRoot, folder, name), "utf8")),
);

test("code that people write: more than it is, and not so much that it has to be tried", () => {
  expect(sources.length).toBeGreaterThan(500);
  let told = 0;
  for (const text of sources) {
    const bound = nestingBound(text);
    expect(bound).toBeGreaterThanOrEqual(depthOf(text));
    if (bound <= 4000) told += 1;
  }
  expect(told / sources.length).toBeGreaterThan(0.95);
});

function depthOf(text: string): number {
  const depth = (node: ts.Node): number => {
    let deepest = 0;
    ts.forEachChild(node, (child) => void (deepest = Math.max(deepest, depth(child))));
    return deepest + 1;
  };
  return depth(ts.createSourceFile("a.ts", text, ts.ScriptTarget.ESNext));
}
