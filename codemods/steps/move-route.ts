import { z } from "zod";
import type { StepKind } from "../step.ts";

export interface MoveRouteParams {
  /** The module that puts the routers together. */
  readonly root: string;
  /** Router variable, then keys: `userRouter.posts`, `appRouter.viewer.teams`. */
  readonly from: string;
  readonly to: string;
  /** The mounted router's module: where it is (found by itself if left out) and where it goes. */
  readonly module?: { readonly from?: string | undefined; readonly to: string } | undefined;
  /** The new name of the module's export; made from the route's key if left out. */
  readonly exportName?: string | undefined;
  /** The key of the new router to put it after; the last one if left out. */
  readonly after?: string | undefined;
  /** What the routers' doc comment says of the route; its present words if left out. */
  readonly description?: string | undefined;
  /**
   * With `tRPC`, log messages of its procedures that begin with `[tRPC]` come to begin with the
   * procedure's path, `[tRPC articles.list]`, as those that name the route do.
   */
  readonly logTag?: string | undefined;
}

const route = z
  .string()
  .regex(
    /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)+$/,
    "must be a router and a key: `appRouter.posts`",
  );

/**
 * Moves or renames a tRPC route: mount, module, export, call sites, clients, splitLinks, output
 * types, query keys, log tags and doc comments, as one step.
 */
export const moveRoute: StepKind<MoveRouteParams> = {
  kind: "move-route",
  schema: z.strictObject({
    root: z.string().min(1),
    from: route,
    to: route,
    module: z
      .strictObject({ from: z.string().min(1).optional(), to: z.string().min(1) })
      .optional(),
    exportName: z.string().min(1).optional(),
    after: z.string().min(1).optional(),
    description: z.string().min(1).optional(),
    logTag: z.string().min(1).optional(),
  }),
  title: ({ from, to }) => `move the route ${from} to ${to}`,
  // The checker takes a third of a second to load; a plan can be read without it.
  run: async (params, snapshot) => (await import("./move-route/run.ts")).run(params, snapshot),
};
