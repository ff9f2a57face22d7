import { ts } from "ts-morph";
import type { TypeProgram } from "../../program/program.ts";
import { nameNodes, referencesAt } from "../../program/references.ts";
import type { NameNode } from "../../program/references.ts";
import type { Group } from "./groups.ts";
import { isWithin, scopesOf } from "./scopes.ts";

/** Where a new name would meet another one: what is renamed, and what has the name already. */
export interface Meeting {
  readonly renamed: ts.Node;
  readonly existing: ts.Node;
}

/**
 * Where a binding of `group`, if it were called `name`, would be declared beside another `name`,
 * hide one that is used, or be hidden at one of its uses. Undefined if nowhere.
 */
export function bindingMeeting(
  program: TypeProgram,
  group: Group,
  name: string,
): Meeting | undefined {
  for (const declaration of group.declarations) {
    const own = scopesOf(program.checker, declaration);
    if (own.length === 0) continue;
    const file = declaration.getSourceFile();
    const renamed = ts.getNameOfDeclaration(declaration) ?? declaration;
    const uses = group.uses.filter(
      ({ role, node }) => role === "binding" && node.getSourceFile() === file,
    );
    for (const { node, scopes } of bindingsNamed(program, file, name)) {
      if (scopes.some((each) => own.includes(each))) return { renamed, existing: node };
      const inner = scopes.filter((each) => own.some((scope) => isWithin(each, scope)));
      const hidden = uses.find((use) => inner.some((each) => isWithin(use.node, each)));
      if (hidden) return { renamed: hidden.node, existing: node };
      const isSeen = own.some((scope) => isWithin(node, scope));
      if (inner.length === 0 && isSeen) return { renamed, existing: node };
    }
  }
  return undefined;
}

/** Tokens of `file` that are bindings called `name`, with the scopes they are declared in here. */
function bindingsNamed(
  program: TypeProgram,
  file: ts.SourceFile,
  name: string,
): readonly { readonly node: NameNode; readonly scopes: readonly ts.Node[] }[] {
  return nameNodes(file, new Set([name])).flatMap((node) =>
    referencesAt(program.checker, node)
      // A member of an enum is in scope there, without being asked of the enum.
      .filter(({ role }) => role === "binding" || ts.isEnumMember(node.parent))
      .map(({ declarations }) => ({
        node,
        scopes: declarations
          .filter((each) => each.getSourceFile() === file)
          .flatMap((each) => scopesOf(program.checker, each)),
      })),
  );
}
