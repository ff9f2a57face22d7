import { REACT } from "./react.ts";
import { REACT_QUERY } from "./react-query.ts";
import { TRPC } from "./trpc.ts";
import { ZOD } from "./zod.ts";

/**
 * Declarations of the packages that names flow through, by file name. Each says just enough for
 * the checker to see through it: that a client has the members of its router, that a parsed value
 * has the keys of its schema, that a hook returns what it was given.
 */
export const AMBIENT_FILES: ReadonlyMap<string, string> = new Map([
  ["/ambient/react.d.ts", REACT],
  ["/ambient/react-query.d.ts", REACT_QUERY],
  ["/ambient/trpc.d.ts", TRPC],
  ["/ambient/zod.d.ts", ZOD],
]);
