import { ts } from "ts-morph";
import { pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { placeOf } from "../../program/syntax.ts";
import { declarationOf } from "../split-link/resolve.ts";
import { placeOfRecord } from "../locate.ts";
import { recordBehind } from "../router-model.ts";
import { routerSource, valueBehind } from "../router-source.ts";
import { chainOf, textOf } from "./chain.ts";
import type { Chain } from "./chain.ts";
import { entriesOf, isProcedure } from "./entries.ts";
import type { Entry, MountProperty } from "./entries.ts";
import type { Place, PlanName, ProcedureNode, Remark, RouterNode, UnknownNode } from "./model.ts";

/** A node of the router tree before anybody has looked for its callers. */
export type TreeNode = RouterBranch | ProcedureLeaf | UnknownLeaf;

interface InTree {
  readonly property: MountProperty;
  readonly parent: RouterBranch | undefined;
}

export interface RouterBranch extends Omit<RouterNode, "nodes" | "callers">, InTree {
  readonly nodes: readonly TreeNode[];
}

export interface ProcedureLeaf extends Omit<ProcedureNode, "callers">, InTree {
  /** What its builder is called, if that is declared by a name. */
  readonly head: { readonly name: string; readonly declared: Place | null } | undefined;
}

export interface UnknownLeaf extends UnknownNode, InTree {}

/** The routes of a router, and what of it could not be understood. */
export interface Tree {
  readonly nodes: readonly TreeNode[];
  readonly remarks: readonly Remark[];
  /** The values of all routers in it: of a router that is mounted, its record or call. */
  readonly mounted: ReadonlySet<ts.Node>;
}

/** Reads the router that `value` is, as deep as it goes. */
export function readTree(
  program: TypeProgram,
  value: ts.Expression,
  named: PlanName | null = null,
): Tree {
  const reader = new TreeReader(program);
  const nodes = reader.read(value, undefined, named);
  return { nodes, remarks: reader.remarks, mounted: reader.mounted };
}

class TreeReader {
  readonly remarks: Remark[] = [];
  readonly mounted = new Set<ts.Node>();
  private readonly above = new Set<ts.Node>();

  constructor(private readonly program: TypeProgram) {}

  read(
    value: ts.Expression,
    parent: RouterBranch | undefined,
    named: PlanName | null,
  ): readonly TreeNode[] {
    const inner = valueBehind(this.program, value);
    this.above.add(inner);
    const { entries, unread, parts } = entriesOf(this.program, value);
    for (const part of parts) this.mounted.add(part);
    for (const { node, why } of unread) {
      const shown = shortened(textOf(node));
      const of = parent ? `the router ${parent.path}` : "a router";
      this.remark(node, "not-understood", `part of ${of} could not be read, ${why}: ${shown}`);
    }
    const record = recordBehind(this.program, value);
    const nodes = entries.map((entry) => {
      const holder = entry.property.parent === record ? named : ownName(entry.property.parent);
      const route = holder && { root: holder.root, route: `${holder.route}.${entry.key}` };
      return this.nodeOf(entry, parent, route);
    });
    this.above.delete(inner);
    return nodes;
  }

  private nodeOf(
    { key, property, value }: Entry,
    parent: RouterBranch | undefined,
    named: PlanName | null,
  ): TreeNode {
    const path = parent ? `${parent.path}.${key}` : key;
    const base = { key, path, property, parent };
    const mount = placeIn(property);
    const inner = valueBehind(this.program, value);
    if (isProcedure(this.program, inner)) {
      const chain = chainOf(inner) ?? this.chainBehind(inner);
      const { type = null, builder = null } = chain ?? {};
      const head = chain && this.headOf(chain);
      return { ...base, named, kind: "procedure", type, builder, head, declared: placeIn(inner) };
    }
    if (this.above.has(inner)) {
      const why = "it is mounted in itself";
      this.remark(property, "cyclic-router", `the router ${path} is mounted in itself`);
      return { ...base, kind: "unknown", mount, why };
    }
    const probe = entriesOf(this.program, value);
    if (probe.entries.length === 0 && probe.unread.some(({ node }) => node === value)) {
      const why = "it is neither a router nor a procedure that can be read";
      const message = `${path} is neither a router nor a procedure that can be read: ${shortened(textOf(value))}`;
      this.remark(property, "not-understood", message);
      return { ...base, kind: "unknown", mount, why };
    }
    const source = routerSource(this.program, value);
    const module = source && {
      ...placeIn(source.declaration),
      name: ts.isVariableDeclaration(source.declaration) ? source.name : null,
    };
    const nodes: TreeNode[] = [];
    const router: RouterBranch = {
      ...base,
      named,
      kind: "router",
      mount,
      module: module ?? null,
      nodes,
    };
    nodes.push(...this.read(value, router, named));
    return router;
  }

  /** Of a procedure that a function of the repository returns, the chain that it returns. */
  private chainBehind(value: ts.Expression): Chain | undefined {
    if (!ts.isCallExpression(value)) return undefined;
    const made = declarationOf(this.program.checker, nameIn(value.expression) ?? value.expression);
    const maker = made && ts.isVariableDeclaration(made) ? made.initializer : made;
    if (!maker || !ts.isFunctionLike(maker) || !("body" in maker) || !maker.body) return undefined;
    const { body } = maker;
    if (!ts.isBlock(body)) return chainOf(body);
    const returns = body.statements.filter((each) => ts.isReturnStatement(each));
    const [only] = returns;
    return returns.length === 1 && only?.expression ? chainOf(only.expression) : undefined;
  }

  private headOf({ head }: Chain): ProcedureLeaf["head"] {
    const name = nameIn(head);
    if (!name) return undefined;
    const declaration = declarationOf(this.program.checker, name);
    return { name: textOf(head), declared: declaration ? placeIn(declaration) : null };
  }

  private remark(node: ts.Node, code: string, message: string): void {
    this.remarks.push({ code, ...placeIn(node), message });
  }
}

/** What a plan calls the router that `record` is, or is a part of. */
function ownName(record: ts.Node): PlanName | null {
  const place = ts.isObjectLiteralExpression(record) ? placeOfRecord(record) : undefined;
  return place ? { root: place.path, route: [place.variable, ...place.keys].join(".") } : null;
}

/** The place of a node, with the file that it is in. */
export function placeIn(node: ts.Node): Place {
  return { path: pathOf(node.getSourceFile()) ?? "", ...placeOf(node) };
}

function nameIn(expression: ts.Expression): ts.Identifier | undefined {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ts.isIdentifier(name) ? name : undefined;
}

/** Code that does not fit into a sentence is cut, in characters. */
const LONGEST = 80;

function shortened(code: string): string {
  return code.length > LONGEST ? `${code.slice(0, LONGEST)}…` : code;
}
