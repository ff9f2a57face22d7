import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { nameNodes, referencesAt, textOf } from "../../program/references.ts";
import type { NameNode, Reference } from "../../program/references.ts";
import type { Spelling } from "./spellings.ts";

/** One part that one token plays. */
export interface Use {
  readonly node: NameNode;
  readonly role: Reference["role"];
  /** Where what it stands for is declared under the same name; empty if nobody knows. */
  readonly declarations: readonly ts.Declaration[];
  readonly spelling: Spelling;
  readonly path: RepoPath;
  /** Whether the rename may edit the file. */
  readonly inside: boolean;
}

/** A token with all parts that it plays: two for a shorthand or a plain import specifier. */
export interface Token {
  readonly node: NameNode;
  readonly spelling: Spelling;
  readonly uses: readonly Use[];
}

/** All tokens of a file that are spelled as one of `spellings`. */
export function tokensOf(
  program: TypeProgram,
  file: ts.SourceFile,
  spellings: readonly Spelling[],
  inside: boolean,
): readonly Token[] {
  const byName = new Map(spellings.map((spelling) => [spelling.from, spelling]));
  const path = pathOf(file) ?? file.fileName;
  return nameNodes(file, new Set(byName.keys())).flatMap((node) => {
    const spelling = byName.get(node.text);
    if (!spelling) return [];
    const uses = referencesAt(program.checker, node).map(({ role, declarations }) => ({
      node,
      role,
      declarations: declarations.filter((each) => nameOf(each) === node.text),
      spelling,
      path,
      inside,
    }));
    return [{ node, spelling, uses }];
  });
}

/** The name that a declaration gives; undefined if it is computed or there is none. */
export function nameOf(declaration: ts.Declaration): string | undefined {
  const name = ts.getNameOfDeclaration(declaration);
  return name && textOf(name);
}
