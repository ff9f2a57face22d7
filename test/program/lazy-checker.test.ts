import { ts } from "ts-morph";
import { expect, test } from "vitest";
import { baseProgram } from "../../codemods/program/base-program.ts";
import { createTypeProgram } from "../../codemods/program/program.ts";
import { isSourcePath } from "../../codemods/program/source-path.ts";
import { fromVirtual, toVirtual } from "../../codemods/program/virtual-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";
import { readFiles } from "../helpers/disk-tree.ts";

/** All that a program of TypeScript's own, with every file read beforehand, says of a snapshot. */
function eagerProgram(snapshot: Snapshot, paths: readonly string[]): ts.Program {
  const { resolver } = createTypeProgram(snapshot, paths);
  const base = baseProgram("values", []);
  const files = new Map<string, ts.SourceFile | undefined>();
  return ts.createProgram({
    rootNames: [...base.getRootFileNames(), ...paths.map(toVirtual)],
    options: base.getCompilerOptions(),
    host: {
      getSourceFile(fileName) {
        if (!files.has(fileName)) {
          const path = fromVirtual(fileName);
          const text =
            path === undefined
              ? base.getSourceFile(fileName)?.text
              : isSourcePath(path)
                ? snapshot.text(path)
                : undefined;
          files.set(
            fileName,
            text === undefined
              ? undefined
              : ts.createSourceFile(fileName, text, ts.ScriptTarget.ESNext),
          );
        }
        return files.get(fileName);
      },
      fileExists: (fileName) => base.getSourceFile(fileName) !== undefined,
      readFile: (fileName) => base.getSourceFile(fileName)?.text,
      resolveModuleNameLiterals: (literals, from) =>
        literals.map((literal) => {
          const path = resolver.resolve(literal.text, fromVirtual(from) ?? "");
          if (path === undefined || !isSourcePath(path)) return { resolvedModule: undefined };
          return {
            resolvedModule: { resolvedFileName: toVirtual(path), extension: ts.Extension.Ts },
          };
        }),
      getDefaultLibFileName: () => "/lib/lib.es2023.d.ts",
      getDefaultLibLocation: () => "/lib",
      getCurrentDirectory: () => toVirtual(""),
      getCanonicalFileName: (fileName) => fileName,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => "\n",
      writeFile: () => undefined,
    },
  });
}

/** For every identifier of a file: its place, and where what it stands for is declared. */
function meanings(checker: ts.TypeChecker, file: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const declarations = checker.getSymbolAtLocation(node)?.declarations ?? [];
      const places = declarations.map((it) => `${it.getSourceFile().fileName}:${it.pos}`).sort();
      found.push(`${file.fileName}:${node.pos} ${node.text} → ${places.join(" ")}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

test("a name means what it means to a program that has read all files", () => {
  const snapshot = snapshotOf(readFiles("fixtures/console/before"));
  const paths = snapshot.paths().filter(isSourcePath);
  const eager = eagerProgram(snapshot, paths);
  const lazy = createTypeProgram(snapshot, paths);
  let decided = 0;
  for (const path of paths) {
    const ofAll = eager.getSourceFile(toVirtual(path));
    const own = lazy.sourceFile(path);
    expect(own !== undefined).toBe(ofAll !== undefined);
    if (!own || !ofAll) continue;
    const said = meanings(lazy.checker, own);
    expect(said).toEqual(meanings(eager.getTypeChecker(), ofAll));
    decided += said.filter((line) => !line.endsWith("→ ")).length;
  }
  expect(decided).toBeGreaterThan(3000);
});

test("only what a question leads to is read", () => {
  const read: string[] = [];
  const snapshot = snapshotOf({
    "ask.ts": `import { a } from "./a";\nimport { b } from "./b";\nexport const value = a.name;\nb();\n`,
    "a.ts": `export const a = { name: 1 };\n`,
    "b.ts": `import "./c";\nexport const b = () => 1;\n`,
    "c.ts": `export const c = 1;\n`,
  });
  const watched: Snapshot = Object.create(snapshot, {
    text: {
      value: (path: string) => {
        read.push(path);
        return snapshot.text(path);
      },
    },
  });
  const program = createTypeProgram(watched, ["ask.ts"]);
  const file = program.sourceFile("ask.ts");
  const access = file && ts.forEachChild(file, findAccess);
  expect(access && program.checker.typeToString(program.checker.getTypeAtLocation(access))).toBe(
    "number",
  );
  expect(new Set(read)).toEqual(new Set(["ask.ts", "a.ts"]));
});

function findAccess(node: ts.Node): ts.PropertyAccessExpression | undefined {
  return ts.isPropertyAccessExpression(node) ? node : ts.forEachChild(node, findAccess);
}

test("what files without imports and `declare global` declare is known in all others", () => {
  const snapshot = snapshotOf({
    "ask.ts": `export const a = settings.name;\nexport const b = shared.name;\n`,
    "settings.d.ts": `declare const settings: { name: string };\n`,
    "shared.ts": `declare global {\n  var shared: { name: number };\n}\nexport {};\n`,
  });
  const { checker, sourceFile } = createTypeProgram(snapshot, ["ask.ts", "settings.d.ts"]);
  const file = sourceFile("ask.ts");
  const symbol = file && checker.getSymbolAtLocation(file);
  const types =
    symbol && checker.getExportsOfModule(symbol).map((it) => checker.getTypeOfSymbol(it));
  expect(types?.map((type) => checker.typeToString(type))).toEqual(["string", "number"]);
});
