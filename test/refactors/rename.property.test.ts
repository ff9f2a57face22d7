import * as fc from "fast-check";
import { ts } from "ts-morph";
import { expect, test } from "vitest";
import { renameName } from "../../codemods/refactors/rename/rename.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

// Few names, so that they meet often; `f` and `v` are never renamed.
const name = fc.constantFrom("id", "key", "ref", "v");
const RENAME = { from: "id", to: "key", otherwise: "ref", comments: true };

/** A program that pushes numbers to `seen`; every name is declared before it is used, or global. */
const statements = fc.letrec<{ block: string; statement: string; value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    name,
    fc.nat(9).map(String),
    name.map((key) => `({ ${key} }).${key}`),
    fc.tuple(name, name).map(([key, other]) => `({ ${key}: ${other} }).${key}`),
    fc.tuple(name, tie("value")).map(([arg, value]) => `((${arg}) => ${value})(${arg})`),
    fc.tuple(name, tie("value")).map(([arg, value]) => `(({ ${arg} }) => ${value})({ ${arg} })`),
    fc
      .tuple(name, name, tie("value"))
      .map(([key, arg, value]) => `(({ ${key}: ${arg} }) => ${value})({ ${key}: 7 })`),
    fc.tuple(name, name).map(([a, b]) => `(${a} + ${b})`),
  ),
  statement: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("value").map((value) => `seen.push(${value});`),
    fc
      .tuple(name, tie("value"), tie("block"))
      .map(([local, value, block]) => `((f) => { const ${local} = f; ${block} })(${value});`),
    fc.tuple(name, tie("block")).map(([local, block]) => `for (const ${local} of [3, 4]) ${block}`),
    fc
      .tuple(name, name, tie("block"))
      .map(([key, local, block]) => `{ const { ${key}: ${local} } = { ${key}: 5 }; ${block} }`),
    fc
      .tuple(name, tie("block"))
      .map(([local, block]) => `try { throw 6; } catch (${local}) ${block}`),
    fc
      .tuple(name, name)
      .map(
        ([a, b]) =>
          `{ class C { constructor(public ${a} = 1, public other = ${b}) {} } seen.push(new C().${a}); }`,
      ),
    tie("block"),
  ),
  block: fc.array(tie("statement"), { maxLength: 4 }).map((all) => `{ ${all.join("\n")} }`),
}));

const program = fc
  .tuple(fc.subarray(["id", "key", "ref", "v"], { minLength: 1 }), statements.block)
  .map(([locals, block]) => {
    const declared = locals.map((local, index) => `const ${local} = ${index + 10};`);
    return `export const seen: number[] = [];\n${declared.join("\n")}\n${block}\n`;
  });

/** What the program pushed; names that it does not declare are numbers, as a page's globals would be. */
function behaviour(text: string): unknown {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const globals = { id: 1, key: 2, ref: 3, v: 4 };
  const exports: { seen?: unknown } = {};
  // oxlint-disable-next-line typescript/no-implied-eval -- the generated program is ours
  const run = new Function("exports", "globals", `with (globals) { ${sloppy(outputText)} }`);
  run(exports, globals);
  return exports.seen;
}

function sloppy(script: string): string {
  return script.replace('"use strict";', "");
}

test("a renamed program does what it did, and a second run finds nothing", () => {
  fc.assert(
    fc.property(program, (text) => {
      const snapshot = snapshotOf({ "a.ts": text });
      const { ops } = renameName(snapshot, RENAME, () => true);
      const after = snapshot.with(ops, "1");
      expect(behaviour(after.text("a.ts") ?? "")).toEqual(behaviour(text));
      expect(renameName(after, RENAME, () => true).ops).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
