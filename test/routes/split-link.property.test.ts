import * as fc from "fast-check";
import { ts } from "ts-morph";
import { expect, test } from "vitest";
import { createTypeProgram } from "../../codemods/program/program.ts";
import { findSplitLinks } from "../../codemods/routes/split-link/find.ts";
import { rewriteSplitLinks } from "../../codemods/routes/split-link/rewrite.ts";
import type { RoutedProcedure } from "../../codemods/routes/split-link/rows.ts";
import { branchTable } from "../../codemods/routes/split-link/table.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

/** How people ask whether a path is below one of some routes. `text` may use `path`. */
const FORMS: readonly ((
  routes: readonly string[],
  id: string,
) => { text: string; head?: string })[] = [
  (routes) => ({ text: joined(routes, "||", (each) => `path.startsWith("${each}.")`) }),
  (routes) => ({ text: joined(routes, "||", (each) => `path.indexOf("${each}.") === 0`) }),
  (routes) => ({ text: joined(routes, "||", (each) => `path.split(".")[0] === '${each}'`) }),
  (routes) => ({ text: joined(routes, "||", (each) => `/^${each}\\./.test(path)`) }),
  (routes) => ({
    text: joined(routes, "||", (each) => `path.startsWith(\`${each}.\`)`, "\n      "),
  }),
  (routes) => ({ text: `[${listed(routes, ".")}].some((p) => path.startsWith(p))` }),
  (routes) => ({ text: `[${listed(routes, "")}].includes(path.split(".")[0])` }),
  (routes) => ({ text: `new Set([${listed(routes, "")}]).has(path.split(".", 1)[0])` }),
  (routes) => ({ text: `/^(${routes.join("|")})\\./.test(path)` }),
  (routes) => ({ text: `path.match(/^(?:${routes.join("|")})\\b\\./) !== null` }),
  (routes) => ({ text: `!!path.match(/${routes.map((each) => `^${each}\\.`).join("|")}/)` }),
  (routes) => ({ text: `new RegExp("^(${routes.join("|")})\\\\.").test(path)` }),
  (routes) => ({
    text: `path.split(".").at(0) in {${routes.map((each) => `${each}: 1`).join(", ")}}`,
  }),
  (routes) => ({
    text: `(({${routes.map((each) => `"${each}": true`).join(", ")}})[path.split(".")[0]] ?? false)`,
  }),
  (routes, id) => ({
    head: `const list${id} = [\n${routes.map((each) => `  "${each}.", // ${each[0]}\n`).join("")}];`,
    text: `list${id}.some((p) => path.startsWith(p))`,
  }),
  (routes, id) => ({
    head: `const map${id} = {\n${routes.map((each) => `  ${each}: "x"`).join(",\n")}\n};`,
    text: `Object.keys(map${id}).includes(path.split(".")[0])`,
  }),
  (routes, id) => ({
    head: `const is${id} = (path) => ${joined(routes, "||", (each) => `path.startsWith("${each}.")`)};`,
    text: `is${id}(path)`,
  }),
  (routes, id) => ({
    head: `function any${id}(path) {\n${routes.map((each) => `  if (path.startsWith("${each}.")) return true;\n`).join("")}  return false;\n}`,
    text: `any${id}(path)`,
  }),
  (routes, id) => ({
    head: `function cased${id}(path) {\n  switch (path.split(".")[0]) {\n${routes.map((each) => `    case "${each}":\n`).join("")}      return true;\n    default:\n      return false;\n  }\n}`,
    text: `cased${id}(path)`,
  }),
  (routes, id) => ({
    head: `function looped${id}(path) {\n  for (const each of [${listed(routes, "")}]) if (path.startsWith(each + ".")) return true;\n  return false;\n}`,
    text: `looped${id}(path)`,
  }),
];

type Shape =
  | { readonly kind: "atom"; readonly form: number; readonly routes: readonly string[] }
  | { readonly kind: "not"; readonly of: Shape }
  | { readonly kind: "both" | "either" | "choice"; readonly parts: readonly Shape[] };

const NAMES = [
  "user",
  "users",
  "account",
  "source",
  "sources",
  "sourceList",
  "org",
  "orgs",
  "team",
  "billing",
];
const FROM = "source";
const TO = "moved";

const world = fc.record({
  /** Which of NAMES are in the first router; FROM always is. */
  first: fc.subarray(
    NAMES.filter((each) => each !== FROM),
    { minLength: 2, maxLength: 7 },
  ),
  isRename: fc.boolean(),
});

const atom = (routes: fc.Arbitrary<string[]>): fc.Arbitrary<Shape> =>
  fc.record({
    kind: fc.constant("atom" as const),
    form: fc.nat({ max: FORMS.length - 1 }),
    routes,
  });

/** Any condition at all. */
const wild: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3 },
    atom(fc.subarray(NAMES, { minLength: 1, maxLength: 4 })),
    fc.record({ kind: fc.constant("not" as const), of: tie("shape") }),
    fc.record({
      kind: fc.constantFrom("both" as const, "either" as const, "choice" as const),
      parts: fc.array(tie("shape"), { minLength: 3, maxLength: 3 }),
    }),
  ),
})).shape;

/** A condition that is true for exactly the routes of one router, in some way. */
function tidy(first: readonly string[]): fc.Arbitrary<Shape> {
  const rest = NAMES.filter((each) => !first.includes(each));
  const split = (routes: readonly string[]): fc.Arbitrary<Shape> =>
    fc.integer({ min: 0, max: Math.max(0, routes.length - 1) }).chain((at) => {
      const parts = [routes.slice(0, at), routes.slice(at)].filter((part) => part.length > 0);
      return fc
        .tuple(
          ...parts.map((part) => atom(fc.shuffledSubarray([...part], { minLength: part.length }))),
        )
        .map((shapes): Shape => ({ kind: "either", parts: shapes }));
    });
  return fc.oneof(
    split(first),
    split(rest).map((of): Shape => ({ kind: "not", of })),
    fc
      .tuple(split(first), split(rest))
      .map(([a, b]): Shape => ({ kind: "both", parts: [a, { kind: "not", of: b }] })),
  );
}

const sample = world.chain(({ first, isRename }) =>
  fc.record({
    first: fc.constant([...first, FROM]),
    isRename: fc.constant(isRename),
    shapes: fc.array(
      fc.oneof({ weight: 3, arbitrary: tidy([...first, FROM]) }, { weight: 2, arbitrary: wild }),
      {
        minLength: 10,
        maxLength: 16,
      },
    ),
  }),
);

test("a rewritten condition does what is expected when it is run, and no other is touched", () => {
  let decided = 0;
  let left = 0;
  fc.assert(
    fc.property(sample, ({ first, isRename, shapes }) => {
      const { before, after, pairs } = proceduresOf(first, isRename);
      const code = codeOf(shapes);
      const snapshot = snapshotOf({ "client.ts": code });
      const program = createTypeProgram(snapshot, ["client.ts"]);
      const links = findSplitLinks(program, ["client.ts"]);
      const original = conditionsIn(code);
      expect(links.length).toBe(shapes.length);

      const wanted = links.map((link, index) => {
        const ask = original[index] ?? fail;
        const table = branchTable(program, link, before);
        expect(table.map(({ branch }) => branch)).toEqual(before.map(({ path }) => ask({ path })));
        const others = before.filter(
          ({ path, router }) => router === "b" && !path.startsWith(`${FROM}.`),
        );
        const taken = new Set(others.map(({ path }) => ask({ path })));
        return pairs.map(([from, to]) => {
          if (from === to || isRename) return ask({ path: from });
          return taken.size === 1 ? [...taken][0] : undefined;
        });
      });

      const move = {
        from: FROM,
        to: TO,
        fromRouter: "a",
        toRouter: isRename ? "a" : "b",
        before,
        after,
      };
      const result = rewriteSplitLinks(program, snapshot, ["client.ts"], move);
      const text = snapshot.with(result.ops, "test").text("client.ts") ?? "";
      const noted = new Set(result.notes.map(({ line }) => line));
      const now = conditionsIn(text);
      result.tables.forEach((table, index) => {
        const ask = now[index] ?? fail;
        const unchanged = pairs.map(([, to]) => (original[index] ?? fail)({ path: to }));
        const isLeft = noted.has(table.line) || wanted[index]?.includes(undefined);
        const expected = isLeft ? unchanged : wanted[index];
        const actual = pairs.map(([, to]) => ask({ path: to }));
        expect(actual).toEqual(expected);
        expect(table.rows.map((row) => row.after)).toEqual(actual);
        if (!isLeft) decided += 1;
        else left += 1;
      });
      expect(text).not.toMatch(
        /false \|\||\|\| false|\[\s*\]|\(\)\s*\\|\{\s*\}\)\[|^[ \t]*\n[ \t]*\n/m,
      );
    }),
    { numRuns: 15 },
  );
  // Otherwise the properties above would hold of nothing.
  expect(decided).toBeGreaterThan(left);
});

function proceduresOf(
  first: readonly string[],
  isRename: boolean,
): {
  before: RoutedProcedure[];
  after: RoutedProcedure[];
  pairs: (readonly [string, string])[];
} {
  const before = NAMES.flatMap((route) => {
    const router = first.includes(route) ? "a" : "b";
    return ["list", "item.get"].map((name) => ({ path: `${route}.${name}`, router }));
  });
  const after = before.map(({ path, router }) =>
    path.startsWith(`${FROM}.`)
      ? { path: TO + path.slice(FROM.length), router: isRename ? "a" : "b" }
      : { path, router },
  );
  const pairs = before.map(({ path }, index) => [path, after[index]?.path ?? path] as const);
  return { before, after, pairs };
}

function codeOf(shapes: readonly Shape[]): string {
  const heads: string[] = [];
  let count = 0;
  const textOf = (shape: Shape): string => {
    if (shape.kind === "atom") {
      count += 1;
      const made = FORMS[shape.form]?.(shape.routes, String(count));
      if (made?.head !== undefined) heads.push(made.head);
      return `(${made?.text})`;
    }
    if (shape.kind === "not") return `!${textOf(shape.of)}`;
    const parts = shape.parts.map(textOf);
    if (shape.kind === "choice") return `(${parts[0]} ? ${parts[1]} : ${parts[2]})`;
    return `(${parts.join(shape.kind === "both" ? " && " : " || ")})`;
  };
  const links = shapes.map(
    (shape) =>
      `  splitLink({\n    condition: ({ path }) => ${textOf(shape)},\n    true: 1,\n    false: 0,\n  }),`,
  );
  return `import { splitLink } from "@trpc/client";\n\n${heads.join("\n")}\n\nexport const links = [\n${links.join("\n")}\n];\n`;
}

type Condition = (operation: { path: string }) => unknown;

/** Runs the module and hands out the conditions of its links. */
function conditionsIn(code: string): readonly Condition[] {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ESNext },
  });
  const conditions: Condition[] = [];
  const client = {
    splitLink({ condition }: { condition: Condition }) {
      conditions.push((operation) => Boolean(condition(operation)));
    },
  };
  // oxlint-disable-next-line typescript/no-implied-eval -- the code is what is under test
  new Function("require", "exports", outputText)(() => client, {});
  return conditions;
}

function fail(): never {
  throw new Error("there is no such condition");
}

function joined(
  routes: readonly string[],
  operator: string,
  make: (route: string) => string,
  space = " ",
): string {
  return routes.map(make).join(` ${operator}${space}`);
}

function listed(routes: readonly string[], suffix: string): string {
  return routes.map((each) => `"${each}${suffix}"`).join(", ");
}
