import { expect, test } from "vitest";
import { createTypeProgram, pathOf } from "../../codemods/program/program.ts";
import { nameNodes, referencesAt } from "../../codemods/program/references.ts";
import { positionAt } from "../../workspace/text-edit.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

/** What each `id` of `path` stands for: its line, its role, and the lines that declare it. */
function idsOf(files: Readonly<Record<string, string>>, path = "a.ts"): string[] {
  const program = createTypeProgram(snapshotOf(files), Object.keys(files));
  const file = program.sourceFile(path);
  if (!file) throw new Error(`no ${path}`);
  return nameNodes(file, new Set(["id"])).flatMap((node) =>
    referencesAt(program.checker, node).map(({ role, declarations }) => {
      const where = declarations.map((each) => {
        const source = each.getSourceFile();
        const { line } = positionAt(source.text, each.getStart());
        return pathOf(source) === path ? `${line}` : `${pathOf(source) ?? "library"}:${line}`;
      });
      return `${positionAt(file.text, node.getStart()).line} ${role} ${where.join(",")}`.trim();
    }),
  );
}

const lines = (...all: string[]): string => all.join("\n");

test("keys in Pick, Omit and `in` lead to the member", () => {
  const text = lines(
    "interface P { id: string; b: number }",
    'export type Q = Pick<P, "id">;',
    'export type R = Omit<P, "b" | "id">;',
    'export const s = (p: P) => "id" in p;',
    'export type T = Exclude<"a" | "id", "a">;',
  );
  expect(idsOf({ "a.ts": text })).toEqual([
    "1 member 1",
    "2 member 1",
    "3 member 1",
    "4 member 1",
    "5 member",
  ]);
});

test("patterns of an assignment lead to the members of what is taken apart", () => {
  const text = lines(
    "interface P { in: { id: string }; list: { id: string }[] }",
    "export function f(p: P) { let id: string;",
    "({ in: { id } } = p);",
    "({ in: { id } = { id: '' } } = p);",
    "for ({ id } of p.list) id = '';",
    "}",
  );
  const found = idsOf({ "a.ts": text });
  expect(found.filter((each) => each.startsWith("3"))).toEqual(["3 member 1", "3 binding 2"]);
  expect(found.filter((each) => each.startsWith("4")).slice(0, 2)).toEqual([
    "4 member 1",
    "4 binding 2",
  ]);
  expect(found.filter((each) => each.startsWith("5")).slice(0, 2)).toEqual([
    "5 member 1",
    "5 binding 2",
  ]);
});

test("a specifier is a member of all modules that export it by that name", () => {
  const files = {
    "a.ts": lines('import { id } from "./b";', "export const x = id;"),
    "b.ts": 'export { id } from "./c";',
    "c.ts": lines("const value = 1;", "export { value as id };"),
  };
  expect(idsOf(files)).toEqual(["1 member b.ts:1,c.ts:2", "1 binding 1", "2 binding 1"]);
});

test("a specifier of a package that is not in the repository has no known member", () => {
  expect(idsOf({ "a.ts": 'import { id } from "package";' })).toEqual(["1 member", "1 binding 1"]);
});

test("a re-exported import is an export of its own and a use of the import", () => {
  const files = {
    "a.ts": lines('import { id } from "./b";', "export { id };"),
    "b.ts": "export const id = 1;",
  };
  expect(idsOf(files)).toEqual([
    "1 member b.ts:1",
    "1 binding 1",
    "2 member 2,b.ts:1",
    "2 binding 1",
  ]);
});

test("a parameter property is the parameter, the property, and what it implements", () => {
  const text = lines(
    "interface P { id: string }",
    "export class C implements P { constructor(readonly id: string) {",
    "void (id + this.id); } }",
  );
  expect(idsOf({ "a.ts": text })).toEqual([
    "1 member 1",
    "2 binding 2,1",
    "3 binding 2",
    "3 member 2",
  ]);
});

test("the label of a tuple's element is a name of its own", () => {
  expect(idsOf({ "a.ts": "export type T = [id: string];" })).toEqual(["1 binding 1"]);
});
