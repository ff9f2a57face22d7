import { REACT } from "./react.ts";
import { REACT_QUERY } from "./react-query.ts";
import { DRIZZLE } from "./drizzle.ts";
import { PRISMA } from "./prisma.ts";
import { TANSTACK_ROUTER } from "./tanstack-router.ts";
import { TRPC_CONTEXT, TRPC_ROUTES, TRPC_VALUES } from "./trpc.ts";
import { VITEST } from "./vitest.ts";
import { ZOD } from "./zod.ts";

/**
 * Declarations of the packages that names flow through, by file name. Each says just enough for
 * the checker to see through it: that a client has the members of its router, that a parsed value
 * has the keys of its schema, that a hook returns what it was given.
 */
export function ambientFiles(depth: Depth): ReadonlyMap<string, string> {
  return AMBIENT[depth];
}

/**
 * `routes`: enough to tell whose route a name is. `values`: what procedures return, too. `tables`:
 * and what Drizzle's tables, queries and rows hold.
 */
export type Depth = "routes" | "values" | "tables";

const SHARED: readonly (readonly [string, string])[] = [
  ["/ambient/react.d.ts", REACT],
  ["/ambient/react-query.d.ts", REACT_QUERY],
  ["/ambient/zod.d.ts", ZOD],
  ["/ambient/tanstack-router.d.ts", TANSTACK_ROUTER],
  ["/ambient/vitest.d.ts", VITEST],
  ["/ambient/prisma.d.ts", PRISMA],
];
const AMBIENT: Readonly<Record<Depth, ReadonlyMap<string, string>>> = {
  routes: new Map([...SHARED, ["/ambient/trpc-routes.d.ts", TRPC_ROUTES]]),
  values: new Map([...SHARED, ["/ambient/trpc-values.d.ts", TRPC_VALUES]]),
  tables: new Map([
    ...SHARED,
    ["/ambient/trpc-context.d.ts", TRPC_CONTEXT],
    ["/ambient/drizzle.d.ts", DRIZZLE],
  ]),
};
