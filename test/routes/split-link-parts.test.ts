import { describe, expect, test } from "vitest";
import { createTypeProgram } from "../../codemods/program/program.ts";
import { evaluateCondition } from "../../codemods/routes/split-link/evaluate.ts";
import type { OperationType } from "../../codemods/routes/split-link/evaluate.ts";
import { findSplitLinks } from "../../codemods/routes/split-link/find.ts";
import { rewriteSplitLinks } from "../../codemods/routes/split-link/rewrite.ts";
import { branchTable } from "../../codemods/routes/split-link/table.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

describe("findSplitLinks", () => {
  test.each([
    ["named", 'import { splitLink } from "@trpc/client"; splitLink({ condition: f });', 1],
    ["renamed", 'import { splitLink as s } from "@trpc/client"; s({ condition: f });', 1],
    ["namespace", 'import * as t from "@trpc/client"; t.splitLink({ condition: f });', 1],
    ["deep", 'import { splitLink } from "@trpc/client/links/splitLink"; splitLink({});', 1],
    ["required", 'const t = require("@trpc/client"); t.splitLink({ condition: f });', 1],
    ["own", "const splitLink = (o: unknown) => o; splitLink({ condition: f });", 0],
    ["other package", 'import { splitLink } from "links"; splitLink({ condition: f });', 0],
    [
      "shadowed",
      'import { splitLink } from "@trpc/client"; ((splitLink: any) => splitLink({}))(1);',
      0,
    ],
    ["other member", 'import * as t from "@trpc/client"; t.httpLink({ condition: f });', 0],
  ])("%s", (_, code, count) => {
    expect(linksOf({ "a.ts": code })).toHaveLength(count);
  });

  test("through a module of the repository that passes it on", () => {
    const files = {
      "a.ts": 'import { divide } from "./links"; divide({ condition: f });',
      "links.ts": 'export { splitLink as divide } from "@trpc/client";',
    };
    expect(linksOf(files)).toHaveLength(1);
  });
});

describe("evaluateCondition", () => {
  test.each<[string, string, OperationType | undefined, boolean]>([
    ['(op) => op.path.startsWith("a.")', "a.x", undefined, true],
    ['(op) => op.path.startsWith("a.")', "ab.x", undefined, false],
    ["(op) => op.type === 'subscription'", "a.x", "subscription", true],
    ["(op) => op.type === 'subscription'", "a.x", "query", false],
    ["(op) => op.type !== 'other'", "a.x", undefined, true],
    ["({ path: p = 'b.' }) => p.startsWith('a.') && !0", "a.x", undefined, true],
    ["(op) => 'a.x.y'.split('.').length === 3 && op.path.at(-1) === 'x'", "a.x", undefined, true],
    ["(op) => typeof op.path === 'string'", "a.x", undefined, true],
    [
      "(op) => ({ a: { user: true } })[op.path.split('.')[0]]?.user ?? false",
      "a.x",
      undefined,
      true,
    ],
    [
      "(op) => ({ a: { user: true } })[op.path.split('.')[0]]?.user ?? false",
      "b.x",
      undefined,
      false,
    ],
    [
      "(op) => [...['a'], 'b'].map((r) => `${r}.`).every((p) => !op.path.startsWith(p))",
      "b.x",
      undefined,
      false,
    ],
    [
      "function (op) { for (const [r, u] of new Map([['a', true]])) if (op.path.startsWith(r)) return u; }",
      "a.x",
      undefined,
      true,
    ],
  ])("%s for %s", (condition, path, type, expected) => {
    expect(branchFor(condition, path, type)).toBe(expected);
  });

  test.each([
    ["(op) => op.type === 'query'", "depends on the type"],
    ["(op) => op.input.user", "`input`"],
    ["(op) => check(op.path)", "`check`"],
    ["(op) => process.env.USER === op.path", "`process`"],
    ["(op) => /a/g.test(op.path)", "remembers"],
    ["(op) => /(/.test(op.path)", "not a valid one"],
    ["(op) => op.path.match('(')", "not a valid one"],
    ["(op) => op.path.replaceAll(/a/, '') === ''", "`replaceAll`"],
    ["(op) => { while (true) {} }", "not followed"],
    ["(op) => again(op)", "too deep"],
    ["(op) => changing && op.path === 'a'", "no value that is fixed"],
    ["(op) => op.path in { a: 1 } || ({})[op.path] === 1", "inherits"],
    ["(op) => op.path.foo.bar", "`foo`"],
  ])("%s cannot be told", (condition, reason) => {
    const branch = branchFor(condition, "toString");
    expect(typeof branch === "boolean" ? branch : branch.unknown).toContain(reason);
  });
});

test("branchTable has a row for each procedure, and no branch where it cannot be told", () => {
  const [program, [link]] = parse({
    "a.ts": head('(op) => op.path === "a.x" || (op.path === "a.y" && op.context.z)'),
  });
  const procedures = ["a.x", "a.y", "a.z"].map((path) => ({ path, router: "r" }));
  const rows = link ? branchTable(program, link, procedures) : [];
  expect(rows.map(({ branch }) => branch)).toEqual([true, null, false]);
});

describe("places", () => {
  test.each([
    ["rewritten", '(op) => op.path.startsWith("a.") || op.path.startsWith("c.")', ["a"]],
    ["left to a person", '(op) => op.context.x || isOld(op.path) || op.path === "a.x"', ["a", "a"]],
  ])(
    "all that names the old route is claimed where the condition is %s",
    (_, condition, expected) => {
      const text = `// of a\n${head(condition)}`;
      const [program] = parse({ "a.ts": text });
      const { places } = rewriteSplitLinks(program, snapshotOf({ "a.ts": text }), ["a.ts"], {
        from: "a",
        to: "b",
        fromRouter: "one",
        toRouter: "two",
        before: [
          { path: "a.x", router: "one" },
          { path: "d.x", router: "two" },
        ],
        after: [
          { path: "b.x", router: "two" },
          { path: "d.x", router: "two" },
        ],
      });
      const claimed = places.map(({ start, end }) => text.slice(start, end));
      expect(claimed).toEqual(expected);
    },
  );
});

/** A module with one link that has `condition`. */
function head(condition: string): string {
  return `import { splitLink } from "@trpc/client";
let changing = true;
const again = (op: unknown): unknown => again(op);
const isOld = (path: string) => path === "a.old";
export const link = splitLink({ condition: ${condition}, true: 1, false: 2 });
`;
}

function branchFor(
  condition: string,
  path: string,
  type?: OperationType,
): ReturnType<typeof evaluateCondition> {
  const [program, [link]] = parse({ "a.ts": head(condition) });
  if (!link) throw new Error("there is no link");
  return evaluateCondition(program, link, path, type);
}

function linksOf(files: Record<string, string>): readonly unknown[] {
  return parse(files)[1];
}

function parse(
  files: Record<string, string>,
): [ReturnType<typeof createTypeProgram>, ReturnType<typeof findSplitLinks>] {
  const program = createTypeProgram(snapshotOf(files), Object.keys(files));
  return [program, findSplitLinks(program, Object.keys(files))];
}
