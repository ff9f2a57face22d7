import { z } from "zod";
import type { StepKind } from "../step.ts";
import { root, route } from "./fields.ts";
import type { MoveRouteParams } from "./move-route/params.ts";

/**
 * Moves or renames a tRPC route: mount, module, export, call sites, clients, splitLinks, output
 * types, query keys, log tags and doc comments, as one step.
 */
export const moveRoute: StepKind<MoveRouteParams> = {
  kind: "move-route",
  schema: z.strictObject({
    root,
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
  run: async (params, snapshot) => {
    const { withRoot } = await import("./find-root.ts");
    const { run } = await import("./move-route/run.ts");
    return await withRoot(params.root, [params.from, params.to], snapshot, (root) =>
      run({ ...params, root }, snapshot),
    );
  },
};
