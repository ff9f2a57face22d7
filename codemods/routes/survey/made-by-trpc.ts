import { ts } from "ts-morph";
import type { TypeProgram } from "../../program/program.ts";
import { unwrap } from "../../program/syntax.ts";
import { declarationOf } from "../split-link/resolve.ts";

/**
 * Whether `call` plainly makes or merges routers with tRPC's own function, under whatever name:
 * `t.router(…)`, `router(…)` of `const { router } = t`, `createTRPCRouter(…)` of
 * `const createTRPCRouter = t.router`. Asks for no type of a router, which takes the checker long.
 */
export function isMadeByTrpc(program: TypeProgram, call: ts.CallExpression): boolean {
  const callee = unwrap(call.expression);
  if (isMaker(program, callee)) return true;
  if (!ts.isIdentifier(callee)) return false;
  const declaration = declarationOf(program.checker, callee);
  if (!declaration) return false;
  if (ts.isVariableDeclaration(declaration)) {
    return (
      declaration.initializer !== undefined && isMaker(program, unwrap(declaration.initializer))
    );
  }
  if (!ts.isBindingElement(declaration)) return false;
  const holder = declaration.parent.parent;
  const key = declaration.propertyName ?? declaration.name;
  return (
    MAKERS.test(key.getText()) &&
    ts.isVariableDeclaration(holder) &&
    holder.initializer !== undefined &&
    isTools(program, holder.initializer)
  );
}

const MAKERS = /^(?:router|mergeRouters)$/;

function isMaker(program: TypeProgram, node: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    MAKERS.test(node.name.text) &&
    isTools(program, node.expression)
  );
}

/** Whether `node` is what `initTRPC.create()` returns. */
function isTools({ checker }: TypeProgram, node: ts.Expression): boolean {
  const maker = checker.getTypeAtLocation(node).getProperty("createCallerFactory");
  return maker?.declarations?.some(isAmbientTrpc) === true;
}

/** Whether it is declared by what this program knows of tRPC. */
export function isAmbientTrpc(declaration: ts.Declaration): boolean {
  return declaration.getSourceFile().fileName.startsWith("/ambient/trpc");
}
