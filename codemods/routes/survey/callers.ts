import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";

import type { TypeProgram } from "../../program/program.ts";
import { nameNodes, nameWith, referencesAt } from "../../program/references.ts";
import type { NameNode } from "../../program/references.ts";
import { placeOf, unwrap } from "../../program/syntax.ts";
import type { CallerFile } from "./model.ts";
import type { ProcedureLeaf, RouterBranch, TreeNode } from "./tree.ts";

type Called = ProcedureLeaf | RouterBranch;

/** The files that name each procedure, and each router without one of its procedures. */
export interface Callers {
  readonly of: (node: Called) => readonly CallerFile[];
}

/** Looks in `files` for whoever calls the routes of `trees`, one tree a root. */
export function findCallers(
  program: TypeProgram,
  files: readonly RepoPath[],
  trees: readonly (readonly TreeNode[])[],
): Callers {
  const byProperty = new Map<ts.Node, Called[]>();
  const collect = (node: TreeNode): void => {
    if (node.kind === "unknown") return;
    const known = byProperty.get(node.property);
    if (known) known.push(node);
    else byProperty.set(node.property, [node]);
    if (node.kind === "router") node.nodes.forEach(collect);
  };
  for (const tree of trees) tree.forEach(collect);
  return new Search(program, byProperty).in(files);
}

class Search {
  private readonly found = new Map<Called, Map<RepoPath, Use[]>>();

  constructor(
    private readonly program: TypeProgram,
    private readonly byProperty: ReadonlyMap<ts.Node, readonly Called[]>,
  ) {}

  in(files: readonly RepoPath[]): Callers {
    const keys = new Set([...this.byProperty.values()].flat().map(({ key }) => key));
    for (const path of files) {
      const file = this.program.sourceFile(path);
      for (const node of file ? nameNodes(file, keys) : []) this.look(path, node);
    }
    return {
      of: (node) =>
        [...(this.found.get(node) ?? [])].map(([path, uses]): CallerFile => ({
          path,
          count: uses.length,
          lines: uses.map(({ line }) => line),
          as: [...new Set(uses.map((use) => use.as))].sort(),
        })),
    };
  }

  private look(path: RepoPath, node: NameNode): void {
    if (!isTaken(node)) return;
    const routes = this.routesAt(node);
    const [first] = routes;
    if (!first) return;
    if (first.kind === "router" && this.goesOn(node)) return;
    const use = { line: placeOf(node).line, as: wayOf(node) };
    for (const route of routes) {
      const files = this.found.get(route) ?? new Map<RepoPath, Use[]>();
      this.found.set(route, files);
      files.set(path, [...(files.get(path) ?? []), use]);
    }
  }

  /**
   * The routes that `node` may name; several if one router is mounted in several places, and `node`
   * is read from a caller of that router, which is the same in all of them.
   */
  private routesAt(node: NameNode): readonly Called[] {
    const members = referencesAt(this.program.checker, node).filter(
      ({ role }) => role === "member",
    );
    const routes = new Set(
      members.flatMap(({ declarations }) =>
        declarations.flatMap((declaration) => this.byProperty.get(declaration) ?? []),
      ),
    );
    if (routes.size <= 1) return [...routes];
    const above = this.parentNameOf(node);
    const holders = above ? this.routesAt(above) : [];
    const within = [...routes].filter(({ parent }) => parent && holders.includes(parent));
    return within.length > 0 ? within : [...routes];
  }

  /** `b` of `a.b.name`: the name of what the name is read from, also where a variable holds that. */
  private parentNameOf(node: NameNode): NameNode | undefined {
    const access = accessOf(node);
    if (!access) return undefined;
    if (ts.isIndexedAccessTypeNode(access)) return nameOf(access.objectType);
    if (!ts.isPropertyAccessExpression(access) && !ts.isElementAccessExpression(access)) {
      return undefined;
    }
    const from = unwrap(access.expression);
    if (!ts.isIdentifier(from)) return nameOf(from);
    const held = this.program.checker.getSymbolAtLocation(from)?.valueDeclaration;
    if (held && ts.isVariableDeclaration(held)) {
      return held.initializer && nameOf(unwrap(held.initializer));
    }
    if (!held || !ts.isBindingElement(held)) return undefined;
    const taken = held.propertyName ?? held.name;
    return ts.isIdentifier(taken) || ts.isStringLiteralLike(taken) ? taken : undefined;
  }

  /** Whether a member of what `node` names is taken that is a route itself, and counts for it. */
  private goesOn(node: NameNode): boolean {
    const next = memberTakenOf(node);
    return next !== undefined && this.routesAt(next).length > 0;
  }
}

/** Whether a member is read by this name, or taken by a pattern or a type. Asks nobody. */
function isTaken(node: NameNode): boolean {
  const { parent } = nameWith(node);
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isBindingElement(parent)) return ts.isObjectBindingPattern(parent.parent);
  return ts.isElementAccessExpression(parent) || ts.isLiteralTypeNode(parent);
}

interface Use {
  readonly line: number;
  readonly as: string;
}

/** What stands around a name that is read from something: `a.name`, `a["name"]`, `A["name"]`. */
function accessOf(node: NameNode): ts.Node | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return parent;
  if (ts.isElementAccessExpression(parent)) return parent;
  return ts.isLiteralTypeNode(parent) && ts.isIndexedAccessTypeNode(parent.parent)
    ? parent.parent
    : undefined;
}

function nameOf(node: ts.Node): NameNode | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.name)) return node.name;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return node.argumentExpression;
  }
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isLiteralTypeNode(node.indexType)) return undefined;
  const { literal } = node.indexType;
  return ts.isStringLiteral(literal) ? literal : undefined;
}

/** `c` of `name.c`: the name of what is read from it. */
function memberTakenOf(node: NameNode): NameNode | undefined {
  const access = accessOf(node);
  if (!access) return undefined;
  let whole = access;
  while (ts.isExpression(whole.parent) && unwrap(whole.parent) === access) whole = whole.parent;
  const next = whole.parent;
  if (ts.isIndexedAccessTypeNode(next)) return next.objectType === whole ? nameOf(next) : undefined;
  const isRead = ts.isPropertyAccessExpression(next) || ts.isElementAccessExpression(next);
  return isRead && next.expression === whole ? nameOf(next) : undefined;
}

/** In which way a route is used; see CallerFile. */
function wayOf(node: NameNode): string {
  const access = accessOf(node);
  if (!access) return ts.isTypeNode(node.parent) ? "type" : "other";
  if (ts.isIndexedAccessTypeNode(access)) return "type";
  const next = access.parent;
  if (ts.isCallExpression(next) && next.expression === access) return "call";
  return memberTakenOf(node)?.text ?? "other";
}
