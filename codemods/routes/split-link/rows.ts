import type { OperationType } from "./evaluation/machine.ts";

/** A procedure as a client calls it: `{ path: "viewer.list", router: "orgRouter" }`. */
export interface RoutedProcedure {
  readonly path: string;
  /** The root router that it is in. */
  readonly router: string;
  /** Undefined if it is not known; then every type is asked about. */
  readonly type?: OperationType | undefined;
}

/** A route that moves, and all procedures of all routers before and after. */
export interface RouteMove {
  /** Keys below the root routers: `teams`, or `admin.users`. */
  readonly from: string;
  readonly to: string;
  /** The names of the root routers. Equal if the route is only renamed. */
  readonly fromRouter: string;
  readonly toRouter: string;
  readonly before: readonly RoutedProcedure[];
  readonly after: readonly RoutedProcedure[];
}

/** One procedure before and after; one of the two is undefined if it is only there then. */
export interface Row {
  readonly before: RoutedProcedure | undefined;
  readonly after: RoutedProcedure | undefined;
  readonly isMoved: boolean;
}

/** The procedures of `move`, each with what becomes of it, in the order of before, then after. */
export function rowsOf(move: RouteMove): readonly Row[] {
  const after = new Map(move.after.map((each) => [keyOf(each), each]));
  const rows = move.before.map((procedure): Row => {
    const moved = movedKey(procedure, move);
    const target = moved === undefined ? undefined : after.get(moved);
    const key = target && moved !== undefined ? moved : keyOf(procedure);
    const found = target ?? after.get(key);
    after.delete(key);
    return { before: procedure, after: found, isMoved: target !== undefined };
  });
  const added = [...after.values()].map((each) => ({
    before: undefined,
    after: each,
    isMoved: false,
  }));
  return [...rows, ...added];
}

/** Whether `path` is the route itself or below it. */
export function isBelow(path: string, route: string): boolean {
  return path === route || path.startsWith(`${route}.`);
}

function movedKey(procedure: RoutedProcedure, move: RouteMove): string | undefined {
  if (procedure.router !== move.fromRouter || !isBelow(procedure.path, move.from)) return undefined;
  const path = move.to + procedure.path.slice(move.from.length);
  return keyOf({ path, router: move.toRouter });
}

function keyOf(procedure: RoutedProcedure): string {
  return `${procedure.router} ${procedure.path}`;
}
