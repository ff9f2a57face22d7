import type { ts } from "ts-morph";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { closest } from "../../program/closest.ts";
import type { TypeProgram } from "../../program/program.ts";
import { keysBeside, recordsAt } from "../../routes/locate.ts";
import type { LocatedRoute } from "../../routes/locate.ts";
import { mountAt, mountedValue, recordBehind } from "../../routes/router-model.ts";
import type { Mount } from "../../routes/router-model.ts";
import type { Note } from "../../step.ts";
import type { RouteMove } from "./params.ts";
import { rootProblem } from "../root-problem.ts";

/** Why the route cannot be moved at all, as a blocking note; undefined if it can, or has been. */
export function whyNot(
  params: RouteMove,
  snapshot: Snapshot,
  program: TypeProgram,
  from: LocatedRoute | undefined,
  to: LocatedRoute | undefined,
): Note | undefined {
  const problem =
    rootProblem(snapshot, program, params.root, [params.from, params.to]) ??
    (from && to && endsProblem(params, program, from, to));
  return problem && { severity: "blocking", path: params.root, line: 1, column: 1, ...problem };
}

type Problem = Pick<Note, "code" | "message"> & Partial<Note>;

function endsProblem(
  params: RouteMove,
  program: TypeProgram,
  from: LocatedRoute,
  to: LocatedRoute,
): Problem | undefined {
  if (from.mount && to.mount) {
    return {
      code: "route-exists",
      message: `both ${params.from} and ${params.to} are there. Remove the one that is not to stay, then run again.`,
    };
  }
  if (!from.mount) {
    return to.mount ? undefined : notFound(params, program, from);
  }
  const parent = [to.router.name, ...to.path.slice(0, -1)].join(".");
  if (recordsAt(program, to.router, to.path.slice(0, -1)).length === 0) {
    return {
      code: "router-not-found",
      message: `there is no router ${parent} to put the route into. Correct \`to\` in the plan, or mount that router first.`,
    };
  }
  if (!targetOf(program, from.mount, to, params.after)) {
    return {
      code: "router-merged",
      message: `${parent} is made of several routers, and which of them the route is to go into is not known. Name that one in \`to\`, or a route of it as \`after\`.`,
    };
  }
  return moduleProblem(params, from);
}

/**
 * The record that the route is put into: of several, the one that it is in already, or the one that
 * has the route to put it after, or the one that others are spread into. Undefined if that is none.
 */
export function targetOf(
  program: TypeProgram,
  mount: Mount,
  to: LocatedRoute,
  after: string | undefined,
): ts.ObjectLiteralExpression | undefined {
  const parent = to.path.slice(0, -1);
  const records = recordsAt(program, to.router, parent);
  const above = parent.length === 0 ? undefined : mountAt(program, to.router, parent);
  const value = above ? mountedValue(above.property) : to.router.declaration.initializer;
  const own = value && recordBehind(program, value);
  const hasAfter = ({ properties }: ts.ObjectLiteralExpression): boolean =>
    properties.some((it) => it.name?.getText().replace(/["']/g, "") === after);
  const wanted =
    after === undefined
      ? records.find((record) => record === mount.property.parent)
      : records.find(hasAfter);
  return wanted ?? own;
}

function notFound(params: RouteMove, program: TypeProgram, from: LocatedRoute): Problem {
  const { parent, keys } = keysBeside(program, from);
  const nearest = closest(keys, from.path.at(-1) ?? "");
  const meant = nearest === undefined ? "" : ` Did you mean \`${nearest}\`?`;
  return {
    code: "route-not-found",
    message: `neither ${params.from} nor ${params.to} is there. \`${parent}\` has: ${keys.join(", ") || "no routes"}.${meant}`,
  };
}

function moduleProblem(params: RouteMove, { mount }: LocatedRoute): Problem | undefined {
  if (!params.module || !mount) return undefined;
  const source = mount.source?.path;
  const expected = params.module.from;
  if (expected !== undefined && source !== expected) {
    return {
      code: "module-mismatch",
      message: `${params.from} is declared in ${source ?? "no module that can be found"}, not in ${expected}. Correct \`module.from\` in the plan.`,
    };
  }
  const mounting = mount.property.getSourceFile();
  if (source === undefined || mount.source?.declaration.getSourceFile() === mounting) {
    return {
      code: "no-module",
      message: `the router of ${params.from} has no module of its own that could be moved to ${params.module.to}. Leave \`module\` out, or put the router into a module first.`,
    };
  }
  return undefined;
}
