import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { TypeProgram } from "../../program/program.ts";
import { placeOf, unwrap } from "../../program/syntax.ts";
import { agreed, createEvaluator } from "../split-link/evaluate.ts";
import { findSplitLinks } from "../split-link/find.ts";
import type { SplitLink } from "../split-link/find.ts";
import { textOf } from "./chain.ts";
import type { BranchSurvey, SplitLinkSurvey } from "./model.ts";
import type { ProcedureLeaf, TreeNode } from "./tree.ts";

/** A root with the name that it goes by here, and its tree. */
export interface NamedTree {
  readonly name: string;
  readonly nodes: readonly TreeNode[];
}

/** The splitLinks in `files`, and the branch of each procedure that their clients can call. */
export function surveySplitLinks(
  program: TypeProgram,
  files: readonly RepoPath[],
  trees: readonly NamedTree[],
): readonly SplitLinkSurvey[] {
  return findSplitLinks(program, files).map((link) => {
    const reached = trees.filter((tree) => isOfClient(program, link.call, tree));
    const own = reached.length > 0 ? reached : trees;
    const { condition } = link;
    const evaluator = createEvaluator(program, link);
    return {
      path: link.path,
      ...placeOf(condition ?? link.call),
      condition: condition ? textOf(condition) : null,
      branches: { true: branchText(link, "true"), false: branchText(link, "false") },
      roots: own.map(({ name }) => name),
      procedures: own.flatMap(({ name, nodes }) =>
        leavesOf(nodes).map(({ path, type }): BranchSurvey => {
          const answers = evaluator.branches(path, type ?? undefined);
          const branch = agreed(answers, link.call);
          return typeof branch === "boolean"
            ? { root: name, path, branch, why: null }
            : { root: name, path, branch: null, why: branch.unknown };
        }),
      ),
    };
  });
}

/** All procedures of a tree, in order. */
export function leavesOf(nodes: readonly TreeNode[]): readonly ProcedureLeaf[] {
  return nodes.flatMap((node): readonly ProcedureLeaf[] => {
    if (node.kind === "router") return leavesOf(node.nodes);
    return node.kind === "procedure" ? [node] : [];
  });
}

/** Whether the client that a link is given to has the routes of `tree`. */
function isOfClient(
  { checker }: TypeProgram,
  call: ts.CallExpression,
  { nodes }: NamedTree,
): boolean {
  const has = (type: ts.Type): boolean => {
    const present = checker.getApparentType(checker.getNonNullableType(type));
    return nodes.every(({ key, property }) => {
      const member = checker.getPropertyOfType(present, key);
      const roots = member ? checker.getRootSymbols(member) : [];
      return roots.some((root) => root.declarations?.includes(property));
    });
  };
  for (let at: ts.Node = call.parent; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isCallExpression(at)) continue;
    if (nodes.length > 0 && has(checker.getTypeAtLocation(at))) return true;
    // `api.createClient({ links })` returns anything, but `api` is a client.
    const callee = unwrap(at.expression);
    if (!ts.isPropertyAccessExpression(callee) || nodes.length === 0) continue;
    if (has(checker.getTypeAtLocation(callee.expression))) return true;
  }
  return false;
}

/** `httpBatchLink /api/trpc/user`: what a branch is, in short. */
function branchText({ call }: SplitLink, name: "true" | "false"): string | null {
  const [options] = call.arguments;
  if (!options || !ts.isObjectLiteralExpression(options)) return null;
  const property = options.properties.find((each) => each.name?.getText() === name);
  if (!property || !ts.isPropertyAssignment(property)) return null;
  const value = unwrap(property.initializer);
  if (!ts.isCallExpression(value)) return textOf(value);
  const link = textOf(value.expression);
  const [settings] = value.arguments;
  if (!settings || !ts.isObjectLiteralExpression(settings)) return link;
  const url = settings.properties.find((each) => each.name?.getText() === "url");
  return url && ts.isPropertyAssignment(url) ? `${link} ${textOf(url.initializer)}` : link;
}
