import { ts } from "ts-morph";
import { expect, test } from "vitest";
import { endsChecker } from "../../codemods/checker-trial.ts";
import { createTypeProgram } from "../../codemods/program/program.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

/** The types of all names `y` in `text`, and of the one in another file that is asked for after it. */
function typesOfY(text: string, path = "a.ts"): readonly string[] {
  const declared = "declare let c: boolean;\ndeclare let y: string | number | undefined;\n";
  const last = "declare const u: string | undefined;\nexport const y = u ? u : 1;\n";
  const files = { [path]: `${text}\nexport {};\n`, "globals.d.ts": declared, "last.ts": last };
  const { checker, sourceFile } = createTypeProgram(snapshotOf(files), Object.keys(files));
  const types: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const type = checker.getTypeAtLocation(node);
      checker.getSymbolAtLocation(node);
      if (node.text === "y") types.push(checker.typeToString(type));
    }
    ts.forEachChild(node, visit);
  };
  for (const each of [path, "last.ts"]) visit(sourceFile(each) as ts.Node);
  expect(types.at(-1)).toBe("string | 1");
  return types.slice(0, -1);
}

const thrown = "(() => { throw 1; })()";
const all = "string | number | undefined";

test.each([
  `for (const x of [${thrown}]) y;`,
  `for (const x in ${thrown}) y;`,
  `for (${thrown}; ;) y;`,
  `for (${thrown}; y;) {}`,
  `for (${thrown}; ; y) {}`,
  `for (const x of [(function () { while (true); })()]) y;`,
  `for (const x of function () { for (;;); }()) y;`,
  `for (const x of (() => { try { throw 1; } finally {} })?.()) y;`,
  `for (const x of c ? ${thrown} : ${thrown}) y;`,
  `for (const x of new (class { static { throw 1; } })()) y;`,
  `for (class { static { throw 1; } }; ;) y;`,
  `async () => { for await (const x of [${thrown}]) y; };`,
  `for (const { [y ?? 0]: x } of [${thrown}]) {}`,
  `for (const { x = y } of [${thrown}]) {}`,
  `let x; for (x of [${thrown}]) y;`,
])("the head of a loop ends nowhere: %s", (text) => {
  expect(typesOfY(text)).toEqual([all]);
});

test.each([
  "y; break;",
  "if (c) continue; y;",
  "for (;;) y;",
  "while (c) y;",
  "do { y } while (c);",
  "for (const z of [1]) { if (c) continue a; y; }",
  "try { y; } finally { if (c) break; }",
  "try {} finally { y; }",
  "(() => { try { if (c) return; } finally { y; } })();",
  "() => { y; };",
  "switch (x) { case 1: break; default: y; }",
  "class B extends Object { p = 1; constructor() { super(); this.p; y; } }",
  `for (const z of [${thrown}]) y;`,
  `switch (c) { case true: c = ${thrown}; } y;`,
  `c &&= ${thrown}; y;`,
  `if (c) switch (${thrown}) {} y;`,
])("the loop that is never reached has other things in it: %s", (body) => {
  expect(typesOfY(`a: for (const x of [${thrown}]) { ${body} }`)).toEqual([all]);
});

test("what is narrowed in a loop that is never reached stays so", () => {
  expect(typesOfY(`for (const x of [${thrown}]) { if (typeof y === "string") y; }`)).toEqual([
    all,
    "string",
  ]);
});

test("super and this in a constructor with such a loop", () => {
  const loop = `for (const x of [${thrown}]) { super(); this.p; }`;
  expect(typesOfY(`class B extends Object { p = y; constructor() { ${loop} this.p; } }`)).toEqual([
    all,
  ]);
});

test("what looks for code that the checker cannot take gets through such a loop", () => {
  expect(endsChecker("a.ts", `let y = 1; for (${thrown}; ; y) y = 2;`)).toBe(undefined);
  const inComment = "/** @type {typeof y} */ (1)";
  expect(endsChecker("a.js", `let y = 1; for (${thrown}; ; ${inComment}) ;`)).toBe(undefined);
});

test.each([
  ["a comment", `for /* ) */ (const x of [${thrown}]) y;`],
  ["a comment at the end of a line", `for // )\n(const x of [${thrown}]) y;`],
  ["odd blanks", `for\u200B\u0085(const x of [${thrown}]) y;`],
  [
    "a comment in front of the bracket",
    `async () => { for await/**/(const x of [${thrown}]) y; };`,
  ],
  ["a bracket in a text", `for (const x of [")", ${thrown}]) y;`],
  ["a bracket in a pattern", `for (const x of [/[)]/, ${thrown}]) y;`],
  ["a bracket in a template", `for (const x of [\`)\`, ${thrown}]) y;`],
  ["a bracket in a comment", `for (const x of [/*)*/ ${thrown}]) y;`],
  ["brackets before", `for (const x of [f(1), ${thrown}]) y; function f(a: 1): void {}`],
  ["one more bracket in front of it", `// for (\nfor (const x of [${thrown}]) y;`],
  ["one bracket less in front of it", `// for ( ))\nfor (const x of [${thrown}]) y;`],
  ["a keyword with an escape", `f\\u006fr (const x of [${thrown}]) y;`],
])("however such a head is written: %s", (_what, text) => {
  expect(typesOfY(text)).toEqual([all]);
});

test.each([
  "for (const x of [(() => { if (c) throw 1; })()])",
  "for (const x of (() => { try { throw 1; } catch { return [1]; } })())",
  "for (const x of [() => { throw 1; }])",
  "for (const x of (async () => { throw 1; })())",
  "for (const x of (function* () { throw 1; })())",
  "for (const x of [class { static { if (c) throw 1; } }])",
])("a loop that is reached is left as it is: %s", (head) => {
  expect(typesOfY(`y = 1; ${head} { y; y = ""; }`)).toEqual([all, "string | number", all]);
});

test.each([
  ["heads in heads", "for (".repeat(200_000)],
  ["words alone", "for ".repeat(200_000)],
  ["blanks", `for${" ".repeat(1_000_000)}for await${" ".repeat(1_000_000)}`],
  ["heads without an end", `${"for () ".repeat(100_000)}for (${"()".repeat(100_000)}`],
])("what is made to confuse the search for such heads: %s", (_what, text) => {
  expect(typesOfY(`y; /*${text}*/`)).toEqual([all]);
});
