import { z } from "zod";
import type { StepKind } from "../step.ts";
import { root, route, routeWords } from "./fields.ts";
import type { MoveRouteParams } from "./move-route/params.ts";

/**
 * Moves or renames a tRPC route: mount, module, export, call sites, clients, splitLinks, output
 * types, query keys, log tags and doc comments, as one step.
 */
export const moveRoute: StepKind<MoveRouteParams> = {
  kind: "move-route",
  schema: z.strictObject({
    root,
    from: route.describe("Router variable, then keys: `appRouter.viewer.teams`."),
    to: route.describe("The same for where it is to be; the router has to be there."),
    module: z
      .strictObject({
        from: z.string().min(1).optional().describe("Where it is; found by itself if left out."),
        to: z.string().min(1).describe("Where it goes."),
      })
      .optional()
      .describe("The mounted router's module, if it is to move."),
    after: z
      .string()
      .min(1)
      .optional()
      .describe("The key of the new router to put it after; the last one if left out."),
    ...routeWords,
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
