import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { noteAt } from "../../program/notes.ts";
import type { TypeProgram } from "../../program/program.ts";
import { nameNodes } from "../../program/references.ts";
import type { Note } from "../../step.ts";
import { targetOf } from "./clients.ts";
import { moduleMockedBy } from "./stand-ins.ts";

/** What a module exports under a name. */
interface Mocked {
  readonly path: RepoPath;
  readonly name: string;
  readonly declaration: ts.Declaration;
}

/**
 * A note for each key of what a test puts in the place of the export's module, as in
 * `vi.mock("./posts", () => ({ postsRouter: … }))`, that is the export's old name.
 */
export function mockedExports(
  program: TypeProgram,
  files: readonly RepoPath[],
  { path, name, declaration }: Mocked,
  to: string,
): readonly Note[] {
  return files.flatMap((file) => {
    const source = program.sourceFile(file);
    const nodes = source ? nameNodes(source, new Set([name])) : [];
    return nodes
      .filter(
        (node) =>
          ts.isObjectLiteralElement(node.parent) &&
          node.parent.name === node &&
          exportsOf(program, mockedModule(program, node)).some(
            (it) => it.name === name && declarationOf(program, it) === declaration,
          ),
      )
      .map((node) =>
        noteAt(
          node,
          "mocked-export",
          "manual",
          `a stand-in for ${path} gives \`${name}\` here, which that module exports as \`${to}\` from now on. Rename the key by hand.`,
        ),
      );
  });
}

/** What a module of the program exports; nothing if it is not in it. */
function exportsOf(program: TypeProgram, path: RepoPath | undefined): readonly ts.Symbol[] {
  const file = path === undefined ? undefined : program.sourceFile(path);
  const module = file && program.checker.getSymbolAtLocation(file);
  return module ? program.checker.getExportsOfModule(module) : [];
}

function declarationOf({ checker }: TypeProgram, symbol: ts.Symbol): ts.Declaration | undefined {
  return targetOf(checker, symbol).declarations?.[0];
}

/** The module that a call around `node` replaces: `vi.mock`, `jest.doMock`, `mock.module`. */
function mockedModule(program: TypeProgram, node: ts.Node): RepoPath | undefined {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    const module = ts.isCallExpression(at) ? moduleMockedBy(program, at) : undefined;
    if (module !== undefined) return module;
  }
  return undefined;
}
