import { z } from "zod";

/** A route, from the variable of its router on. */
export const route = z
  .string()
  .regex(
    /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)+$/,
    "must be a router and a key: `appRouter.posts`",
  );

/** The module that puts the routers together. */
export const root = z
  .string()
  .min(1)
  .optional()
  .describe("The module that puts the routers together; found by itself if left out.");

/** What the steps that give a route another key have in common. */
export const routeWords = {
  exportName: z
    .string()
    .min(1)
    .optional()
    .describe("The new name of the module's export; made from the new key if left out."),
  description: z
    .string()
    .min(1)
    .optional()
    .describe("What the routers' doc comment says of the route; its present words if left out."),
  logTag: z
    .string()
    .min(1)
    .optional()
    .describe(
      "With `tRPC`, log messages of its procedures that begin with `[tRPC]` come to begin with the procedure's path.",
    ),
};

/** A key of a router, or what a module exports something as. */
export const identifier = z
  .string()
  .regex(/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u, "must be an identifier");

const pathError = "must be the path of a file, relative to the root: src/lib/a.ts";
/** A file of the target. */
export const repoPath = z
  .string()
  .regex(/^(?!\/)(?!.*\/$)(?!(?:.*\/)?\.{1,2}(?:\/|$))(?!.*\/\/)[^\\\0]+$/, { error: pathError })
  // `C:` is a drive on some computers.
  .regex(/^(?![A-Za-z]:)/, { error: pathError });
