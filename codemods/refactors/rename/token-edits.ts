import { ts } from "ts-morph";
import type { TextEdit } from "../../../workspace/text-edit.ts";
import type { Token, Use } from "./uses.ts";

/**
 * The edit that gives each part of `token` its name, written out where a shorthand would now say
 * two things. Undefined if all names stay. `nameOf` gives the name that a use has afterwards.
 */
export function editOf(token: Token, nameOf: (use: Use) => string): TextEdit | undefined {
  const { node } = token;
  const nameAs = (role: Use["role"]): string | undefined => {
    const use = token.uses.find((each) => each.role === role);
    return use && nameOf(use);
  };
  const member = nameAs("member");
  const binding = nameAs("binding");
  const text = written(node.parent, member, binding) ?? node.text;
  if (text === node.text) return undefined;
  const quote = ts.isIdentifier(node) ? 0 : 1;
  return { start: node.getStart() + quote, end: node.getEnd() - quote, text };
}

function written(
  parent: ts.Node,
  member: string | undefined,
  binding: string | undefined,
): string | undefined {
  if (member === undefined || binding === undefined) return member ?? binding;
  if (member === binding) return member;
  if (ts.isImportSpecifier(parent)) return `${member} as ${binding}`;
  if (ts.isExportSpecifier(parent)) return `${binding} as ${member}`;
  return `${member}: ${binding}`;
}
