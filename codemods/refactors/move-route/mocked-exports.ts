import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { noteAt } from "../../program/notes.ts";
import type { TypeProgram } from "../../program/program.ts";
import { nameNodes } from "../../program/references.ts";
import type { Note } from "../../step.ts";
import { targetOf } from "./clients.ts";
import { membersStoodInFor, moduleMockedBy } from "./stand-ins.ts";

/** What a module exports under a name. */
interface Mocked {
  readonly path: RepoPath;
  readonly name: string;
  readonly declaration: ts.Declaration;
}

/**
 * A note for each key of what a test puts in the place of the export's module, as in
 * `vi.mock("./posts", () => ({ postsRouter: … }))`, that is the export's old name; or in the place
 * of a module that has it further down, in a namespace or among a database's queries.
 */
export function mockedExports(
  program: TypeProgram,
  files: readonly RepoPath[],
  { path, name, declaration }: Mocked,
  to: string,
): readonly Note[] {
  const isExport = (symbol: ts.Symbol): boolean => declarationOf(program, symbol) === declaration;
  return files.flatMap((file) => {
    const source = program.sourceFile(file);
    const nodes = source ? nameNodes(source, new Set([name])) : [];
    return nodes.flatMap((node): Note[] => {
      if (!ts.isObjectLiteralElement(node.parent) || node.parent.name !== node) return [];
      const mocked = exportsOf(program, mockedModule(program, node));
      if (mocked.some((it) => it.name === name && isExport(it))) {
        const message = `a stand-in for ${path} gives \`${name}\` here, which that module exports as \`${to}\` from now on. Rename the key by hand.`;
        return [noteAt(node, "mocked-export", "manual", message)];
      }
      const members = membersStoodInFor(program, node).flatMap((it) =>
        it ? program.checker.getRootSymbols(it) : [],
      );
      if (!members.some(isExport)) return [];
      const message = `a stand-in gives \`${name}\` of ${path} here, which is \`${to}\` from now on. Rename the key by hand.`;
      return [noteAt(node, "mocked-export", "manual", message)];
    });
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
