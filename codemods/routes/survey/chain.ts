import { ts } from "ts-morph";
import { unwrap } from "../../program/syntax.ts";
import type { ProcedureNode } from "./model.ts";

/** How the code of a procedure says what it is: `protectedProcedure.input(…).query(…)`. */
export interface Chain {
  readonly type: NonNullable<ProcedureNode["type"]>;
  /** What it begins with, and its middleware: `t.procedure.use(isMember)`. */
  readonly builder: string;
  /** The expression that it begins with: `t.procedure`. */
  readonly head: ts.Expression;
}

/** The chain that `value` is; undefined if it is none. */
export function chainOf(value: ts.Expression): Chain | undefined {
  const call = unwrap(value);
  if (!ts.isCallExpression(call)) return undefined;
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const type = callee.name.text;
  if (type !== "query" && type !== "mutation" && type !== "subscription") return undefined;
  const { head, middleware } = headOf(callee.expression);
  return { type, head, builder: [textOf(head), ...middleware].join(".") };
}

function headOf(chain: ts.Expression): { head: ts.Expression; middleware: string[] } {
  const inner = unwrap(chain);
  const callee = ts.isCallExpression(inner) ? unwrap(inner.expression) : inner;
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(callee)) {
    return { head: inner, middleware: [] };
  }
  const { head, middleware } = headOf(callee.expression);
  const name = callee.name.text;
  if (!/^(?:use|concat|unstable_concat)$/.test(name)) return { head, middleware };
  const [given] = inner.arguments;
  const what = given && !ts.isFunctionLike(given) ? textOf(given) : "…";
  return { head, middleware: [...middleware, `${name}(${what})`] };
}

/** Code on one line, so that it can stand in a table. */
export function textOf(node: ts.Node): string {
  return node.getText().replace(/\s+/g, " ");
}
